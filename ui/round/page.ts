// The page of the round: visits of the next days, made without a network and delivered when there
// is one again.
import { copy, fill, part, show, tell } from "./dom";
import { AnotherUser, SignedOut, Unreachable, isPassword, session, take, type Outcome, type Owed } from "./exchange";
import { begun, write } from "./form";
import { made, unlocked } from "./lock";
import { delivered } from "./post";
import { Full, Shelf, type Report } from "./shelf";

/** After so long out of sight the page asks for the password again. */
const UNSEEN = 10 * 60_000;

const shelf = await Shelf.at();
let key: CryptoKey | null = null;
let user = "";

/** Says what went wrong in the page's words; what nobody foresaw is not hidden. */
function complain(error: unknown): void {
  if (error instanceof SignedOut) tell("signed-out");
  else if (error instanceof AnotherUser) tell("another-user");
  else if (error instanceof Unreachable) tell("unreachable");
  else if (error instanceof Full) tell("full");
  else throw error;
}

function onSubmit(name: string, work: (typed: FormData, form: HTMLFormElement) => Promise<void>): void {
  const form = part<HTMLFormElement>(name);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
    button?.setAttribute("aria-busy", "true");
    const over = () => button?.removeAttribute("aria-busy");
    work(new FormData(form), form).catch(complain).finally(over);
  });
}

function onClick(name: string, work: () => Promise<void> | void): void {
  part(name).addEventListener("click", () => void Promise.resolve(work()).catch(complain));
}

async function begin(): Promise<void> {
  const lock = await shelf.lock();
  if (!lock) return show("empty");
  user = lock.user;
  const waiting = await shelf.waiting();
  fill(part("locked-waiting"), { waiting: waiting > 0 ? String(waiting) : "" });
  show("locked");
}

/** Takes the visits along, under the password of who is signed in. */
async function takeAlong(typed: FormData, form: HTMLFormElement): Promise<void> {
  const password = String(typed.get("password") ?? "");
  const now = await session();
  if (!(await isPassword(now.csrf, password))) return tell("wrong");
  const taken = await take();
  const [lock, made_] = await made(now.user, password);
  await shelf.begin(lock);
  await shelf.keepTaken(made_, taken);
  await navigator.storage?.persist?.();
  form.reset();
  [key, user] = [made_, now.user];
  keepPage();
  tell(null);
  await list();
}

/** The same again under the lock that is there: drafts and reports stay. */
async function takeAnew(): Promise<void> {
  if (!key) return;
  const now = await session();
  if (now.user !== user) throw new AnotherUser();
  await shelf.keepTaken(key, await take());
  keepPage();
  tell("taken");
  await list();
}

/** Whether the service was reached when it was last asked. */
let reached = navigator.onLine;
let looking: ReturnType<typeof setTimeout> | undefined;
/** How long until it is asked again, in milliseconds: while it is not reached, and while it is. */
const SOON = 3_000;
const SELDOM = 30_000;

async function unlock(typed: FormData, form: HTMLFormElement): Promise<void> {
  const lock = await shelf.lock();
  if (!lock) return begin();
  const found = await unlocked(lock, String(typed.get("password") ?? ""));
  if (!found) return tell("wrong");
  form.reset();
  [key, user] = [found, lock.user];
  tell(null);
  await list();
  if (reached) await send(false);
}

function lockUp(): void {
  key = null;
  part("form").replaceChildren();
  part("visits").replaceChildren();
  part("reports").replaceChildren();
  tell(null);
  void begin();
}

/** The visits that are owed and the reports that wait. */
async function list(): Promise<void> {
  if (!key) return begin();
  const [taken, reports] = await Promise.all([shelf.taken(key), shelf.reports(key)]);
  const waiting = reports.filter((report) => report.done);
  const known = new Map((taken?.visits ?? []).map((visit) => [visit.id, visit]));
  fill(part("list-head"), { taken: taken?.taken ?? "" });
  part("waiting").hidden = waiting.length === 0;
  part("reports").replaceChildren(...waiting.map((report) => line("report", report.visit, report)));
  const done = new Set(waiting.map((report) => report.visit.id));
  const drafts = new Map(reports.filter((report) => !report.done).map((report) => [report.visit.id, report]));
  // A draft stays in the list, also where its visit was not taken along again.
  for (const [id, report] of drafts) if (!known.has(id)) known.set(id, report.visit);
  const owed = [...known.values()].filter((visit) => !done.has(visit.id));
  part("visits").replaceChildren(...owed.map((visit) => line("visit", visit, drafts.get(visit.id))));
  part("none").hidden = owed.length > 0;
  show("list");
}

function line(name: "visit" | "report", visit: Owed, report: Report | undefined): HTMLElement {
  const item = copy(name);
  const { title, name: who, due, address, employer } = visit;
  fill(item, { title, name: who, due, address, employer });
  for (const mark of item.querySelectorAll<HTMLElement>("[data-mark]")) {
    const on = { late: visit.late, draft: report && !report.fault, fault: report?.fault }[mark.dataset.mark ?? ""];
    mark.hidden = !on;
  }
  item.querySelector("button")?.addEventListener("click", () => void open(visit, report).catch(complain));
  return item;
}

async function open(visit: Owed, report: Report | undefined): Promise<void> {
  if (!key) return begin();
  tell(null);
  const leave = (done: boolean) => {
    const back = async () => {
      tell(done ? "finished" : null);
      await list();
      if (done && reached) await send(false);
    };
    back().catch(complain);
  };
  const drift = (await shelf.taken(key))?.drift ?? 0;
  const writing = !report ? begun(visit) : report.done ? await shelf.changeReport(key, report) : report;
  await write({ shelf, key, report: writing, drift, leave });
  show("form");
}

/** Delivers; `asked` by the person, who is told also when nothing could be done. */
async function send(asked: boolean): Promise<void> {
  if (!key) return;
  const { stopped, told } = await delivered(shelf, key, user);
  await list();
  if (told.length > 0) {
    tell("outcomes");
    part("outcomes").append(...told.map(({ report, outcome }) => outcomeLine(report, outcome)));
  }
  if (stopped && (asked || stopped !== "unreachable")) tell(stopped);
}

function outcomeLine({ visit }: Report, { outcome, text }: Outcome): HTMLElement {
  const item = copy("outcome");
  item.dataset.outcome = outcome;
  fill(item, { name: visit.name, title: visit.title, outcome: text });
  return item;
}

async function forget(within: HTMLElement): Promise<void> {
  const sure = part<HTMLInputElement>("sure", within);
  if (!sure.checked) return tell("unsure");
  sure.checked = false;
  await shelf.forget();
  key = null;
  navigator.serviceWorker?.controller?.postMessage({ forget: true });
  tell("forgotten");
  show("empty");
}

/** The page, its look and its script stay on the device. */
function keepPage(): void {
  const links = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet], link[rel=icon], link[rel=manifest]")];
  const scripts = [...document.querySelectorAll<HTMLScriptElement>("script[src]")];
  const paths = links.map((one) => new URL(one.href).pathname);
  paths.push(...scripts.map((one) => new URL(one.src).pathname), "/round");
  void navigator.serviceWorker?.ready.then((it) => it.active?.postMessage({ keep: paths }));
}

function network(): void {
  part("offline").hidden = reached;
  part("online").hidden = !reached;
}

/** Asks whether the service is reached: a browser may call itself online where nothing gets
 * through. Any answer counts; what waits is delivered once there is one again. */
async function look(): Promise<void> {
  clearTimeout(looking);
  const before = reached;
  const ask = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(SOON) } as const;
  reached = navigator.onLine && (await fetch("/healthz", ask).then(() => true, () => false));
  network();
  looking = setTimeout(() => void look(), reached ? SELDOM : SOON);
  if (reached && !before) await send(false).catch(complain);
}

onSubmit("take", takeAlong);
onSubmit("unlock", unlock);
onClick("take-anew", takeAnew);
onClick("send", () => send(true));
onClick("lock", lockUp);
for (const within of document.querySelectorAll<HTMLElement>("[data-forget]")) {
  part("forget", within).addEventListener("click", () => void forget(within).catch(complain));
}
window.addEventListener("online", () => void look());
window.addEventListener("offline", () => void look());
let unseen = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) unseen = Date.now();
  else if (key && Date.now() - unseen > UNSEEN) lockUp();
});
// Nobody foresaw it: say so rather than stand still.
for (const trouble of ["error", "unhandledrejection"]) window.addEventListener(trouble, () => tell("broken"));
void look();
if (navigator.serviceWorker) await navigator.serviceWorker.register("/round/worker.js", { scope: "/round" });
await begin();
