// The visits of a day without a network: taken along, made, delivered.
import { expect } from "./desk.mjs";
import { photo } from "./photo.mjs";
import { demo } from "./service.mjs";

const RISKY = /notice|hours|conflict|health|care|unstable/;

/** Takes the visits along, and waits until the page would open without a network. */
export async function takeAlong({ page, w }) {
  await page.goto("/round");
  await page.locator("#take-password").fill("not the password");
  await page.getByRole("button", { name: w("round-take"), exact: true }).click();
  await expect(page.locator("[data-part=told]")).toContainText(w("round-told-wrong"));
  await page.locator("#take-password").fill(demo().password);
  await page.getByRole("button", { name: w("round-take"), exact: true }).click();
  await expect(page.getByRole("heading", { name: w("round-title"), level: 1 })).toBeVisible();
  await expect.poll(() => page.evaluate(async () => Boolean(await caches.match("/round")))).toBe(true);
}

export async function unlock({ page, w }) {
  await page.locator("#unlock-password").fill(demo().password);
  await page.getByRole("button", { name: w("round-unlock"), exact: true }).click();
  await expect(page.getByRole("heading", { name: w("round-title"), level: 1 })).toBeVisible();
}

/** The cards of somebody's visits. */
export const cards = (page, who) => page.locator("[data-part=visits] li").filter({ hasText: who });

/** Writes the report of the visit to a target, and finishes it. */
export async function make(desk, who, target, { unknown = false, pictured = false } = {}) {
  const { page, w } = desk;
  await cards(page, who).filter({ hasText: w(`visit-target-${target}`) }).getByRole("button").click();
  await page.getByRole("button", { name: w("round-finish"), exact: true }).click();
  await expect(page.locator("[data-part=told]")).toContainText(w("round-told-missing"));
  for (const box of await page.locator('form.leye-visit input[name^="answer-"][value="yes"]').all()) {
    const name = await box.getAttribute("name");
    const answer = unknown ? "unknown" : RISKY.test(name) ? "no" : "yes";
    await page.locator(`form.leye-visit input[name="${name}"][value="${answer}"]`).check();
  }
  await page.locator("#visit-place").fill("厂门口");
  await page.locator("#visit-signed-by").fill(who);
  const taken = pictured && { name: "IMG_1.jpg", mimeType: "image/jpeg", buffer: await photo(desk, who) };
  if (taken) await page.locator("#photo").setInputFiles(taken);
  const pad = await page.locator("#pad").boundingBox();
  await page.locator("#pad").scrollIntoViewIfNeeded();
  const box = (await page.locator("#pad").boundingBox()) ?? pad;
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 60, { steps: 5 });
  await page.mouse.up();
  await page.getByRole("button", { name: w("round-finish"), exact: true }).click();
}

/** Everything that the browser keeps for the page, as text. */
export const kept = (page) =>
  page.evaluate(async () => {
    const open = indexedDB.open("leye-round");
    const db = await new Promise((done) => (open.onsuccess = () => done(open.result)));
    const all = [...db.objectStoreNames].map((name) => {
      const ask = db.transaction(name).objectStore(name).getAll();
      return new Promise((done) => (ask.onsuccess = () => done([name, ask.result])));
    });
    const found = Object.fromEntries(await Promise.all(all));
    db.close();
    const text = JSON.stringify(found, (_, value) => {
      const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
      return bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : value;
    });
    return { text, reports: found.reports.length, photos: found.photos.length };
  });

/** Loses the answer of the first delivery on its way; tells how often something was delivered. */
export async function loseFirstAnswer({ context }) {
  let count = 0;
  await context.route("**/round/reports", async (route) => {
    count += 1;
    if (count > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  return () => count;
}
