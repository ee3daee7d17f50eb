// One case, from the application to the papers handed back, in each language.
import { expect, signIn, test } from "./desk.mjs";
import {
  act, addressOf, direct, happened, intake, open, passTime, press, readClock, review, said, send, tick,
} from "./file.mjs";
import { resident } from "./resident.mjs";
import { LANGUAGES, rules, words } from "./words.mjs";

for (const lang of Object.keys(LANGUAGES)) {
  test(`a case lives from application to hand-back in ${lang}`, async ({ desk }) => {
    const person = resident();
    const clerk = await signInAndChoose(desk, lang);
    const clocks = [];
    const at = async (who, state) => clocks.push(await readClock(who, state));

    const address = await station(clerk, person, at);
    await onTheBoard(await desk(null, lang), person);
    await toTheOffice(clerk, at);

    const office = await desk("office", lang);
    await open(office, address);
    await at(office, "second-review");
    await review(office, "pass-second-review", "C1.4", { receipt: "JB-2-001" });

    const bureau = await desk("bureau", lang);
    await open(bureau, address);
    await at(bureau, "confirmation");
    await review(bureau, "confirm", "C1.4", { receipt: "JB-3-001" });

    const annotator = await desk("bureau-clerk", lang);
    await open(annotator, address);
    await at(annotator, "annotation");
    await press(annotator, "annotate-certificate");
    await expect(annotator.page.locator("#certificate")).toHaveValue(person.certificate);
    await send(annotator, "annotate-certificate");

    await open(clerk, address);
    await at(clerk, "papers-back");
    await direct(clerk, "receive-back");
    await press(clerk, "hand-back");
    await expect(clerk.page.locator("#signed_by")).toHaveValue(person.name);
    await send(clerk, "hand-back");
    await completed(clerk);
    expect(clocks).toHaveLength(10);
    for (const lines of clocks) expect(lines.length).toBeGreaterThan(1);
  });
}

/** Signs in where the browser asks for another language, and chooses by the switch. */
async function signInAndChoose(desk, lang) {
  const clerk = await desk(null, lang === "en" ? "zh-Hans" : "en");
  await clerk.page.goto("/sign-in");
  const link = clerk.page.locator(`.leye-lang a[hreflang=${lang}]`);
  await link.click();
  await expect(clerk.page.locator("html")).toHaveAttribute("lang", lang);
  await expect(link).toHaveAttribute("aria-current", "true");
  clerk.w = words(lang);
  await signIn({ ...clerk, user: "clerk" });
  await expect(clerk.page.getByRole("heading", { level: 1 })).toHaveText(clerk.w("nav-work"));
  return clerk;
}

/** Intake, initial review, form and posting. */
async function station(clerk, person, at) {
  const address = await intake(clerk, person, { accept: false });
  await at(clerk, "received");
  await direct(clerk, "accept");
  await at(clerk, "initial-review");
  await press(clerk, "pass-initial-review");
  await tick(clerk, "C1.4");
  await send(clerk, "pass-initial-review");
  await at(clerk, "form");
  await act(clerk, "complete-form");
  await at(clerk, "posting");
  await act(clerk, "post-notice", { place: "3号宣传栏", photo: "IMG_0412.jpg" });
  await at(clerk, "notice");
  return address;
}

/** Surname and stars; neither the whole name nor the category. */
async function onTheBoard({ page, w }, person) {
  await page.goto("/notices");
  const masked = person.name[0] + "*".repeat(person.name.length - 1);
  await expect(page.getByRole("heading", { name: masked }).first()).toBeVisible();
  const board = await page.getByRole("main").innerText();
  expect(board).not.toContain(person.name);
  expect(board).not.toContain(person.number.slice(-4));
  expect(board).not.toContain(rules(w.lang).category("C1.4"));
  expect(board).not.toContain("C1.4");
}

/** The notice runs out, the entry is recorded, the case goes up. */
async function toTheOffice(clerk, at) {
  await passTime(clerk, "day", "notice");
  await happened(clerk, "notice-closed");
  await at(clerk, "entry");
  await act(clerk, "record-entry", { receipt: "JB-1-001" });
  await direct(clerk, "forward");
}

async function completed(clerk) {
  const { page, w } = clerk;
  await said(clerk, "hand-back");
  await expect(page.getByText(w("closed-completed"))).toBeVisible();
  await happened(clerk, "papers-handed-back");
  await expect(page.getByRole("region", { name: w("acts-title") })).toContainText(w("acts-none"));
  const number = addressOf(page).split("/").pop();
  await page.goto("/applications?state=completed");
  await expect(page.getByRole("row").filter({ hasText: number })).toContainText(w("state-completed"));
}
