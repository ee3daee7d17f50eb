// What a device holds is encrypted under the password of who took it along: without it nobody
// reads it, also not from the device's storage. The key is never stored and leaves with the page.

/** How a key is made from a password, and how to tell the right one. */
export interface Lock {
  user: string;
  salt: Uint8Array<ArrayBuffer>;
  rounds: number;
  /** A known text under the key. */
  check: Sealed;
}

export interface Sealed {
  nonce: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

// OWASP's advice of 2023 for PBKDF2 with SHA-256.
const ROUNDS = 600_000;
const KNOWN = "leye";

const bytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

async function keyOf(password: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  const text = new TextEncoder().encode(password.normalize("NFKC"));
  const raw = await crypto.subtle.importKey("raw", text, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function seal(key: CryptoKey, value: unknown): Promise<Sealed> {
  return sealBytes(key, new TextEncoder().encode(JSON.stringify(value)));
}

export async function sealBytes(key: CryptoKey, plain: BufferSource): Promise<Sealed> {
  const nonce = bytes(12);
  return { nonce, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, plain) };
}

export async function open<T>(key: CryptoKey, sealed: Sealed): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await openBytes(key, sealed)));
}

export function openBytes(key: CryptoKey, sealed: Sealed): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.nonce }, key, sealed.data);
}

/** A new lock with its key. */
export async function made(user: string, password: string): Promise<[Lock, CryptoKey]> {
  const salt = bytes(16);
  const key = await keyOf(password, salt, ROUNDS);
  return [{ user, salt, rounds: ROUNDS, check: await seal(key, KNOWN) }, key];
}

/** The key of a lock, if this is its password. */
export async function unlocked(lock: Lock, password: string): Promise<CryptoKey | null> {
  const key = await keyOf(password, lock.salt, lock.rounds);
  try {
    return (await open<string>(key, lock.check)) === KNOWN ? key : null;
  } catch {
    return null;
  }
}
