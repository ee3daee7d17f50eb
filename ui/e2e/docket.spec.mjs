// A missed time limit opens a docket by itself, against who held it after a suspension and a
// hand-over, and goes from the explanation to its remedy.
import { expect, test } from "./desk.mjs";
import { act, bringTo, moveClock, open, press } from "./file.mjs";
import { resident } from "./resident.mjs";

const go = ({ page, w }, button) => page.getByRole("main").getByRole("button", { name: w(button), exact: true }).click();
const main = ({ page }) => page.getByRole("main");

/** The row of a case in a list of dockets. */
const rowOf = ({ page }, number) => page.locator("tr[data-row]").filter({ hasText: number });

for (const lang of ["zh-Hans", "zh-Hant", "en"]) {
  test(`a missed limit finds who held it, in ${lang}`, async ({ desk }) => {
    const clerk = await desk("clerk", lang);
    const address = await bringTo(clerk, "initial-review", resident());
    const number = address.split("/").pop();
    await act(clerk, "request-correction", { faults: "离婚证" });
    await moveClock(clerk, "week");
    await act(clerk, "supply-correction", { materials: "离婚证", "materials-changed": ["field-materials-changed-yes"] });
    await clerk.page.goto("/dockets");
    await expect(rowOf(clerk, number)).toHaveCount(0);

    const colleague = await desk("clerk-b", lang);
    await open(colleague, address);
    await press(colleague, "take");
    await colleague.page.goto("/time-limits?whose=mine");
    await expect(main(colleague)).toContainText(number);
    await moveClock(colleague, "week");
    // A week may hold a holiday: then the last warning comes a few days later.
    const missed = rowOf(colleague, number).filter({ hasText: colleague.w("state-initial-review") });
    await expect(missed).toBeVisible();
    for (let days = 0; days < 7 && !(await missed.innerText()).includes(colleague.w("time-limit-rung-to-bureau")); days += 1) {
      await moveClock(colleague, "day");
    }
    await expect(missed).toContainText(colleague.w("time-limit-rung-to-bureau"));

    await clerk.page.goto("/dockets");
    await expect(rowOf(clerk, number)).toHaveCount(0);
    await colleague.page.goto("/dockets");
    await rowOf(colleague, number).locator("a[data-open]").click();
    const docket = new URL(colleague.page.url()).pathname;
    await expect(main(colleague)).toContainText(colleague.w("docket-suspended"));
    await go(colleague, "docket-explain-go");
    await expect(colleague.page.locator("[data-error-summary]")).toBeVisible();
    await colleague.page.locator("#docket-words").fill("接手时期限已近，没有来得及办");
    await go(colleague, "docket-explain-go");
    await expect(main(colleague)).toContainText(colleague.w("docket-event-explained"));
    const tried = await clerk.page.goto(docket);
    expect(tried.status(), "a colleague has no part in it").toBe(404);

    const office = await desk("office", lang);
    await office.page.goto(docket);
    await office.page.getByLabel(office.w("docket-finding-criticised"), { exact: true }).check();
    await office.page.locator("#docket-reason").fill("接手时应当先看期限");
    await office.page.locator("#docket-remedy").fill("当天办结，并向当事人致歉");
    await go(office, "docket-find-go");
    await expect(main(office)).toContainText(office.w("docket-state-found"));

    await colleague.page.goto(docket);
    await colleague.page.getByLabel(colleague.w("docket-answer-object"), { exact: true }).check();
    await colleague.page.locator("#docket-words").fill("移交当天只剩两个工作日");
    await go(colleague, "docket-answer-go");
    await expect(main(colleague)).toContainText(colleague.w("docket-event-objected"));

    const bureau = await desk("bureau", lang);
    await bureau.page.goto(docket);
    await bureau.page.getByLabel(bureau.w("docket-finding-reminded"), { exact: true }).check();
    await bureau.page.locator("#docket-reason").fill("移交时间确实紧，改为提醒");
    await go(bureau, "docket-look-go");
    await expect(main(bureau)).toContainText(bureau.w("docket-state-remedy"));

    const head = await desk("station-head", lang);
    await head.page.goto(docket);
    await head.page.locator("#docket-done").fill("已办结并致歉");
    await go(head, "docket-remedied-go");
    await expect(main(head)).toContainText(head.w("docket-state-closed"));
  });
}

test("figures open to what is behind them, and due days go into a calendar", async ({ desk }) => {
  const clerk = await desk("clerk", "en");
  await bringTo(clerk, "posting", resident());
  const bureau = await desk("bureau", "en");
  // A month or a year that has just begun has nothing in it yet.
  const figures = bureau.page.locator("a[data-open]");
  for (const period of ["month", "last-month", "year"]) {
    await bureau.page.goto(`/time-limits/kept?period=${period}`);
    if (await figures.count()) break;
  }
  await figures.first().click();
  await expect(bureau.page.locator("#behind")).toBeVisible();
  const feed = await clerk.page.request.get("/time-limits/calendar.ics");
  expect(feed.headers()["content-type"]).toContain("text/calendar");
  expect(await feed.text()).toMatch(/^BEGIN:VCALENDAR[\s\S]*DTSTART;VALUE=DATE:\d{8}[\s\S]*END:VCALENDAR/);
  const nobody = await desk(null, "en");
  const refused = await nobody.page.request.get("/time-limits/calendar.ics");
  expect(refused.status()).toBe(401);
});
