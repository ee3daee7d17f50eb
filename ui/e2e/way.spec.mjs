// The whole way of somebody whom this service determined: assistance, a job, nine visits of which
// three are made without a network, a risk settled with the employer, the end after six months;
// and of somebody else, who loses the job in month four and is back in assistance.
import { confirmed, does, fact, main } from "./assistance.mjs";
import { expect, test } from "./desk.mjs";
import { moveClock } from "./file.mjs";
import { resident } from "./resident.mjs";
import { cards, loseFirstAnswer, make, takeAlong, unlock } from "./round.mjs";
import { day, fillDay, jobsOf, register, visit } from "./work.mjs";

const TARGETS = ["person", "family", "employer"];

/** Determined, helped one to one, and at work since today. */
async function atWork(desk, lang, person) {
  const { clerk, file } = await confirmed(desk, lang, person);
  await does(clerk, file, "name-helper", (page) => page.locator('input[value="clerk"]').check());
  await does(clerk, file, "set-class", async (page) => {
    await page.locator('input[name="assist-class"][value="A"]').check();
    await page.locator("#assist-reason").fill("低保家庭，急需工作");
  });
  await jobsOf(clerk, person.number);
  const base = await register(clerk, await day(clerk), "松江紙品廠");
  await expect(main(clerk)).toContainText(clerk.w("visit-target-employer"));
  return { clerk, file, base };
}

async function weeks(desk, count) {
  for (let at = 0; at < count; at += 1) await moveClock(desk, "week");
}

for (const lang of ["zh-Hant", "en"]) {
  test(`from the determination to the end of the follow-up, in ${lang}`, async ({ desk }) => {
    test.slow();
    const person = resident();
    const { clerk, file, base } = await atWork(desk, lang, person);
    const { page, context, w } = clerk;
    await page.goto(file);
    await expect(main(clerk)).toContainText(w("assist-state-resting"));

    // What may be drawn while at work is listed until it is settled (B4.2).
    await page.goto("/follow-ups?list=undrawn");
    await page.getByRole("link", { name: person.name, exact: true }).click();
    await page.getByRole("link", { name: w("support-note-title"), exact: true }).first().click();
    await page.getByRole("button", { name: w("support-note-go"), exact: true }).click();
    await expect(page.locator("[data-error-summary]")).toBeVisible();
    await page.locator('input[name="support-which"]').first().check();
    await page.locator('input[name="support-state"][value="drawn"]').check();
    await page.getByRole("button", { name: w("support-note-go"), exact: true }).click();
    await expect(main(clerk)).toContainText(w("support-drawn"));
    await page.goto("/follow-ups?list=undrawn");
    await expect(page.getByRole("link", { name: person.name, exact: true })).toHaveCount(0);

    // Month one: who helps makes the visits, on a phone without a network, the last one first.
    await weeks(clerk, 4);
    await page.goto("/follow-ups?list=mine");
    await expect(page.locator("tr[data-row]").filter({ hasText: person.name })).toHaveCount(9);
    await page.setViewportSize({ width: 360, height: 740 });
    await takeAlong(clerk);
    await expect(cards(page, person.name)).toHaveCount(3);
    await context.setOffline(true);
    await page.reload();
    await unlock(clerk);
    for (const target of [...TARGETS].reverse()) await make(clerk, person.name, target);
    await expect(page.locator("[data-part=reports] li")).toHaveCount(3);
    const delivered = await loseFirstAnswer(clerk);
    await context.setOffline(false);
    await expect.poll(delivered).toBeGreaterThan(0);
    await page.getByRole("button", { name: w("round-send"), exact: true }).click();
    await expect(page.locator("[data-outcome=kept]")).toHaveCount(3);
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.goto(base);
    await expect(main(clerk)).toContainText(w("follow-up-owed", { count: 6 }));

    // Month three: the wages are not paid, and the employer puts it right.
    await weeks(clerk, 9);
    await visit(clerk, base, 3, "person", { person_paid: "no" });
    for (const target of ["family", "employer"]) await visit(clerk, base, 3, target);
    await main(clerk).getByRole("link", { name: w("follow-ups-mediate"), exact: true }).first().click();
    await page.getByLabel(w("mediation-outcome-put-right"), { exact: true }).check();
    await page.locator("#mediation-result").fill("已发");
    await page.getByRole("button", { name: w("mediation-settle-go"), exact: true }).click();
    await expect(main(clerk)).toContainText(w("follow-up-no-risks"));

    // Month six, and the end by itself.
    await weeks(clerk, 13);
    for (const target of TARGETS) await visit(clerk, base, 6, target);
    await weeks(clerk, 1);
    await page.goto(base);
    await expect(main(clerk)).toContainText(w("follow-up-ended-lasted"));
    await expect(page.locator('a[href*="/visit-photos/"]')).toHaveCount(3);
    await page.goto("/follow-ups?list=all");
    await expect(page.locator("tr[data-row]").filter({ hasText: person.name })).toHaveCount(0);
  });
}

test("who loses the job in month four is back in assistance, with helper and class", async ({ desk }) => {
  test.slow();
  const person = resident();
  const { clerk, file, base } = await atWork(desk, "en", person);
  const { page, w } = clerk;
  await weeks(clerk, 15);
  await page.goto(base);
  await page.getByRole("link", { name: w("job-end-title"), exact: true }).first().click();
  await page.getByRole("link", { name: w("job-end-title"), exact: true }).first().click();
  await page.getByLabel(w("job-end-dismissed"), { exact: true }).check();
  await fillDay(page, "job-ended", await day(clerk));
  await page.getByRole("button", { name: w("job-end-go"), exact: true }).click();
  await expect(main(clerk)).toContainText(w("job-resumes"));
  await page.goto(file);
  await expect(main(clerk)).toContainText(w("event-assistance-resumed"));
  await expect(fact(clerk, "assist-class").first()).toContainText("A");
  // The station is told: who helps has a contact to make again.
  await page.goto("/assistance?only=mine");
  await expect(page.getByRole("link", { name: person.name, exact: true })).toBeVisible();
  await page.goto("/assistance?only=resting");
  await expect(page.getByRole("link", { name: person.name, exact: true })).toHaveCount(0);
});
