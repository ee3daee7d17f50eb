// What staff do about the job of a person and the visits that follow.
import { expect } from "./desk.mjs";

/** The page of somebody's jobs, by name or number. */
export async function jobsOf({ page, w }, who) {
  await page.goto("/people");
  await page.locator("#q").fill(who);
  await page.getByRole("main").getByRole("button", { name: w("search-go") }).click();
  await page.locator("tr[data-row] a[data-open]").first().click();
  await page.getByRole("link", { name: w("person-work"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(w("jobs-title"));
}

/** Fills a day, written 2026-11-05. */
export async function fillDay(page, name, day) {
  const [year, month, date] = day.split("-");
  await page.locator(`#${name}`).fill(year);
  await page.locator(`#${name}-month`).fill(month);
  await page.locator(`#${name}-day`).fill(date);
}

/** Registers a job that begins on a day; ends on its follow-up. */
export async function register(desk, start, employer = "松江紙品廠") {
  const { page, w } = desk;
  await page.getByRole("link", { name: w("job-register-title"), exact: true }).click();
  await page.getByRole("button", { name: w("job-register-go"), exact: true }).click();
  await expect(page.locator("[data-error-summary]")).toContainText(w("fault-job-kind-not-chosen"));
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
export async function visit({ page, w }, base, month, target, other = {}) {
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

/** The follow-up on each service. */
const made = new Map();

/** Somebody who began to work five weeks ago, with all that a follow-up may show: a visit that is
 * late, two that are made, accounts that contradict each other, a risk that is mediated, and two
 * reports that differ. Made once on each service. */
export async function followed(desk, who) {
  if (!made.has(desk.url)) {
    await desk.page.goto("/work");
    const start = new Date(`${await day(desk)}T00:00:00Z`);
    start.setUTCDate(start.getUTCDate() - 35);
    await jobsOf(desk, who);
    const base = await register(desk, start.toISOString().slice(0, 10), "松江紙品包裝機械有限責任公司道里分公司");
    await visit(desk, base, 1, "person", { person_paid: "no", person_health: "yes" });
    await visit(desk, base, 1, "employer");
    await desk.page.goto(`${base}/visit/1/employer`);
    await desk.page.locator("#visit-place").fill("车间");
    for (const box of await desk.page.locator('input[name^="answer-"][value="unknown"]').all()) await box.check();
    await desk.page.getByRole("button", { name: desk.w("visit-send"), exact: true }).click();
    await expect(desk.page.getByRole("heading", { level: 1 })).toHaveText(desk.w("conflict-title"));
    made.set(desk.url, base);
  }
  return made.get(desk.url);
}

/** Today, as the banner of the training clock says it. */
export async function day({ page }) {
  const text = await page.locator(".leye-training__now").innerText();
  const found = text.match(/(\d{4})年(\d{1,2})月(\d{1,2})日/) ?? english(text);
  return found.slice(1, 4).map((part) => part.padStart(2, "0")).join("-");
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** Thursday 26 November 2026. */
function english(text) {
  const [, date, month, year] = text.match(/(\d{1,2}) ([A-Z][a-z]+) (\d{4})/);
  return [null, year, String(MONTHS.indexOf(month) + 1), date];
}
