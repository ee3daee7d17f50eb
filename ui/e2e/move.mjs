// People who move: registered by one station, answered by the other.
import { expect } from "./desk.mjs";
import { sendForm } from "./faults.mjs";
import { addressOf } from "./file.mjs";

/** The station to which people move, of another street, and who works there. */
export const THERE = "230102008002";
export const RECEIVER = "clerk3";

/** A bureau of the city beside theirs, and a station of it. */
export const FAR_COUNTY = "230103000000";
export const FAR_STATION = "230103001001";

/** Fills what both stations say about a move. */
export async function describeMove({ page }, household = "leaves") {
  await page.locator("#move-address").fill("哈尔滨市道里区新居路8号");
  await page.locator("#move-reason").fill("租约到期，迁到新居");
  await page.locator(`[name=move-household][value=${household}]`).check();
}

/** The form for the person with this number. */
export async function toMove(desk, number) {
  const { page, w } = desk;
  await page.goto("/people");
  await page.locator("#q").fill(number);
  await sendForm(desk, "search-go");
  await page.locator("tr[data-row] a[data-open]").first().click();
  const link = page.getByRole("link", { name: w("move-leave"), exact: true });
  // A page before has registered the move: it is the first of the story.
  if (!(await link.count())) return false;
  await link.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(w("move-leave"));
  return true;
}

/** Registers the move of somebody to the other station; gives its address. */
export async function registerMove(desk, number) {
  const { page } = desk;
  if (await toMove(desk, number)) {
    await page.locator("#move-to").selectOption(THERE);
    await describeMove(desk);
    await sendForm(desk, "move-leave-go");
  } else {
    await page.locator('a[href^="/moves/"]').first().click();
  }
  await expect(page).toHaveURL(/\/moves\/230102-M-\d{10}$/);
  return addressOf(page);
}
