// Supervision: what the office finds is put right after a second look, and the bureau's campaign
// goes to its closing report.
import { expect, test } from "./desk.mjs";
import { moveClock } from "./file.mjs";

/** Where the clerk of the demo works. */
const STATION = "230102001003";

/** Fills three boxes of a day. */
async function day(page, name, date) {
  const [year, month, number] = date.split("-").map(Number);
  await page.locator(`#${name}`).fill(String(year));
  await page.locator(`#${name}-month`).fill(String(month));
  await page.locator(`#${name}-day`).fill(String(number));
}

const heading = (page) => page.getByRole("heading", { level: 1 });

const press = ({ page, w }, button) => page.getByRole("button", { name: w(button), exact: true }).click();

/** The day of the training clock, some days on. */
async function clockDay({ page }, days) {
  await page.goto("/checks");
  const next = await page.locator('a[rel="next"]').getAttribute("href");
  const today = new Date(`${next.match(/day=([0-9-]+)/)[1]}T00:00:00Z`);
  today.setUTCDate(today.getUTCDate() + days);
  return today.toISOString().slice(0, 10);
}

test("what the office finds in its daily check is put right after a second look", async ({ desk }) => {
  const office = await desk("office", "zh-Hans");
  await office.page.goto("/work");
  await office.page.getByRole("link", { name: office.w("nav-supervision") }).click();
  await expect(heading(office.page)).toHaveText(office.w("check-day-title"));
  await office.page.getByRole("link", { name: office.w("problem-find-other") }).click();
  await press(office, "problem-find-go");
  await expect(office.page.locator("[data-error-summary]")).toBeVisible();
  const clerk = await desk("clerk", "en");
  await office.page.locator("#problem-station").selectOption(STATION);
  await office.page.locator("#problem-what").fill("两份走访记录文字相同");
  await office.page.locator("#problem-order").fill("重新走访并据实记录");
  await press(office, "problem-find-go");
  await expect(heading(office.page)).toHaveText(office.w("problem-one"));
  const address = new URL(office.page.url()).pathname;

  await clerk.page.goto("/problems");
  const row = clerk.page.locator("tr[data-row]").filter({ hasText: "两份走访记录文字相同" });
  await row.locator("a[data-open]").click();
  await expect(clerk.page.locator("#problem-look")).toHaveCount(0);
  await press(clerk, "problem-answer-go");
  await expect(clerk.page.locator("[data-error-summary]")).toBeVisible();
  await clerk.page.locator("#problem-done").fill("已重新走访，记录已改正");
  await press(clerk, "problem-answer-go");
  await expect(clerk.page.getByRole("main")).toContainText(clerk.w("problem-event-answered"));

  await office.page.goto(address);
  await office.page.getByLabel(office.w("problem-look-again"), { exact: true }).check();
  await office.page.locator("#problem-note").fill("还有一份没有改");
  await office.page.locator("#problem-order").fill("改正另一份");
  await press(office, "problem-look-go");
  await expect(office.page.getByRole("main")).toContainText(office.w("problem-event-not-accepted"));
  await clerk.page.goto(address);
  await clerk.page.locator("#problem-done").fill("两份都已改正");
  await press(clerk, "problem-answer-go");
  await office.page.goto(address);
  await office.page.getByLabel(office.w("problem-look-settled"), { exact: true }).check();
  await office.page.locator("#problem-note").fill("已核实");
  await press(office, "problem-look-go");
  await expect(office.page.getByRole("main")).toContainText(office.w("problem-event-settled"));
  await clerk.page.goto("/problems?state=settled");
  await expect(row).toHaveCount(1);
});

test("a bureau's campaign goes to its closing report", async ({ desk }) => {
  const head = await desk("bureau-head", "en");
  const { page, w } = head;
  const [from, to] = [await clockDay(head, 0), await clockDay(head, 3)];
  await page.goto("/campaigns");
  await expect(page.getByRole("main")).toContainText(w("campaign-alarm"));
  await page.getByRole("link", { name: w("campaign-order"), exact: true }).click();
  await press(head, "campaign-order-go");
  await expect(page.locator("[data-error-summary]")).toBeVisible();
  await page.locator("#campaign-kind").check();
  await page.locator("#campaign-title").fill("冬季集中走访");
  await page.locator("#campaign-task").fill("三天内走访全部对象");
  await day(page, "campaign-from", from);
  await day(page, "campaign-to", to);
  await press(head, "campaign-order-go");
  await expect(heading(page)).toHaveText("冬季集中走访");
  await expect(page.locator("#campaign-report")).toHaveCount(0);
  const address = new URL(page.url()).pathname;
  const clerk = await desk("clerk", "zh-Hant");
  await clerk.page.goto("/campaigns");
  await clerk.page.getByRole("link", { name: "冬季集中走访" }).click();
  await expect(clerk.page.locator("tbody tr")).toHaveCount(1);
  await page.goto("/work");
  await moveClock(head, "week");
  await page.goto(address);
  await page.locator("#campaign-report").fill("各站完成走访，没有发现失业。");
  await press(head, "campaign-close-go");
  await expect(page.getByRole("main")).toContainText(w("campaign-state-closed"));
  await expect(page.getByRole("main")).toContainText(w("campaign-figures"));
  await expect(page.locator("#campaign-report")).toHaveCount(0);
});

test("a station sees the standings of nobody", async ({ desk }) => {
  const clerk = await desk("clerk", "en");
  await clerk.page.goto("/standings");
  await expect(clerk.page).toHaveURL(/\/problems$/);
  const office = await desk("office", "en");
  await office.page.goto("/standings?period=year");
  await expect(heading(office.page)).toHaveText(office.w("standing-title"));
  expect(await office.page.locator("tbody tr").count()).toBeGreaterThan(0);
});
