// Visits without a network: taken along, made with the network cut, delivered twice and out of
// order; and what goes wrong on the way.
import { expect, signIn, test } from "./desk.mjs";
import { moveClock } from "./file.mjs";
import { cards, kept, loseFirstAnswer, make, takeAlong, unlock } from "./round.mjs";
import { day, fillDay, jobsOf, register, visit } from "./work.mjs";

/** Of setup.mjs: determined, and about to find work. */
const WALKER = "邵远行";
const LATER = "舒长路";

/** Somebody who began to work four weeks ago; gives the address of the follow-up. */
async function atWork(clerk, who, employer) {
  await jobsOf(clerk, who);
  const base = await register(clerk, await day(clerk), employer);
  for (let week = 0; week < 4; week += 1) await moveClock(clerk, "week");
  return base;
}

for (const lang of ["zh-Hans", "en"]) {
  test(`three visits without a network, delivered twice and out of order, in ${lang}`, async ({ desk }) => {
    test.slow();
    const clerk = await desk("clerk", lang, { viewport: { width: 360, height: 740 } });
    const { page, context, w } = clerk;
    const base = await atWork(clerk, WALKER, `远行运输${lang}`);
    await takeAlong(clerk);
    await expect(cards(page, WALKER)).toHaveCount(3);

    await context.setOffline(true);
    await page.reload();
    await expect(page.locator("[data-part=offline]")).toBeVisible();
    await unlock(clerk);
    for (const target of ["employer", "family", "person"]) await make(clerk, WALKER, target, { pictured: target === "person" });
    await expect(page.locator("[data-part=reports] li")).toHaveCount(3);
    // Closed by mistake: all of it is there again, and nobody reads it without the password.
    await page.reload();
    await expect(page.getByRole("heading", { name: w("round-locked-title"), level: 1 })).toBeVisible();
    const before = await kept(page);
    expect(before).toMatchObject({ reports: 3, photos: 1 });
    expect(before.text).not.toContain(WALKER);
    expect(before.text).not.toContain("厂门口");
    await unlock(clerk);

    // The first delivery arrives, but its answer is lost on the way.
    const delivered = await loseFirstAnswer(clerk);
    await context.setOffline(false);
    await expect.poll(delivered).toBeGreaterThan(0);
    await expect(page.locator("[data-part=reports] li")).toHaveCount(3);
    await page.getByRole("button", { name: w("round-send"), exact: true }).click();
    await expect(page.locator("[data-part=outcomes] li")).toHaveCount(3);
    await expect(page.locator("[data-outcome=kept]")).toHaveCount(3);
    await expect(cards(page, WALKER)).toHaveCount(0);
    expect(await kept(page)).toMatchObject({ reports: 0, photos: 0 });

    await page.goto(base);
    await expect(page.getByRole("main")).toContainText(w("follow-up-owed", { count: 6 }));
    await expect(page.locator(".leye-visits")).not.toContainText(w("visit-conflict"));
    // The photo and three signatures, each once.
    await expect(page.locator('a[href*="/visit-photos/"]')).toHaveCount(4);
  });
}

test("two devices, an expired sign-in, a job that ended: nothing lost, nothing doubled", async ({ desk }) => {
  test.slow();
  const clerk = await desk("clerk", "en");
  const { page, context, w } = clerk;
  const base = await atWork(clerk, LATER, "长路物流");
  await takeAlong(clerk);
  await context.setOffline(true);
  await make(clerk, LATER, "family", { unknown: true });
  await make(clerk, LATER, "person");

  // Meanwhile somebody at the counter wrote down the family's visit, and the job ended.
  const other = await desk("clerk", "en");
  await visit(other, base, 1, "family");
  await other.page.goto(base);
  await other.page.getByRole("link", { name: w("job-end-title"), exact: true }).first().click();
  await other.page.getByRole("link", { name: w("job-end-title"), exact: true }).first().click();
  await other.page.getByLabel(w("job-end-closed"), { exact: true }).check();
  await fillDay(other.page, "job-ended", await day(other));
  await other.page.getByRole("button", { name: w("job-end-go"), exact: true }).click();

  // The sign-in has expired in the field.
  const cookies = await context.cookies();
  await context.clearCookies({ name: "leye_session" });
  await context.setOffline(false);
  await expect(page.locator("[data-part=told]")).toContainText(w("round-told-signed-out"));
  await expect(page.locator("[data-part=reports] li")).toHaveCount(2);
  await context.addCookies(cookies);
  await page.getByRole("button", { name: w("round-send"), exact: true }).click();
  await expect(page.locator("[data-part=outcomes] li")).toHaveCount(2);
  await expect(page.locator("[data-outcome=conflict]")).toHaveCount(1);
  await expect(page.locator("[data-outcome=late]")).toHaveCount(1);
});

test("another user neither reads nor delivers what lies on a device, and may wipe it", async ({ desk }) => {
  const clerk = await desk("clerk", "en");
  const { page, context, w } = clerk;
  await takeAlong(clerk);
  await context.clearCookies({ name: "leye_session" });
  await signIn({ page, user: "clerk3", w });
  await page.goto("/round");
  await expect(page.getByRole("heading", { name: w("round-locked-title"), level: 1 })).toBeVisible();
  await page.getByText(w("round-forgotten-password"), { exact: true }).click();
  await page.getByRole("button", { name: w("round-forget"), exact: true }).click();
  await expect(page.locator("[data-part=told]")).toContainText(w("round-told-unsure"));
  await page.locator("#sure-locked").check();
  await page.getByRole("button", { name: w("round-forget"), exact: true }).click();
  await expect(page.locator("[data-part=told]")).toContainText(w("round-told-forgotten"));
  await expect(page.getByRole("heading", { name: w("round-empty-title"), level: 1 })).toBeVisible();
});
