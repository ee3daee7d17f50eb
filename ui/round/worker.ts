// Keeps the page of the round, its look and its script on the device, so that it opens without a
// network. Nothing personal goes through here: that lies encrypted on the shelf.
declare const self: ServiceWorkerGlobalScope;

const STORE = "leye-round-1";
const PAGE = "/round";
const PATIENCE = 4_000;

self.addEventListener("install", () => void self.skipWaiting());

self.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys()) if (name !== STORE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(old());
});

/** What the page asks to be kept: its own address and its look. */
self.addEventListener("message", (event) => {
  const { keep, forget } = event.data as { keep?: string[]; forget?: boolean };
  const work = async () => {
    if (forget) await caches.delete(STORE);
    if (!keep) return;
    const store = await caches.open(STORE);
    for (const old of await store.keys()) if (!keep.includes(new URL(old.url).pathname)) await store.delete(old);
    await Promise.all(keep.map((path) => store.add(new Request(path, { cache: "reload", redirect: "error" })).catch(() => {})));
    event.source?.postMessage({ kept: true });
  };
  event.waitUntil(work());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.pathname === PAGE) {
    event.respondWith(fresh(request));
  } else if (address.pathname.startsWith("/assets/")) {
    event.respondWith(kept(request));
  }
});

/** From the network if it answers soon, else as it was kept. */
async function fresh(request: Request): Promise<Response> {
  const store = await caches.open(STORE);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok && !answer.redirected) await store.put(PAGE, answer.clone());
    return answer;
  } catch {
    return (await store.match(PAGE)) ?? Response.error();
  }
}

/** As it was kept, else from the network: an address with its hash never changes. */
async function kept(request: Request): Promise<Response> {
  const store = await caches.open(STORE);
  return (await store.match(request)) ?? fetch(request);
}

export {};
