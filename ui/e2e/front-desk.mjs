// Pages of the front desk, for the catalogue: a contact, a docket, a rating.
import { expect } from "./desk.mjs";
import { sendForm } from "./faults.mjs";
import { caseIn } from "./file.mjs";

/** A contact that somebody takes at the counter. */
export async function contact(desk) {
  await desk.page.goto("/contacts/new");
  await desk.page.locator("#contact-matter").selectOption("determination");
  await desk.page.locator("#contact-words").fill("想问认定要带什么材料，哪天来合适");
  await desk.page.locator("#contact-name").fill("柳暖秋");
  await desk.page.locator("#contact-papers").fill("身份证 1\n户口簿 1");
  await sendForm(desk, "contact-new-go");
  const another = desk.page.getByRole("button", { name: desk.w("contact-same-another") });
  if (await another.count()) await sendForm(desk, "contact-same-another");
}

/** The docket that has waited longest. */
export async function firstDocket(desk) {
  await desk.page.goto("/dockets");
  await desk.page.locator("a[data-open]").first().click();
}

/** The slip for the rating of a case that the station has finished. */
export async function ratingSlip(desk) {
  await desk.page.goto(`${await caseIn(desk, "completed")}/rating-slip`);
  const ask = desk.page.getByRole("button", { name: desk.w("rating-slip-ask") });
  if (await ask.count()) await sendForm(desk, "rating-slip-ask");
  await expect(desk.page.locator(".leye-qr")).toBeVisible();
}

/** The questions behind its link. */
export async function ratingForm(desk) {
  await ratingSlip(desk);
  await desk.page.goto(new URL(await desk.page.locator(".leye-address a").getAttribute("href")).pathname);
}
