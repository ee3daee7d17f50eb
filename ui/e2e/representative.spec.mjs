// Somebody comes for the applicant: files, supplies and fetches, named with their paper.
import { expect, test } from "./desk.mjs";
import { act, addressOf, direct, happened, intake, open, passTime, press, review, said, send, tick } from "./file.mjs";
import { number, resident } from "./resident.mjs";
import { LANGUAGES } from "./words.mjs";

/** A sister of this applicant, unlike anybody that applies. */
const sister = (sequence) => ({
  name: "祁淑芬",
  relation: "姐姐",
  number: number("19690315", sequence),
  phone: "13945100077",
  paper: "authorisation",
  reference: "2026-11-02",
});

/** Opens the part of the form and names who came. */
async function name(page, who) {
  const part = page.locator("details.leye-representative");
  if (!(await part.evaluate((details) => details.open))) await part.locator("summary").click();
  for (const [field, value] of Object.entries(who)) {
    const at = part.locator(`#representative_${field}`);
    if (field === "paper") await at.selectOption(value);
    else await at.fill(value);
  }
}

/** The facts of the case name who came, masked; the timeline says by what paper. */
async function isNamed({ page, w }, who, acts) {
  const main = page.getByRole("main");
  for (const act of acts) await expect(main.locator(".leye-facts")).toContainText(w(`represented-${act}`));
  const text = await page.locator("body").innerText();
  expect(text).toContain(`${who.name[0]}**`);
  for (const secret of [who.name, who.number, who.phone]) expect(text).not.toContain(secret);
}

for (const lang of Object.keys(LANGUAGES)) {
  test(`a sister files, supplies and fetches for the applicant in ${lang}`, async ({ desk }) => {
    const clerk = await desk("clerk", lang);
    const { page, w } = clerk;
    await page.goto("/work");
    const person = resident();
    const who = sister(100 + Object.keys(LANGUAGES).indexOf(lang));

    await intake(clerk, person, { accept: true, before: () => name(page, who) });
    const address = addressOf(page);
    await isNamed(clerk, who, ["submit"]);

    await act(clerk, "request-correction", { faults: "户口本" });
    await press(clerk, "supply-correction");
    await page.locator("#materials").fill("户口本");
    await name(page, who);
    await send(clerk, "supply-correction");
    await isNamed(clerk, who, ["submit", "supply-correction"]);

    await press(clerk, "pass-initial-review");
    await tick(clerk, "C1.4");
    await send(clerk, "pass-initial-review");
    await press(clerk, "complete-form");
    await expect(page.locator("details.leye-representative"), "the applicant signs the form").toHaveCount(0);
    await send(clerk, "complete-form");
    await act(clerk, "post-notice", { place: "3号宣传栏", photo: "IMG_0412.jpg" });
    await passTime(clerk, "day", "notice");
    await act(clerk, "record-entry", { receipt: "JB-1-001" });
    await direct(clerk, "forward");
    const office = await desk("office", lang);
    await open(office, address);
    await review(office, "pass-second-review", "C1.4", { receipt: "JB-2-001" });
    const bureau = await desk("bureau", lang);
    await open(bureau, address);
    await review(bureau, "confirm", "C1.4", { receipt: "JB-3-001" });
    const annotator = await desk("bureau-clerk", lang);
    await open(annotator, address);
    await press(annotator, "annotate-certificate");
    await send(annotator, "annotate-certificate");

    await open(clerk, address);
    await direct(clerk, "receive-back");
    await press(clerk, "hand-back");
    // Another name without a paper is refused, and what was typed stays.
    await page.locator("#signed_by").fill(who.name);
    await page.getByRole("main").getByRole("button", { name: w("act-hand-back-button"), exact: true }).click();
    await expect(page.locator("#signed_by-error")).toContainText(w("fault-signed-by-not-the-applicant"));
    await name(page, { ...who, reference: "" });
    await page.getByRole("main").getByRole("button", { name: w("act-hand-back-button"), exact: true }).click();
    await expect(page.locator("#representative_reference-error")).toBeVisible();
    await name(page, who);
    await page.getByRole("main").getByRole("button", { name: w("act-hand-back-button"), exact: true }).click();
    await said(clerk, "hand-back");
    await happened(clerk, "papers-handed-back");
    await isNamed(clerk, who, ["submit", "supply-correction", "hand-back"]);

    await page.goto(`${address}/reveal`);
    await page.locator("#reason").fill("核对代办人");
    await page.getByRole("button", { name: w("reveal-send"), exact: true }).click();
    await expect(page.locator(".leye-facts")).toContainText(who.name);
    await expect(page.locator(".leye-facts")).toContainText(who.reference);

    await page.goto(`${address}/letters/1`);
    await expect(page.locator("body")).toContainText(who.name);
  });
}

test("the applicant's own number is no representative's", async ({ desk }) => {
  const clerk = await desk("clerk", "en");
  const person = resident();
  await clerk.page.goto("/applications/new/form");
  await name(clerk.page, { ...sister(200), number: person.number });
  await clerk.page.locator("#number").fill(person.number);
  await clerk.page.locator("#name").fill(person.name);
  await clerk.page.locator("[name=retirement_class][value=female-50]").check();
  await clerk.page.locator("[name=claimed][value='C1.4']").check();
  await clerk.page.getByRole("main").getByRole("button", { name: clerk.w("intake-send"), exact: true }).click();
  await expect(clerk.page.locator("#representative_number-error")).toContainText(
    clerk.w("fault-representative-number-own-number"),
  );
  await expect(clerk.page.locator("#representative_name")).toHaveValue("祁淑芬");
});
