// Whoever serves people is named: the head issues badges and says who is on duty, anybody checks it.
import { expect, test } from "./desk.mjs";

const main = ({ page }) => page.getByRole("main");

for (const lang of ["zh-Hans", "en"]) {
  test(`a badge from the head to the phone of who is served, in ${lang}`, async ({ desk }) => {
    const head = await desk("station-head", lang);
    await head.page.goto("/roster");
    const row = head.page.locator("tr[data-row]").filter({ has: head.page.locator("#badge-post-clerk") });
    await row.getByRole("button", { name: head.w("badge-issue") }).click();
    await expect(head.page.locator("[data-error-summary]")).toBeVisible();
    await head.page.locator("#badge-post-clerk").fill("窗口经办");
    await row.getByRole("button", { name: head.w("badge-issue") }).click();
    await expect(row).toContainText("窗口经办");
    const address = await row.locator('a[href^="/badges/"]').getAttribute("href");
    for (const box of await head.page.locator('input[name="on"][value$=" clerk"]').all()) await box.check();
    await main(head).getByRole("button", { name: head.w("roster-keep") }).click();
    await expect(head.page.locator('input[name="on"][value$=" clerk"]').first()).toBeChecked();

    const clerk = await desk("clerk", lang);
    await clerk.page.goto("/roster");
    await expect(clerk.page.locator('input[name="on"]')).toHaveCount(0);
    await clerk.page.goto("/account/sign");
    await expect(clerk.page.locator(".leye-qr")).toBeVisible();
    await expect(main(clerk)).toContainText("窗口经办");

    const phone = await desk(null, lang, { viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
    await phone.page.goto("/badges");
    await phone.page.locator("#code").fill(address.split("/").pop().toLowerCase());
    await main(phone).getByRole("button", { name: phone.w("badge-check-go") }).click();
    await expect(main(phone)).toContainText("窗口经办");
    await main(phone).getByRole("link", { name: phone.w("badge-complain") }).click();
    await expect(phone.page).toHaveURL(/\/complaints\/new\?about=\d{12}$/);

    await row.getByRole("button", { name: head.w("badge-withdraw") }).click();
    await expect(row.locator('a[href^="/badges/"]')).toHaveCount(0);
    await phone.page.goto(address);
    await expect(main(phone)).toContainText(phone.w("badge-ended"));
    const made = await phone.page.goto("/badges/000000000000");
    expect(made.status()).toBe(404);
    await expect(main(phone)).toContainText(phone.w("badge-unknown"));
  });
}
