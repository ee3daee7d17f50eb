// What staff do with households.
import { expect } from "./desk.mjs";
import { sendForm } from "./faults.mjs";

/** Somebody of 46 of whom is said whether they have work. */
export async function describe({ page }, name, employed) {
  await page.locator("#member-name").fill(name);
  await page.locator("#member-relation").fill("本人");
  await page.locator("#member-born").fill("1980");
  await page.locator("#member-born-month").fill("4");
  await page.locator("#member-born-day").fill("1");
  await page.locator("[name=member-class][value=female-50]").check();
  await page.locator(`[name=member-employed][value=${employed}]`).check();
  for (const flag of ["able", "willing"]) await page.locator(`[name=member-${flag}][value=yes]`).check();
}

/** Enters a household of one who has no work; gives its address. */
export async function formHousehold(desk, name = "高立春") {
  const { page, w } = desk;
  await page.goto("/households/new");
  await describe(desk, name, "no");
  await sendForm(desk, "household-new-button");
  await expect(page.getByRole("main")).toContainText(w("household-rule-yes"));
  return new URL(page.url()).pathname;
}

/** Opens the form of an act by its link. */
export async function toHousehold({ page, w }, act) {
  await page.getByRole("link", { name: w(`household-act-${act}`), exact: act !== "change" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(w(`household-act-${act}`));
}

/** Sends the form, and expects that it is done. */
export async function doHousehold(desk, act) {
  await sendForm(desk, `household-act-${act}-button`);
  await expect(desk.page).toHaveURL(new RegExp(`done=${act}`));
}
