// A change of the rules: uploaded with faults, mended, rehearsed, proposed, published by somebody else, in force.
import { fileURLToPath } from "node:url";
import { expect, test } from "./desk.mjs";
import { LANGUAGES } from "./words.mjs";
import { zipOf } from "./zip.mjs";

const pack = fileURLToPath(new URL("../../packs/harbin", import.meta.url));
const people = fileURLToPath(new URL("../../crates/rules/tests/data/sample.parquet", import.meta.url));
const CATEGORY = "determination/C1.6.toml";

/** The shipped pack with C1.6 for women alone; of its worked examples those of C1.1, which the pages of other tests show. */
const draft = (predicate) =>
  zipOf(pack, (name, text) => {
    if (name.startsWith("examples/") && name !== "examples/C1.1.toml") return null;
    return name === CATEGORY ? text.replace('predicate = "', `predicate = "${predicate} and `) : text;
  });

const file = (name, buffer) => ({ name, mimeType: "application/zip", buffer });

async function upload({ page, w }, buffer) {
  await page.goto("/rules/drafts");
  await page.getByLabel(w("field-pack")).setInputFiles(file("draft.zip", buffer));
  await page.getByRole("button", { name: w("draft-upload") }).click();
}

async function fill(page, name, day) {
  const [year, month, date] = day.split("-").map(Number);
  await page.locator(`[name=${name}-year]`).fill(String(year));
  await page.locator(`[name=${name}-month]`).fill(String(month));
  await page.locator(`[name=${name}-day]`).fill(String(date));
}

for (const lang of ["zh-Hant", "en"]) {
  test(`two people change the rules, in ${lang}`, async ({ desk }) => {
    const first = await desk("policy", lang);
    const { page, w } = first;
    await upload(first, draft("emploied"));
    await expect(page.getByRole("cell", { name: /emploied/ }).first()).toBeVisible();
    await expect(page.getByText(CATEGORY).first()).toBeVisible();
    await shot(page, `drafts-faults-${lang}`);

    // The tests of one worker share its storage: the same files would be the same draft.
    const wanted = lang === "en" ? "sex = 'M'" : "sex = 'F'";
    await upload(first, draft(wanted));
    await expect(page).toHaveURL(/\/rules\/drafts\/\d+$/);
    const address = page.url();
    await expect(page.getByText(`${wanted} and land_lost`)).toBeVisible();

    await fill(page, "on", "2026-11-01");
    await page.getByLabel(w("field-people")).setInputFiles(people);
    await page.getByRole("button", { name: w("rehearsal-go") }).click();
    await expect(page.getByText(w("rehearsal-total"), { exact: true })).toBeVisible({ timeout: 30_000 });
    await shot(page, `drafts-rehearsed-${lang}`);

    await fill(page, "in_force", lang === "en" ? "2027-06-02" : "2027-06-01");
    await page.getByRole("button", { name: w("draft-propose"), exact: true }).click();
    await expect(page.getByText(w("draft-refused-same-person"))).toBeVisible();
    await expect(page.getByRole("button", { name: w("draft-publish"), exact: true })).toHaveCount(0);
    const csrf = await page.locator("[name=csrf]").first().inputValue();
    const headers = { "accept-language": LANGUAGES[lang] };
    const refused = await page.request.post(`${address}/publish`, { form: { csrf }, headers });
    expect(refused.status()).toBe(422);
    expect(await refused.text()).toContain(w("draft-refused-same-person"));

    const second = await desk("policy-head", lang);
    await second.page.goto(address);
    await second.page.getByRole("button", { name: w("draft-publish"), exact: true }).click();
    await expect(second.page.getByText(w("draft-published-by"), { exact: true })).toBeVisible();
    await shot(second.page, `drafts-published-${lang}`);
    await second.page.setViewportSize({ width: 360, height: 740 });
    await shot(second.page, `drafts-published-360-${lang}`);
    const wide = await second.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide, "nothing scrolls sideways").toBe(false);
  });
}

function shot(page, name) {
  const path = fileURLToPath(new URL(`out/shots/${name}.png`, import.meta.url));
  return page.screenshot({ path, fullPage: true });
}

test("stations know nothing of drafts", async ({ desk }) => {
  const { page } = await desk("clerk", "en");
  const answer = await page.goto("/rules/drafts");
  expect(answer.status()).toBe(404);
});
