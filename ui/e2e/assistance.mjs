// What staff do in the assistance of somebody.
import { expect } from "./desk.mjs";
import { bringTo, open, review } from "./file.mjs";

export const main = (desk) => desk.page.getByRole("main");
export const said = (desk) => main(desk).getByRole("alert");

/** A case that was confirmed; gives the address of the person's assistance. */
export async function confirmed(desk, lang, person) {
  const clerk = await desk("clerk", lang);
  const address = await bringTo(clerk, "second-review", person);
  const office = await desk("office", lang);
  await open(office, address);
  await review(office, "pass-second-review", "C1.4");
  const bureau = await desk("bureau", lang);
  await open(bureau, address);
  await review(bureau, "confirm", "C1.4");
  await clerk.page.goto("/assistance?only=no-helper");
  await clerk.page.getByRole("link", { name: person.name, exact: true }).click();
  await expect(clerk.page).toHaveURL(/assistance$/);
  return { clerk, office, file: new URL(clerk.page.url()).pathname };
}

/** Opens the form of an act from the file, fills it and sends it. */
export async function does(desk, file, act, fill = async () => {}) {
  const { page, w } = desk;
  await page.goto(file);
  const acts = page.getByRole("region", { name: w("acts-title") });
  const folded = acts.locator("details");
  if (await folded.count()) await folded.locator("summary").click();
  await acts.getByRole("link", { name: w(`assist-act-${act}`), exact: true }).click();
  await fill(page);
  await sends(desk, act);
}

export async function sends(desk, act) {
  const button = desk.w(`assist-button-${act}`);
  await main(desk).getByRole("button", { name: button, exact: true }).click();
  await expect(said(desk)).toContainText(desk.w(`assist-done-${act}`));
}

/** The row of the facts with this key. */
export const fact = (desk, key) => main(desk).locator(".leye-facts__row").filter({ hasText: desk.w(key) });
