// What screenings find: a review of somebody determined, and people to reach out to.
import { expect, test } from "./desk.mjs";
import { LANGUAGES } from "./words.mjs";

/** Determined long ago, and past the age of retirement (setup.mjs). */
const PERSON = "柳树清";

/** Chooses an outcome, writes what was found, and sends it. */
async function close({ page, w }, outcome, button) {
  await page.getByLabel(w(outcome), { exact: true }).check();
  await page.getByLabel(w("field-finding-note")).fill("看了退休证，本人在场。");
  await page.getByRole("button", { name: w(button), exact: true }).click();
}

test("the screening of the register brings a review with its reason, which the station closes", async ({ desk }) => {
  const clerk = await desk("clerk", "en");
  const { page, w } = clerk;
  await page.goto("/work");
  await page.getByRole("link", { name: w("nav-findings") }).click();
  const rows = page.locator("tr[data-row]").filter({ hasText: PERSON });
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Statutory retirement age reached");
  await expect(page.locator("body")).not.toContainText("19600412");
  await rows.locator("a[data-open]").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(w("review-title"));
  await expect(page.getByRole("main")).toContainText(w("finding-ends-status"));
  await page.getByRole("button", { name: w("review-close-go"), exact: true }).click();
  await expect(page.locator("[data-error-summary]")).toContainText(w("fault-finding-outcome-not-chosen"));
  await close(clerk, "review-outcome-led-to-exit", "review-close-go");
  await expect(page).toHaveURL(/\/findings/);
  await expect(page.getByRole("main")).toContainText(w("nav-findings"));
  await expect(rows).toHaveCount(0);
});

test("what is to come is listed by day", async ({ desk }) => {
  const { page, w } = await desk("clerk", "zh-Hans");
  await page.goto("/findings");
  await page.getByRole("link", { name: w("finding-kind-foreseen"), exact: true }).click();
  await expect(page.locator("tr[data-row]").first()).toContainText("达到法定退休年龄");
});

for (const [place, lang] of Object.keys(LANGUAGES).entries()) {
  test(`somebody of the list is reached in ${lang}`, async ({ desk }) => {
    const clerk = await desk("clerk", lang);
    const { page, w } = clerk;
    await page.goto("/findings?kind=outreach");
    const rows = page.locator("tr[data-row]");
    const before = await rows.count();
    expect(before).toBeGreaterThan(0);
    await rows.first().locator("a[data-open]").click();
    await expect(page.getByRole("main")).toContainText(w("outreach-ask"));
    const outcome = ["will-apply", "not-interested", "not-found"][place];
    await close(clerk, `outreach-outcome-${outcome}`, "outreach-close-go");
    await expect(page).toHaveURL(/kind=outreach/);
    await expect(rows).toHaveCount(before - 1);
  });
}

test("another station sees nothing of it, those above see it and close nothing", async ({ desk }) => {
  const other = await desk("clerk3", "en");
  await other.page.goto("/findings?kind=outreach");
  await expect(other.page.getByRole("main")).toContainText(other.w("finding-empty-outreach"));
  const bureau = await desk("bureau", "en");
  await bureau.page.goto("/findings?kind=outreach");
  await bureau.page.locator("tr[data-row] a[data-open]").first().click();
  await expect(bureau.page.getByRole("heading", { level: 1 })).toHaveText(bureau.w("outreach-title"));
  await expect(bureau.page.getByRole("button", { name: bureau.w("outreach-close-go") })).toHaveCount(0);
});
