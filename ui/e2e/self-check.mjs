// Somebody who answers the self-check: by the names of the facts, so that it serves every
// language and every order of the questions.
import { expect } from "./desk.mjs";
import { sendForm } from "./faults.mjs";

/** A woman of the "4050" age with nothing else, who lives with one person out of work. */
export const ELIGIBLE = {
  born: "1974-03-02", sex: "F", retirement_class: "female-55", able_to_work: "yes", willing_to_work: "yes",
  local_urban_registration: "yes", employed: "no", registered_unemployed: "yes", worked_before: "no",
  minimum_living_allowance: "no", land_lost: "no", other_hardship: "no", single_parent: "no", martyr_family: "no",
  soldier_spouse: "no", model_worker: "none", disability_grade: "0", household: "1", "household.1.employed": "no",
};

/** The same, with a job: no category is left. */
export const AT_WORK = { ...ELIGIBLE, employed: "yes" };

/** Past the statutory retirement age. */
export const RETIRED = { born: "1950-01-01" };

/** Somebody who knows nothing. */
export const UNSURE = new Proxy({}, { get: () => "?" });

/** The question that the page asks; nothing on other pages. */
export const asked = ({ page }) => page.locator("main form[novalidate] input[name=q]");

/**
 * Sends the form and waits for the page that answers. A click comes back before it is there,
 * and whoever then counts what the page asks counts on the old one, or on none.
 */
async function sendAndWait(desk, button) {
  const answered = desk.page.waitForEvent("domcontentloaded");
  await sendForm(desk, button);
  await answered;
}

/** Answers the question of the page. */
export async function answer(desk, value) {
  const { page } = desk;
  const radio = page.locator(`main input[type=radio][value="${value}"]`);
  if (await radio.count()) await radio.check();
  else if (value === "?") return sendAndWait(desk, "check-unknown");
  else if (value.includes("-")) {
    const [year, month, day] = value.split("-");
    await page.locator("#value").fill(year);
    await page.locator("#value-month").fill(month);
    await page.locator("#value-day").fill(day);
  } else await page.locator("#value").fill(value);
  await sendAndWait(desk, "check-next");
}

/** Begins, and answers until no question is left, or until the one that is named. */
export async function walk(desk, answers, until = "") {
  await desk.page.goto("/check");
  await sendAndWait(desk, "check-begin");
  return goOn(desk, answers, until);
}

/** Answers on from where the page stands. Gives the names of what was asked. */
export async function goOn(desk, answers, until = "") {
  const names = [];
  for (let most = 60; most > 0; most -= 1) {
    if ((await asked(desk).count()) === 0) return names;
    const name = await asked(desk).getAttribute("value");
    if (name === until) return names;
    expect(names, "asked twice").not.toContain(name);
    names.push(name);
    expect(answers[name], `an answer to ${name}`).toBeTruthy();
    await answer(desk, answers[name]);
  }
  throw new Error(`no end of questions: ${names}`);
}

/** To the result, past the list of answers where there is one. */
export async function toResult(desk, answers) {
  const names = await walk(desk, answers);
  const see = desk.page.getByRole("main").getByRole("button", { name: desk.w("check-result"), exact: true });
  if (await see.count()) await see.click();
  return names;
}
