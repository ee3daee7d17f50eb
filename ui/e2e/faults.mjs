// What a form must do with bad input.
import { expect } from "./desk.mjs";

/**
 * Expects the page to name exactly these fields as faulty: each in the summary, whose
 * link leads into the field, and with the same words beside it.
 */
export async function expectFaults({ page, w }, fields) {
  const summary = page.locator("[data-error-summary]");
  await expect(summary.getByRole("heading")).toHaveText(w("error-summary-title"));
  await expect(summary).toBeFocused();
  const links = summary.getByRole("link");
  const named = await links.evaluateAll((all) => all.map((link) => link.hash.slice(1)));
  expect([...new Set(named)].sort(), "fields named in the summary").toEqual([...fields].sort());
  expect(await summary.getByRole("listitem").count(), "faults without a field").toBe(named.length);
  for (let at = 0; at < named.length; at += 1) {
    const words = await links.nth(at).innerText();
    await links.nth(at).click();
    await expect(page.locator(`[id="${named[at]}"]`)).toBeFocused();
    if (named.indexOf(named[at]) === at) await expectBeside(page, named[at], words);
  }
}

async function expectBeside(page, field, words) {
  const place = page.locator(`[id="${field}-error"]`);
  await expect(place, `words beside ${field}`).toContainText(words);
  const described = page.locator(`[aria-describedby~="${field}-error"]`);
  expect(await described.count(), `${field} tells its fault to those who hear the page`).toBeGreaterThan(0);
}

/** Sends the form of the page as it stands. */
export async function sendForm({ page, w }, button) {
  await page.getByRole("main").getByRole("button", { name: w(button), exact: true }).click();
}

/** The first hidden token of the page. */
export const tokenOf = (page) => page.locator("input[name=csrf]").first().getAttribute("value");
