// What staff do with a case, step by step, through the pages.
import { expect } from "./desk.mjs";
import { rules } from "./words.mjs";

/** The address of a case without what follows it. */
export const addressOf = (page) => new URL(page.url()).pathname;

/** Opens a case at a desk. */
export async function open(desk, address) {
  await desk.page.goto(address);
  await expect(desk.page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** Presses the button of an act on the case page. */
export async function press({ page, w }, act) {
  const name = w(`act-${act}-button`);
  const acts = page.getByRole("region", { name: w("acts-title") });
  await acts.getByRole("button", { name, exact: true }).or(acts.getByRole("link", { name, exact: true })).click();
}

/** Sends the form of an act and expects the case page to say what was done. */
export async function send({ page, w }, act) {
  await page.getByRole("main").getByRole("button", { name: w(`act-${act}-button`), exact: true }).click();
  await said({ page, w }, act);
}

/** Expects the case page to say that an act was done. */
export async function said({ page, w }, act) {
  await expect(page.getByRole("main").getByRole("alert")).toContainText(w(`done-${act}`));
}

/** Does an act that needs no words. */
export async function direct(desk, act) {
  await press(desk, act);
  await said(desk, act);
}

/**
 * Does an act with a form. `fields` are texts by the name of the field; a value that is
 * an array of one names the radio or box to be chosen.
 */
export async function act(desk, name, fields = {}) {
  await press(desk, name);
  await fill(desk, fields);
  await send(desk, name);
}

/** Fills the form on the page. */
export async function fill({ page, w }, fields) {
  const main = page.getByRole("main");
  for (const [field, value] of Object.entries(fields)) {
    if (Array.isArray(value)) await main.getByLabel(w(value[0])).check();
    else await main.getByLabel(w(`field-${field}`)).fill(value);
  }
}

/** Ticks every proof of the general conditions and of one category as seen. */
export async function tick({ page, w }, code) {
  const { general, category } = rules(w.lang);
  for (const title of [...general, category(code)]) {
    const boxes = page.getByRole("group", { name: title }).locator('input[name="seen"]');
    const count = await boxes.count();
    expect(count, title).toBeGreaterThan(0);
    for (let at = 0; at < count; at += 1) await boxes.nth(at).check();
  }
}

/** Reviews at any level. */
export async function review(desk, name, code, fields = {}) {
  await press(desk, name);
  await tick(desk, code);
  await fill(desk, fields);
  if (name === "confirm") {
    const group = desk.page.getByRole("group", { name: desk.w("field-category") });
    await group.getByLabel(rules(desk.w.lang).category(code)).check();
  }
  await send(desk, name);
}

/** What carries category C1.4 beside the identity number. */
export const KNOWN = {
  local_urban_registration: "yes", able_to_work: "yes", willing_to_work: "yes", employed: "no",
  registered_unemployed: "yes", minimum_living_allowance: "yes",
};

/** Answers the questions about an applicant, by the names of the facts. */
export async function answer(page, facts) {
  for (const [fact, value] of Object.entries(facts)) {
    await page.locator(`input[name="fact-${fact}"][value="${value}"]`).check();
  }
}

/** Takes an application from somebody new; gives the address of the case. */
export async function intake(
  desk, person, { code = "C1.4", accept = true, facts = KNOWN, before = async () => {} } = {},
) {
  const { page, w } = desk;
  await page.getByRole("navigation", { name: w("nav-label") }).getByRole("link", { name: w("nav-intake") }).click();
  await page.getByLabel(w("field-q"), { exact: true }).fill(person.number);
  await page.getByRole("main").getByRole("button", { name: w("search-go") }).click();
  await expect(page.getByText(w("intake-nobody-title"))).toBeVisible();
  await page.getByRole("link", { name: w("intake-new-person") }).last().click();
  await fillPerson(desk, person);
  await page.getByLabel(rules(w.lang).category(code)).check();
  await answer(page, facts);
  const box = page.getByLabel(w("field-accept-yes"));
  await (accept ? box.check() : box.uncheck());
  await before();
  await page.getByRole("button", { name: w("intake-send") }).click();
  await said(desk, "submit");
  return addressOf(page);
}

/** Fills the applicant's part of the intake form. */
export async function fillPerson({ page, w }, person) {
  for (const field of ["number", "name", "phone", "address", "certificate"]) {
    await page.locator(`#${field}`).fill(person[field]);
    await expect(page.locator(`label[for=${field}]`)).toContainText(w(`field-${field}`));
  }
  await page.getByLabel(w("class-female-50")).check();
}

/** Reads the clock of a step: its headline, and the explanation when it is opened. */
export async function readClock({ page, w }, state) {
  const clock = page.getByRole("region", { name: w.pattern(`clock-headline-${state}`, "until") });
  await expect(clock).toBeVisible();
  const why = clock.locator("details");
  await why.getByText(w("clock-why")).click();
  await expect(why.getByRole("listitem").first()).toBeVisible();
  return why.getByRole("listitem").allInnerTexts();
}

/** Moves the training clock by the banner until the case has left a state. */
export async function passTime(desk, by, state, most = 10) {
  const { page, w } = desk;
  const here = page.getByRole("region", { name: w.pattern(`clock-headline-${state}`, "until") });
  for (let moves = 0; await here.count(); moves += 1) {
    expect(moves, `the case stays in ${state}`).toBeLessThan(most);
    await moveClock(desk, by);
  }
}

/** Moves the training clock by the banner: `hour`, `day` or `week`. */
export async function moveClock({ page, w }, by) {
  const banner = page.getByRole("region", { name: w("training-title") });
  const before = await banner.getByRole("time").innerText();
  await banner.getByRole("button", { name: w(`training-${by}`), exact: true }).click();
  await expect(banner.getByRole("time")).not.toHaveText(before);
}

/** Expects the line of the timeline with these words. */
export async function happened({ page, w }, event) {
  const past = page.getByRole("region", { name: w("timeline-title") });
  await expect(past.getByText(w(`event-${event}`), { exact: true }).first()).toBeVisible();
}

/** The states of the way up, each with what leads out of it. */
const WAY = [
  ["received", (desk) => direct(desk, "accept")],
  ["initial-review", (desk) => review(desk, "pass-initial-review", "C1.4")],
  ["form", (desk) => act(desk, "complete-form")],
  ["posting", (desk) => act(desk, "post-notice", { place: "门口宣传栏", photo: "IMG_0001" })],
  ["notice", (desk) => passTime(desk, "day", "notice")],
  ["entry", (desk) => act(desk, "record-entry").then(() => direct(desk, "forward"))],
];

/** Takes a new application at a station as far as a state; gives its address. */
export async function bringTo(desk, state, person) {
  await desk.page.goto("/work");
  const address = await intake(desk, person, { accept: false });
  for (const [here, onward] of WAY) {
    if (here === state) break;
    await onward(desk);
  }
  return address;
}

/** Expects the reason why an act is not possible, and no button for it. */
export async function cannot({ page, w }, act, reason) {
  const acts = page.getByRole("region", { name: w("acts-title") });
  const button = w(`act-${act}-button`);
  await expect(acts.getByRole("button", { name: button, exact: true })).toHaveCount(0);
  await expect(acts.getByRole("link", { name: button, exact: true })).toHaveCount(0);
  const why = acts.locator("details");
  if (!(await why.evaluate((details) => details.open))) await why.locator("summary").click();
  const line = why.getByRole("listitem").filter({ has: page.getByText(w(`act-${act}`), { exact: true }) });
  await expect(line).toContainText(reason);
}

/** Opens the newest letter of the case and reads it. */
export async function readLetter({ page, w }, kind) {
  const past = page.getByRole("region", { name: w("timeline-title") });
  await past.getByRole("link", { name: w("letter-print") }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(w(`letter-${kind}-title`));
  return page.getByRole("article");
}

/** The first case in a state that somebody sees. */
export async function caseIn(desk, state) {
  await desk.page.goto(`/applications?state=${state}`);
  return desk.page.locator("tr[data-row] a[data-open]").first().getAttribute("href");
}
