// What the service and the device tell each other.

/** A visit that is owed, with what one needs to know to make it. */
export interface Owed {
  /** Person, job, month and target: together they name the visit. */
  id: string;
  person: string;
  job: number;
  month: number;
  target: string;
  /** In the words of the page's language. */
  title: string;
  due: string;
  late: boolean;
  name: string;
  phone: string;
  address: string;
  employer: string;
}

/** What a device takes along. */
export interface Taken {
  user: string;
  taken: string;
  /** How far the clock of the service was ahead of this device's, in milliseconds. */
  drift: number;
  visits: Owed[];
}

/** Who is signed in. */
export interface Session {
  user: string;
  csrf: string;
}

/** What became of a report. Whatever it is but `faulty`, the service has the report. */
export interface Outcome {
  outcome: "kept" | "conflict" | "late" | "faulty";
  /** What to tell the person, in the words of the page's language. */
  text: string;
}

/** Nobody is signed in, or the sign-in has expired. */
export class SignedOut extends Error {}
/** The service cannot be reached, or something else answers in its place. */
export class Unreachable extends Error {}
/** Somebody else is signed in than whose visits lie here. */
export class AnotherUser extends Error {}

const PATIENCE = 30_000;

async function asked(path: string, init: RequestInit): Promise<Response> {
  let answer;
  try {
    answer = await fetch(path, { ...init, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    throw new Unreachable();
  }
  // A page for signing in is reached by way of another address.
  if (answer.type === "opaqueredirect" || answer.status === 401) throw new SignedOut();
  const kind = answer.headers.get("content-type") ?? "";
  if (answer.status >= 500 || !(kind.startsWith("application/json") || answer.status === 204)) throw new Unreachable();
  return answer;
}

/** Who is signed in at this moment. */
export async function session(): Promise<Session> {
  return (await asked("/round/session", {})).json();
}

/** Whether this is the password of who is signed in. */
export async function isPassword(csrf: string, password: string): Promise<boolean> {
  const answer = await asked("/round/password", { method: "POST", body: new URLSearchParams({ csrf, password }) });
  return (await answer.json()).right === true;
}

/** The visits of the next days. */
export async function take(): Promise<Taken> {
  const { now, ...taken } = await (await asked("/round/visits", {})).json();
  return { ...taken, drift: now - Date.now() };
}

/** Delivers one report. The same report twice is one to the service. */
export async function deliver(report: FormData): Promise<Outcome> {
  const answer = await asked("/round/reports", { method: "POST", body: report });
  return answer.json();
}
