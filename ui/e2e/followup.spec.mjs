// Somebody determined finds work: nine visits, a risk that is settled with the employer, and the
// end after six months; another loses the job in month four.
import { expect, test } from "./desk.mjs";
import { moveClock } from "./file.mjs";

/** Of the sample register: determined before this service began (setup.mjs). */
const LASTS = "柳树清";
const LOST = "230103197002140576";

const TARGETS = ["person", "family", "employer"];

/** The page of somebody's jobs, by name or number. */
async function jobsOf({ page, w }, who) {
  await page.goto("/people");
  await page.locator("#q").fill(who);
  await page.getByRole("main").getByRole("button", { name: w("search-go") }).click();
  await page.locator("tr[data-row] a[data-open]").first().click();
  await page.getByRole("link", { name: w("person-work"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(w("jobs-title"));
}

/** Fills a day, written 2026-11-05. */
async function fillDay(page, name, day) {
  const [year, month, date] = day.split("-");
  await page.locator(`#${name}`).fill(year);
  await page.locator(`#${name}-month`).fill(month);
  await page.locator(`#${name}-day`).fill(date);
}

/** Registers a job that begins on a day; ends on its follow-up. */
async function register(desk, start, employer = "松江紙品廠") {
  const { page, w } = desk;
  await page.getByRole("link", { name: w("job-register-title"), exact: true }).click();
  await page.getByRole("button", { name: w("job-register-go"), exact: true }).click();
  await expect(page.locator("[data-error-summary]")).toContainText(w("fault-not-chosen"));
  await page.getByLabel(w("job-kind-employed"), { exact: true }).check();
  await page.locator("#job-employer").fill(employer);
  await page.locator("#job-work").fill("包装");
  await fillDay(page, "job-start", start);
  await page.getByLabel(w("job-contract-open"), { exact: true }).check();
  await page.locator("#job-pay").fill("2500.50");
  await page.locator('input[name="job-alone"][value="no"]').check();
  await page.getByRole("button", { name: w("job-register-go"), exact: true }).click();
  await expect(page).toHaveURL(/\/follow-ups\//);
  return new URL(page.url()).pathname;
}

/** What each question is answered with so that no risk arises. */
const RISKY = /notice|hours|conflict|health|care|unstable/;

/** Fills and sends the form of a visit; `other` are answers that differ. */
async function visit({ page, w }, base, month, target, other = {}) {
  await page.goto(`${base}/visit/${month}/${target}`);
  await page.locator("#visit-place").fill("厂门口");
  for (const box of await page.locator('input[name^="answer-"][value="yes"]').all()) {
    const name = await box.getAttribute("name");
    const answer = other[name.slice("answer-".length)] ?? (RISKY.test(name) ? "no" : "yes");
    await page.locator(`input[name="${name}"][value="${answer}"]`).check();
  }
  await page.locator('input[name="visit-policies"]').first().check();
  await page.getByRole("button", { name: w("visit-send"), exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${base}$`));
}

/** Moves the clock a number of weeks on. */
async function weeks(desk, count) {
  for (let at = 0; at < count; at += 1) await moveClock(desk, "week");
}

for (const lang of ["zh-Hans", "en"]) {
  test(`a job lasts: nine visits, a risk mediated, the end after six months, in ${lang}`, async ({ desk }) => {
    test.slow();
    const clerk = await desk("clerk", lang);
    const { page, w } = clerk;
    await jobsOf(clerk, LASTS);
    const employer = `松江紙品廠${lang}`;
    const base = await register(clerk, await day(clerk), employer);
    await expect(page.locator(".leye-visits tbody td")).toHaveCount(9);
    await expect(page.getByRole("main")).toContainText(w("follow-up-owed", { count: 9 }));

    // A month later: the person says that nothing was paid, the employer says it was.
    await weeks(clerk, 4);
    await page.goto("/follow-ups?list=all");
    await expect(page.locator("tr[data-row]").filter({ hasText: employer })).toHaveCount(9);
    await page.goto(`${base}/visit/1/person`);
    await page.getByRole("button", { name: w("visit-send"), exact: true }).click();
    await expect(page.locator("[data-error-summary]")).toBeVisible();
    await visit(clerk, base, 1, "person", { person_paid: "no" });
    await visit(clerk, base, 1, "family");
    await visit(clerk, base, 1, "employer");
    await expect(page.locator(".leye-contradiction")).toHaveCount(1);
    await expect(page.getByRole("main")).toContainText(w("follow-up-risk", { risk: 5 }));

    // Nothing is overwritten: a second report that differs waits for somebody to look.
    await page.goto(`${base}/visit/1/family`);
    await expect(page.getByRole("main")).toContainText(w("visit-again"));
    await page.locator("#visit-place").fill("家里");
    for (const box of await page.locator('input[name^="answer-"][value="unknown"]').all()) await box.check();
    await page.getByRole("button", { name: w("visit-send"), exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(w("conflict-title"));
    await page.locator('input[name="conflict-holds"]').first().check();
    await page.locator("#conflict-reason").fill("电话核实");
    await page.getByRole("button", { name: w("conflict-go"), exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`${base}$`));

    // The risk, settled with the employer.
    await page.goto("/follow-ups?list=risk");
      const reason = page.locator("tr[data-row]").filter({ hasText: employer }).getByRole("cell").nth(2);
    await expect(reason).toContainText("5");
    await page.goto(base);
    await page.getByRole("main").getByRole("link", { name: w("follow-ups-mediate"), exact: true }).first().click();
    await page.getByLabel(w("mediation-step-contacted"), { exact: true }).check();
    await page.locator("#mediation-with").fill("吕会计");
    await page.locator("#mediation-note").fill("答应五日内发");
    await page.getByRole("button", { name: w("mediation-step-go"), exact: true }).click();
    await expect(page.getByRole("main")).toContainText(w("mediation-steps", { count: 1 }));
    await page.goto(`${base}/mediations/1`);
    await page.getByLabel(w("mediation-outcome-put-right"), { exact: true }).check();
    await page.locator("#mediation-result").fill("已发");
    await page.getByRole("button", { name: w("mediation-settle-go"), exact: true }).click();
    await expect(page.getByRole("main")).toContainText(w("follow-up-no-risks"));

    // Months three and six.
    await weeks(clerk, 9);
    for (const target of TARGETS) await visit(clerk, base, 3, target);
    await weeks(clerk, 13);
    for (const target of TARGETS) await visit(clerk, base, 6, target);
    await weeks(clerk, 1);
    await page.goto(base);
    await expect(page.getByRole("main")).toContainText(w("follow-up-ended-lasted"));
    await expect(page.getByRole("main")).not.toContainText(w("visit-late"));
  });
}

test("a job that is lost in month four ends the follow-up, and assistance goes on", async ({ desk }) => {
  test.slow();
  const clerk = await desk("clerk", "en");
  const { page, w } = clerk;
  await jobsOf(clerk, LOST);
  const base = await register(clerk, await day(clerk));
  await weeks(clerk, 5);
  for (const target of TARGETS) await visit(clerk, base, 1, target);
  await weeks(clerk, 11);
  await page.goto(base);
  await page.getByRole("link", { name: w("job-end-title"), exact: true }).first().click();
  await page.getByRole("link", { name: w("job-end-title"), exact: true }).first().click();
  await page.getByLabel(w("job-end-dismissed"), { exact: true }).check();
  await fillDay(page, "job-ended", await day(clerk));
  await page.getByRole("button", { name: w("job-end-go"), exact: true }).click();
  await expect(page.getByRole("main")).toContainText(w("job-resumes"));
  await page.getByRole("link", { name: w("job-follow-up"), exact: true }).first().click();
  await expect(page.getByRole("main")).toContainText(w("follow-up-ended-job-lost"));
  await expect(page.locator(".leye-visits")).toContainText(w("visit-fallen"));
});

/** Today, as the banner of the training clock says it. */
async function day({ page }) {
  const text = await page.locator(".leye-training__now").innerText();
  const found = text.match(/(\d{4})年(\d{1,2})月(\d{1,2})日/) ?? english(text);
  return found.slice(1, 4).join("-");
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** Thursday 26 November 2026. */
function english(text) {
  const [, date, month, year] = text.match(/(\d{1,2}) ([A-Z][a-z]+) (\d{4})/);
  return [null, year, String(MONTHS.indexOf(month) + 1), date];
}
