// The self-check: to each kind of result in three languages, by keyboard, without scripts,
// with bad input, and without leaving anything behind.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onPostgres } from "./database.mjs";
import { expect, test } from "./desk.mjs";
import { expectFaults, sendForm } from "./faults.mjs";
import { answer, asked, AT_WORK, ELIGIBLE, goOn, RETIRED, toResult, UNSURE, walk } from "./self-check.mjs";
import { out } from "./service.mjs";
import { LANGUAGES, rules } from "./words.mjs";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

async function expectOpen(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run());
  expect.soft(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
}

const heading = ({ page }) => page.getByRole("heading", { level: 1 });

for (const lang of Object.keys(LANGUAGES)) {
  test(`eligible in ${lang}: the category, what to bring, where to go`, async ({ desk }) => {
    const visit = await desk(null, lang, { viewport: { width: 360, height: 740 } });
    const { page, w } = visit;
    await page.goto("/");
    await page.getByRole("link", { name: w("start-check") }).click();
    await expectOpen(page);
    const names = await walk(visit, ELIGIBLE, "employed");
    expect(names[0]).toBe("born");
    await expectOpen(page);
    await goOn(visit, ELIGIBLE);
    await expect(heading(visit)).toHaveText(w("check-answers-title"));
    await expectOpen(page);
    await sendForm(visit, "check-result");
    await expect(heading(visit)).toHaveText(w("check-result-eligible"));
    const main = page.getByRole("main");
    for (const code of ["C1.1", "C1.2"]) await expect(main).toContainText(rules(lang).category(code));
    await expect(main).toContainText(w("check-result-decision"));
    await expect(main.getByRole("heading", { name: w("check-bring") })).toBeVisible();
    await expect(main).toContainText(w("check-where-text"));
    await expect(main).not.toContainText(w("check-missing"));
    await expectOpen(page);
  });

  test(`not eligible in ${lang}: at once, with the reason and its article`, async ({ desk }) => {
    const visit = await desk(null, lang);
    const { page, w } = visit;
    expect(await toResult(visit, RETIRED)).toEqual(["born"]);
    await expect(heading(visit)).toHaveText(w("check-result-ineligible"));
    const main = page.getByRole("main");
    await expect(main).toContainText(w("check-failed-general"));
    await expect(main).toContainText(rules(lang).general[0]);
    await expect(main).toContainText(w("check-else-services"));
    await expectOpen(page);
    // It opens beside the result, which a way back could not bring again.
    const opened = page.waitForEvent("popup");
    await main.getByRole("link", { name: w("check-failed-article", { article: "C1" }) }).click();
    const rule = await opened;
    await expect(rule).toHaveURL(/\/rules\/C1#condition-working-age$/);
    await expect(rule.locator("#condition-working-age")).toBeInViewport();
    await expect(heading(visit)).toHaveText(w("check-result-ineligible"));
  });

  test(`unknown in ${lang}: what is missing, what shows it and who knows it`, async ({ desk }) => {
    const visit = await desk(null, lang);
    const { page, w } = visit;
    const names = await toResult(visit, UNSURE);
    expect(names.at(-1)).toBe("household");
    await expect(heading(visit)).toHaveText(w("check-result-unknown"));
    const missing = page.getByRole("heading", { name: w("check-missing"), exact: true });
    await expect(missing).toBeVisible();
    await expect(page.getByRole("main")).toContainText(w("check-missing-household"));
    await expectOpen(page);
  });
}

test("a job ends it: no category is left, and nobody asks on", async ({ desk }) => {
  const visit = await desk(null, "en");
  const names = await toResult(visit, AT_WORK);
  expect(names).not.toContain("registered_unemployed");
  expect(names.some((name) => name.startsWith("household"))).toBe(false);
  await expect(heading(visit)).toHaveText(visit.w("check-result-ineligible"));
  await expect(visit.page.getByRole("main")).toContainText(visit.w("check-failed-categories"));
});

test("who is not registered reads what registering would open", async ({ desk }) => {
  const visit = await desk(null, "en");
  await toResult(visit, { ...ELIGIBLE, registered_unemployed: "no" });
  await expect(visit.page.getByRole("main")).toContainText(visit.w("check-else-register"));
  await expect(visit.page.getByRole("main")).toContainText(rules("en").category("C1.1"));
});

test("without scripts, and by keyboard alone", async ({ desk }) => {
  const plain = await desk(null, "zh-Hant", { javaScriptEnabled: false });
  await toResult(plain, ELIGIBLE);
  await expect(heading(plain)).toHaveText(plain.w("check-result-eligible"));

  const keys = await desk(null, "en");
  const { page } = keys;
  const tabTo = async (target) => {
    for (let presses = 0; presses < 30; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`${target} is not reached`);
  };
  await page.goto("/check");
  await tabTo(page.getByRole("button", { name: keys.w("check-begin") }));
  await page.keyboard.press("Enter");
  await tabTo(page.locator("#value"));
  await page.keyboard.type("1974");
  await page.keyboard.press("Tab");
  await page.keyboard.type("3");
  await page.keyboard.press("Tab");
  await page.keyboard.type("2");
  // Enter in a field sends the answer, and neither the language nor the way back.
  await page.keyboard.press("Enter");
  await expect(asked(keys)).not.toHaveValue("born");
  await tabTo(page.locator("#value"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(heading(keys)).toHaveText(keys.w("check-result-ineligible"));
});

test("back, change and language keep the answers", async ({ desk }) => {
  const visit = await desk(null, "en");
  const { page, w } = visit;
  await walk(visit, ELIGIBLE, "employed");
  const before = await asked(visit).getAttribute("value");
  await page.getByRole("button", { name: w("check-back"), exact: true }).click();
  await expect(asked(visit)).not.toHaveValue(before);
  await expect(page.locator("main input[type=radio][value=yes]")).toBeChecked();
  await sendForm(visit, "check-next");
  await expect(asked(visit)).toHaveValue("employed");

  const hant = (await desk(null, "zh-Hant")).w;
  await page.getByRole("button", { name: "繁體中文" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hant");
  await expect(asked(visit)).toHaveValue("employed");
  await goOn({ ...visit, w: hant }, ELIGIBLE);
  await expect(heading(visit)).toHaveText(hant("check-answers-title"));

  // A change asks again only what it opens, and comes back to the list.
  await page.locator("button[value='change:household']").click();
  await expect(page.locator("#value")).toHaveValue("1");
  await page.locator("#value").fill("2");
  await page.getByRole("button", { name: hant("check-next") }).click();
  await expect(asked(visit)).toHaveValue("household.2.employed");
  await goOn({ ...visit, w: hant }, { "household.2.employed": "yes" });
  await expect(heading(visit)).toHaveText(hant("check-answers-title"));
  await page.getByRole("button", { name: hant("check-result"), exact: true }).click();
  await expect(page.getByRole("main")).toContainText(rules("zh-Hant").category("C1.1"));
  await expect(page.getByRole("heading", { name: hant("check-holds") })).toBeVisible();
  await page.getByRole("button", { name: hant("check-change-answers") }).click();
  await expect(heading(visit)).toHaveText(hant("check-answers-title"));
});

test("who has enough may see the result at once, and go on later", async ({ desk }) => {
  const visit = await desk(null, "en");
  const { page, w } = visit;
  await walk(visit, ELIGIBLE, "household");
  await page.getByRole("button", { name: w("check-enough"), exact: true }).click();
  await expect(heading(visit)).toHaveText(w("check-result-eligible"));
  await expect(page.getByRole("heading", { name: w("check-open"), exact: true })).toBeVisible();
  await page.getByRole("button", { name: w("check-go-on"), exact: true }).click();
  await expect(asked(visit)).toHaveValue("household");
});

test("bad input is told in its place", async ({ desk }) => {
  const visit = await desk(null, "en");
  const { page, w } = visit;
  await page.goto("/check");
  await sendForm(visit, "check-begin");
  const next = new Date().getFullYear() + 2;
  const days = [
    ["", "", "", "check-fault-empty"], ["1974", "2", "30", "check-fault-day"], ["x", "y", "z", "check-fault-day"],
    [`${next}`, "1", "1", "check-fault-future"], ["1800", "1", "1", "check-fault-long-ago"], ["-5", "1", "1", "check-fault-long-ago"],
  ];
  for (const [year, month, day, fault] of days) {
    await page.locator("#value").fill(year);
    await page.locator("#value-month").fill(month);
    await page.locator("#value-day").fill(day);
    await sendForm(visit, "check-next");
    await expectFaults(visit, ["value"]);
    await expect(page.locator("#value-error")).toContainText(w(fault));
    await expect(page.locator("#value")).toHaveValue(year);
  }
  await answer(visit, ELIGIBLE.born);
  await sendForm(visit, "check-next");
  await expectFaults(visit, ["value"]);
  await goOn(visit, ELIGIBLE, "household");
  for (const count of ["", "-1", "21", "many", "1.5"]) {
    await page.locator("#value").fill(count);
    await sendForm(visit, "check-next");
    await expectFaults(visit, ["value"]);
  }
});

test("tampered forms are asked again and break nothing", async ({ desk }) => {
  const { page, url } = await desk(null, "en");
  const send = async (form) => {
    const response = await page.request.post(`${url}/check`, { form });
    expect([200, 422]).toContain(response.status());
    return response.text();
  };
  const born = 'name="q" value="born"';
  expect(await send({ go: "next", answers: "born=2999-01-01;nonsense;=;x=y;sex=Z" })).toContain(born);
  expect(await send({ go: "begin", answers: `born=${"9".repeat(20_000)}` })).toContain(born);
  expect(await send({ go: "begin", answers: "martyr_family=yes;household=9999;household.0.sex=M" })).toContain(born);
  expect(await send({ go: "next", q: "wealth", value: "yes" })).toContain('name="answers"');
  expect(await send({ go: "unknown", q: "household.7.employed" })).toContain(born);
  await send({ go: "result", at: "999999999999", answers: "" });
  await send({ go: "place", below: "../../etc" });
  await send({ go: "change:<script>", answers: "born=1974-03-02", lang: "xx" });
  expect(await send({ go: "begin", answers: 'born=1974-03-02;sex="><script>alert(1)</script>' })).not.toContain("alert(1)");
  expect((await page.request.post(`${url}/check`, { form: { answers: "x".repeat(300_000) } })).status()).toBe(413);
});

test("nothing is stored: no cookie, no storage, no byte of the data, no line of the log", async ({ desk, service }, info) => {
  const visit = await desk(null, "en");
  const { page, context, w } = visit;
  const name = `serve-${info.workerIndex}`;
  const data = join(process.env.LEYE_E2E_ROOM, name);
  const print = (folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => `${file} ${createHash("sha256").update(readFileSync(file)).digest("hex")}`);
  // Twice a minute the service notes that it lives; a visit between two such notes changes no byte.
  let unchanged = onPostgres;
  for (let visits = 0; visits === 0 || (!unchanged && visits < 4); visits += 1) {
    const before = onPostgres ? [] : print(data);
    await toResult(visit, ELIGIBLE);
    await page.getByRole("button", { name: "EN, English" }).click();
    await expect(heading(visit)).toHaveText(w("check-result-eligible"));
    expect(new URL(page.url()).search).toBe("");
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    unchanged = onPostgres || JSON.stringify(print(data)) === JSON.stringify(before);
  }
  expect(unchanged, "a visit leaves every byte of the data as it was").toBe(true);
  const log = readFileSync(join(out, `${name}.log`), "utf8");
  for (const said of ["1974-03", "born=", "female-55", "able_to_work"]) expect(log).not.toContain(said);
  expect(service.url).toBeTruthy();
});

test("the station is found level by level, and is not kept", async ({ desk }) => {
  const visit = await desk(null, "zh-Hans");
  const { page, w } = visit;
  await toResult(visit, RETIRED);
  for (let level = 0; level < 3; level += 1) {
    await page.locator("#below").selectOption({ index: 0 });
    await sendForm(visit, "check-where-go");
  }
  await expect(page.getByText(w("check-where-hours"), { exact: true })).toBeVisible();
  await expect(heading(visit)).toHaveText(w("check-result-ineligible"));
  await sendForm(visit, "check-where-again");
  await expect(page.locator("#below")).toBeVisible();
});

test("the result prints as a sheet without buttons", async ({ desk }) => {
  const visit = await desk(null, "zh-Hant");
  await toResult(visit, ELIGIBLE);
  await visit.page.emulateMedia({ media: "print" });
  await expect(heading(visit)).toBeVisible();
  expect(await visit.page.locator("button:visible, select:visible").count()).toBe(0);
  await expect(visit.page.getByText(visit.w("check-bring"), { exact: true })).toBeVisible();
});
