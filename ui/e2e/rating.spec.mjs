// Rating a finished service: from the slip to the remedy of a bad one, on a phone without sign-in.
import { expect, test } from "./desk.mjs";
import { act, bringTo } from "./file.mjs";
import { resident } from "./resident.mjs";

const press = ({ page, w }, button) => page.getByRole("button", { name: w(button), exact: true }).click();

const PHONE = { viewport: { width: 360, height: 740 } };

/** A case that its applicant withdrew, with the address for its rating. */
async function slip(clerk) {
  const address = await bringTo(clerk, "received", resident());
  await clerk.page.goto(typeof address === "string" ? address : new URL(clerk.page.url()).pathname);
  await act(clerk, "withdraw", { reason: "不再申请" });
  await clerk.page.getByRole("link", { name: clerk.w("rating-slip") }).click();
  await press(clerk, "rating-slip-ask");
  await expect(clerk.page.locator(".leye-qr")).toBeVisible();
  await expect(clerk.page.getByRole("button", { name: clerk.w("rating-slip-ask") })).toHaveCount(0);
  return new URL(await clerk.page.locator(".leye-address a").getAttribute("href")).pathname;
}

/** Answers everything: the second of five for clarity, this one for the rest. */
async function rate(phone, grade, words) {
  const { page } = phone;
  await page.locator('input[name="rating-clarity"][value="satisfied"]').check();
  await page.locator(`input[name="rating-manner"][value="${grade}"]`).check();
  await page.locator(`input[name="rating-result"][value="${grade}"]`).check();
  await page.locator('input[name="rating-charged"][value="no"]').check();
  await page.locator("#rating-words").fill(words);
  await press(phone, "rating-send");
}

for (const lang of ["zh-Hans", "en"]) {
  test(`a bad rating goes to its remedy (${lang})`, async ({ desk }) => {
    const clerk = await desk("clerk", lang);
    const address = await slip(clerk);

    const phone = await desk(null, lang, { ...PHONE, javaScriptEnabled: false });
    await phone.page.goto(address);
    const width = await phone.page.locator("html").evaluate((one) => [one.scrollWidth, one.clientWidth]);
    expect(width[0]).toBeLessThanOrEqual(width[1]);
    await phone.page.locator("#rating-words").fill("等了三次");
    await press(phone, "rating-send");
    await expect(phone.page.locator("[data-error-summary]")).toBeVisible();
    await expect(phone.page.locator("#rating-words")).toHaveValue("等了三次");
    await rate(phone, "very_dissatisfied", "等了三次");
    await expect(phone.page.getByRole("main")).toContainText(phone.w("rating-done-title"));
    await phone.page.goto(address);
    await expect(phone.page.getByRole("main")).toContainText(phone.w("rating-given-title"));

    const office = await desk("office", lang);
    await office.page.goto("/ratings");
    await office.page.locator("tr[data-row] a[data-open]").first().click();
    const file = new URL(office.page.url()).pathname;
    await expect(office.page.getByRole("main")).not.toContainText("等了三次");
    await press(office, "rating-reveal");
    await expect(office.page.getByRole("main")).toContainText("等了三次");
    await press(office, "rating-call-go");
    await expect(office.page.locator("[data-error-summary]")).toBeVisible();
    await office.page.locator('input[name="rating-call"][value="remedy"]').check();
    await office.page.locator("#rating-call-note").fill("居民要求道歉");
    await press(office, "rating-call-go");
    await office.page.locator("#rating-remedy-note").fill("站长已上门道歉");
    await press(office, "rating-remedy-go");
    await expect(office.page.getByRole("main")).toContainText(office.w("rating-event-remedied"));

    const bureau = await desk("bureau", lang);
    await bureau.page.goto(file);
    await bureau.page.locator('input[name="rating-look"][value="settled"]').check();
    await bureau.page.locator("#rating-look-note").fill("已核实");
    await press(bureau, "rating-look-go");
    await expect(bureau.page.getByRole("main")).toContainText(bureau.w("rating-event-settled"));

    await clerk.page.goto("/ratings");
    await expect(clerk.page.getByRole("main")).toContainText(clerk.w("rating-too-few"));
    await expect(clerk.page.locator("tr[data-row]")).toHaveCount(0);
    const hidden = await clerk.page.goto(file);
    expect(hidden.status()).toBe(404);
  });
}
