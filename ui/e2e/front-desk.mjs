// Pages of the front desk, for the catalogue: a contact, a complaint, a docket, a rating.
import { beside, expect } from "./desk.mjs";
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

/** Where a complaint asks for the agency. */
export async function complainWhere(desk) {
  await desk.page.goto("/complaints/new");
  await desk.page.locator('input[name="complaint-category"][value="charging"]').check();
  await sendForm(desk, "complaint-next");
}

/** A complaint before it is sent. */
export async function complainCheck(desk) {
  await complainWhere(desk);
  for (const code of ["230102000000", "230102001000", "230102001003"]) {
    await desk.page.locator(`input[name="complaint-place"][value="${code}"]`).check();
    await sendForm(desk, "complaint-next");
  }
  await desk.page.locator("#complaint-words").fill("办认定时窗口收了二十元手续费，没有给收据");
  await desk.page.locator("#complaint-whom").fill("二号窗口，姓孙");
  await sendForm(desk, "complaint-next");
  await desk.page.locator('input[name="complaint-named"][value="no"]').check();
  await sendForm(desk, "complaint-next");
}

/** A complaint as who complained sees it. */
export async function followComplaint(desk) {
  await complainCheck(desk);
  await sendForm(desk, "complaint-send");
  const [number, code] = await desk.page.locator(".leye-answer__what").allInnerTexts();
  await desk.page.goto("/complaints/follow");
  await desk.page.locator("#complaint-number").fill(number);
  await desk.page.locator("#complaint-code").fill(code);
  await sendForm(desk, "complaint-follow-go");
}

/** A complaint that is in hand at the bureau. */
export async function openComplaint(desk) {
  await beside(desk, null, complainDone);
  await desk.page.goto("/complaints");
  await desk.page.locator("a[data-open]").first().click();
  await sendForm(desk, "complaint-take-go");
}

async function complainDone(desk) {
  await complainCheck(desk);
  await sendForm(desk, "complaint-send");
}

/** The badge of the head, by its address. */
export async function ownBadge(desk) {
  await desk.page.goto("/roster");
  await desk.page.locator("#badge-post-station-head").fill("负责人");
  const row = desk.page.locator("tr[data-row]").filter({ has: desk.page.locator("#badge-post-station-head") });
  await row.getByRole("button", { name: desk.w("badge-issue") }).click();
  return row.locator('a[href^="/badges/"]').getAttribute("href");
}
