// The report of one visit: every stroke is kept, so that nothing typed is lost when the battery is.
import { signable } from "../scripts/pad.js";
import { copy, fill, part, tell } from "./dom";
import type { Owed } from "./exchange";
import { shown, smaller } from "./photos";
import { Full, type Report, type Shelf } from "./shelf";

const PAUSE = 300;
const MOST_PHOTOS = 6;

export interface Writing {
  shelf: Shelf;
  key: CryptoKey;
  report: Report;
  /** How far the clock of the service is ahead of this device's. */
  drift: number;
  /** Leaves the form; `done` when the report is finished. */
  leave: (done: boolean) => void;
}

/** A report that is begun. */
export function begun(visit: Owed): Report {
  return { key: crypto.randomUUID(), visit, fields: [], photos: [], done: false, fault: "" };
}

/** Puts the form of a visit on the page. */
export async function write(writing: Writing): Promise<void> {
  const { report } = writing;
  const { visit } = report;
  const form = copy(`form-${visit.target}`) as HTMLFormElement;
  fill(form, { title: visit.title, name: visit.name, due: visit.due, address: visit.address, phone: visit.phone });
  restore(form, report.fields.length > 0 ? report.fields : today(form, writing.drift));
  part("form").replaceChildren(form);
  if (report.fault) tell("faulty", report.fault);
  const keep = keeping(writing, form);
  const placed = () => ((form.elements.namedItem("visit-place") as HTMLInputElement).required = manner(form) === "on_the_spot");
  placed();
  form.addEventListener("input", () => {
    placed();
    keep.soon();
  });
  // Those of a signature come by no event of their own.
  signable(form, (picture) => {
    (form.elements.namedItem("signature") as HTMLInputElement).value = picture;
    keep.soon();
  });
  await photos(writing, form, keep.now);
  part("back", form).addEventListener("click", () => void keep.now().then(() => writing.leave(false)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void finish(writing, form, keep.now);
  });
}

function manner(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>("[name=visit-manner]:checked")?.value ?? "";
}

/** Keeps the form: after a pause in typing, or at once. */
function keeping(writing: Writing, form: HTMLFormElement) {
  let waiting: number | undefined;
  const now = async (): Promise<void> => {
    window.clearTimeout(waiting);
    const fields: [string, string][] = [];
    for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.push([name, value]);
    writing.report.fields = fields;
    await writing.shelf.keepReport(writing.key, writing.report).catch(complain);
  };
  const soon = (): void => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => void now(), PAUSE);
  };
  return { now, soon };
}

function complain(error: unknown): void {
  if (!(error instanceof Full)) throw error;
  tell("full");
}

async function finish(writing: Writing, form: HTMLFormElement, keep: () => Promise<void>): Promise<void> {
  const wrong = form.querySelector<HTMLElement>(":invalid:not(fieldset)");
  if (wrong) {
    tell("missing");
    wrong.focus();
    return;
  }
  writing.report.done = true;
  writing.report.fault = "";
  await keep();
  writing.leave(true);
}

/** Day and hour of now, for a visit that is being made; by the service's clock, as this one may be wrong. */
function today(form: HTMLFormElement, drift: number): [string, string][] {
  const here = new Date(Date.now() + drift);
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${here.getFullYear()}-${two(here.getMonth() + 1)}-${two(here.getDate())}`;
  const fields: [string, string][] = [["visit-date", day], ["visit-at", `${two(here.getHours())}:${two(here.getMinutes())}`]];
  return fields.filter(([name]) => form.elements.namedItem(name));
}

function restore(form: HTMLFormElement, fields: [string, string][]): void {
  for (const [name, value] of fields) {
    const found = form.elements.namedItem(name);
    const each = found instanceof RadioNodeList ? [...found] : found ? [found] : [];
    for (const one of each) {
      if (one instanceof HTMLInputElement && ["radio", "checkbox"].includes(one.type)) {
        if (one.value === value) one.checked = true;
      } else if (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement) {
        one.value = value;
      }
    }
  }
}

async function photos(writing: Writing, form: HTMLFormElement, keep: () => Promise<void>): Promise<void> {
  const { shelf, key, report } = writing;
  const list = part("photos", form);
  const choose = part<HTMLInputElement>("choose", form);
  const draw = async (name: string): Promise<void> => {
    const photo = await shelf.photo(key, name);
    if (!photo) return;
    const item = copy("photo");
    if (photo.type.startsWith("image/")) (item.querySelector("img") as HTMLImageElement).src = await shown(photo);
    part("remove", item).addEventListener("click", () => {
      report.photos = report.photos.filter((one) => one !== name);
      item.remove();
      void keep().then(() => shelf.dropPhoto(name));
    });
    list.append(item);
  };
  for (const name of report.photos) await draw(name);
  choose.addEventListener("change", () => {
    const chosen = [...(choose.files ?? [])].slice(0, MOST_PHOTOS - report.photos.length);
    choose.value = "";
    const each = async (): Promise<void> => {
      for (const file of chosen) {
        const name = crypto.randomUUID();
        await shelf.keepPhoto(key, name, await smaller(file));
        report.photos.push(name);
        await keep();
        await draw(name);
      }
    };
    each().catch(complain);
  });
}
