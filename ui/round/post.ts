// Delivers what is finished, in the order in which it was begun. A report stays on the device
// until the service has said that it has it.
import { AnotherUser, SignedOut, Unreachable, deliver, session, type Outcome } from "./exchange";
import type { Report, Shelf } from "./shelf";

const SIGNATURE = "signature";

/** What became of a delivery as a whole. */
export type Delivery =
  | { stopped: null | "signed-out" | "unreachable" | "another-user"; told: { report: Report; outcome: Outcome }[] };

/** Two pages of one device deliver one after the other. */
export function delivered(shelf: Shelf, key: CryptoKey, user: string): Promise<Delivery> {
  return navigator.locks.request("leye-round-post", () => all(shelf, key, user));
}

async function all(shelf: Shelf, key: CryptoKey, user: string): Promise<Delivery> {
  const told: { report: Report; outcome: Outcome }[] = [];
  try {
    const now = await session();
    if (now.user !== user) throw new AnotherUser();
    const drift = (await shelf.taken(key))?.drift ?? 0;
    for (const report of await shelf.reports(key)) {
      if (!report.done) continue;
      const outcome = await deliver(await form(now.csrf, drift, shelf, key, report));
      if (outcome.outcome === "faulty") {
        await shelf.keepReport(key, { ...report, done: false, fault: outcome.text });
      } else {
        await shelf.drop(report);
        await shelf.dropTaken(key, report.visit.id);
      }
      told.push({ report, outcome });
    }
  } catch (error) {
    return { stopped: reason(error), told };
  }
  return { stopped: null, told };
}

function reason(error: unknown): "signed-out" | "unreachable" | "another-user" {
  if (error instanceof SignedOut) return "signed-out";
  if (error instanceof AnotherUser) return "another-user";
  if (error instanceof Unreachable) return "unreachable";
  throw error;
}

async function form(csrf: string, drift: number, shelf: Shelf, key: CryptoKey, report: Report): Promise<FormData> {
  const form = new FormData();
  // The service reads no file before it has seen this.
  form.append("csrf", csrf);
  for (const [name, value] of report.fields) if (name !== SIGNATURE) form.append(name, value);
  // The form of the service asks for a day in three parts.
  const [year = "", month_ = "", day = ""] = String(form.get("visit-date") ?? "").split("-");
  for (const [name, value] of Object.entries({ year, month: month_, day })) form.set(`visit-on-${name}`, value);
  const { person, job, month, target } = report.visit;
  for (const [name, value] of Object.entries({ person, job, month, target })) form.set(name, String(value));
  form.set("key", report.key);
  // The service sees by it how wrong the clock of this device is.
  form.set("device-now", String(Date.now()));
  form.set("drift", String(drift));
  const signature = report.fields.find(([name]) => name === SIGNATURE)?.[1];
  if (signature) form.append("file", picture(signature), "signature.png");
  for (const [at, name] of report.photos.entries()) {
    const photo = await shelf.photo(key, name);
    if (photo) form.append("file", photo, `visit-${at + 1}`);
  }
  return form;
}

/** The bytes of a picture's data address. */
function picture(address: string): Blob {
  const bytes = Uint8Array.from(atob(address.slice(address.indexOf(",") + 1)), (sign) => sign.charCodeAt(0));
  return new Blob([bytes], { type: "image/png" });
}
