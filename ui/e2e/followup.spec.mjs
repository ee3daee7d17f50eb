// Somebody determined finds work: nine visits, a risk that is settled with the employer, and the
// end after six months; another loses the job in month four.
import { expect, test } from "./desk.mjs";
import { moveClock } from "./file.mjs";
import { day, fillDay, jobsOf, register, visit } from "./work.mjs";

/** Of the sample register: determined before this service began (setup.mjs). */
const LASTS = "柳树清";
const LOST = "230103197002140576";

const TARGETS = ["person", "family", "employer"];

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
  await page.getByRole("main").getByRole("link", { name: w("job-follow-up"), exact: true }).first().click();
  await expect(page.getByRole("main")).toContainText(w("follow-up-ended-job-lost"));
  await expect(page.locator(".leye-visits")).toContainText(w("visit-fallen"));
});
