// First inquiry: a contact taken with a few keys, handed over twice and never lost, answered, printed.
import { expect, test } from "./desk.mjs";
import { bringTo } from "./file.mjs";
import { resident } from "./resident.mjs";

const main = ({ page }) => page.getByRole("main");
const go = (desk, button) => main(desk).getByRole("button", { name: desk.w(button), exact: true }).click();

/** Unfolds what may be done beside the nearest. */
const unfold = async (desk, title) => {
  const folded = main(desk).locator("details").filter({ hasText: desk.w(title) });
  if (await folded.count()) await folded.locator("summary").first().click();
};

const WORDS = "想问认定要带什么材料";

/** The row of a contact in a list. */
const rowOf = ({ page }, address) => page.locator(`tr[data-row] a[data-open][href="${address}"]`);

async function takeAtCounter(desk, name) {
  const { page } = desk;
  await page.goto("/contacts/new");
  await page.locator("#contact-matter").selectOption("determination");
  await page.locator("#contact-words").fill(WORDS);
  await page.locator("#contact-name").fill(name);
  await page.locator("#contact-papers").fill("身份证 1\n户口簿 2");
  await go(desk, "contact-new-go");
  await expect(page).toHaveURL(/\/contacts\/\d{6}-C-\d+$/);
  return new URL(page.url()).pathname;
}

/** Offers a contact: to somebody by name, or to an agency. */
async function offer(desk, address, to) {
  await desk.page.goto(address);
  await unfold(desk, "contact-offer-title");
  await desk.page.locator("#contact-to").selectOption(to);
  await desk.page.locator("#contact-offer").fill("请接着办");
  await go(desk, "contact-offer-go");
  await expect(main(desk)).toContainText(desk.w("contact-is-offered"));
}

for (const lang of ["zh-Hans", "zh-Hant", "en"]) {
  test(`handed over twice and never lost, in ${lang}`, async ({ desk }) => {
    const clerk = await desk("clerk", lang);
    const name = `${resident().name}${lang}`;
    const address = await takeAtCounter(clerk, name);
    await expect(main(clerk)).toContainText(WORDS);
    await expect(main(clerk)).toContainText("户口簿");
    await clerk.page.goto("/contacts");
    await expect(rowOf(clerk, address)).toBeVisible();

    await offer(clerk, address, "user:clerk-b");
    await clerk.page.goto("/contacts");
    await expect(rowOf(clerk, address), "an offer changes nothing").toBeVisible();
    const colleague = await desk("clerk-b", lang);
    await colleague.page.goto("/contacts?state=offered");
    await rowOf(colleague, address).click();
    await go(colleague, "contact-accept-go");
    await colleague.page.goto("/contacts");
    await expect(rowOf(colleague, address)).toBeVisible();
    await clerk.page.goto("/contacts");
    await expect(rowOf(clerk, address)).toHaveCount(0);

    const office = await desk("office", lang);
    const code = `${address.split("/").pop().slice(0, 6)}002000`;
    await colleague.page.goto(address);
    await unfold(colleague, "contact-offer-title");
    const codes = await colleague.page.locator("#contact-to option").evaluateAll((all) => all.map((one) => one.value));
    await offer(colleague, address, codes.includes(code) ? code : codes.find((one) => /^\d{9}000$/.test(one)));
    await office.page.goto("/contacts?state=offered");
    await rowOf(office, address).click();
    await go(office, "contact-accept-go");
    await expect(office.page.getByRole("region", { name: office.w("contact-hands") }).locator("dt, .govuk-summary-list__key")).toHaveCount(3);
    await go(office, "contact-answer-go");
    await expect(office.page.locator("[data-error-summary]")).toBeVisible();
    await office.page.locator("#contact-reply").fill("带身份证和户口簿");
    await go(office, "contact-answer-go");
    await expect(main(office)).toContainText(office.w("contact-is-closed"));

    await clerk.page.goto(address);
    await expect(main(clerk), "who had it sees what became of it").toContainText("带身份证和户口簿");
    await main(clerk).getByRole("link", { name: clerk.w("contact-receipt") }).click();
    await expect(main(clerk)).toContainText("户口簿");
    const stranger = await desk("clerk2", lang);
    const hidden = await stranger.page.goto(address);
    expect(hidden.status()).toBe(404);
  });
}

test("a routine contact with a known person takes at most twelve keys beside the words", async ({ desk }) => {
  const clerk = await desk("clerk", "zh-Hans");
  const who = resident();
  await bringTo(clerk, "received", who);
  await clerk.page.goto("/work");
  const { page } = clerk;
  let keys = 0;
  const press = async (key) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  await press("/");
  await page.keyboard.type(who.number);
  await press("Enter");
  await expect(page.locator("tr[data-row]")).toHaveCount(1);
  await press("j");
  await press("Enter");
  await expect(page).toHaveURL(/\/people\//);
  await press("c");
  await expect(page.locator("#contact-matter")).toBeFocused();
  await press("ArrowDown");
  await press("Tab");
  await page.keyboard.type(WORDS);
  await press("Control+Enter");
  await expect(page).toHaveURL(/\/contacts\/\d{6}-C-\d+$/);
  await expect(main(clerk)).toContainText(who.name);
  expect(keys).toBeLessThanOrEqual(12);
});

test("bad input loses nothing, and the same contact is shown instead of taken twice", async ({ desk }) => {
  const clerk = await desk("clerk", "zh-Hans");
  const { page } = clerk;
  const name = `${resident().name}重`;
  const address = await takeAtCounter(clerk, name);
  const colleague = await desk("clerk-b", "zh-Hans");
  await colleague.page.goto("/contacts/new");
  await go(colleague, "contact-new-go");
  await expect(colleague.page.locator("[data-error-summary]")).toBeVisible();
  await colleague.page.locator("#contact-matter").selectOption("determination");
  await colleague.page.locator("#contact-words").fill(WORDS);
  await colleague.page.locator("#contact-promised").fill("2020");
  await colleague.page.locator("#contact-promised-month").fill("1");
  await colleague.page.locator("#contact-promised-day").fill("2");
  await colleague.page.locator("#contact-name").fill(`${name}另`);
  await go(colleague, "contact-new-go");
  await expect(main(colleague)).toContainText(colleague.w("fault-contact-promise"));
  await expect(colleague.page.locator("#contact-words")).toHaveValue(WORDS);
  for (const part of ["", "-month", "-day"]) await colleague.page.locator(`#contact-promised${part}`).fill("");
  await colleague.page.locator("#contact-name").fill(name);
  await go(colleague, "contact-new-go");
  await expect(main(colleague)).toContainText(colleague.w("contact-same"));
  await expect(colleague.page.locator("#contact-words")).toHaveValue(WORDS);
  await colleague.page.getByRole("link", { name: colleague.w("contact-same-open") }).click();
  await expect(colleague.page).toHaveURL(new RegExp(`${address}$`));
  // Whoever is away is not handed anything.
  await page.goto("/account");
  const parts = async (field, day) => {
    const [year, month, date] = day.split("-");
    await page.locator(`#${field}`).fill(year);
    await page.locator(`#${field}-month`).fill(month);
    await page.locator(`#${field}-day`).fill(date);
  };
  await parts("away-from", "2026-01-01");
  await parts("away-until", "2040-01-01");
  await go(clerk, "account-absence-go");
  await expect(main(clerk)).toContainText(clerk.w("account-absence-done"));
  const other = await takeAtCounter(colleague, `${resident().name}假`);
  await colleague.page.goto(other);
  await unfold(colleague, "contact-offer-title");
  await colleague.page.locator("#contact-to").selectOption("user:clerk");
  await colleague.page.locator("#contact-offer").fill("请接着办");
  await go(colleague, "contact-offer-go");
  await expect(main(colleague)).toContainText(colleague.w("fault-contact-away"));
  await expect(colleague.page.locator("#contact-offer")).toHaveValue("请接着办");
  await page.goto("/account");
  await go(clerk, "account-absence-back");
});
