// The rules to read: found, linked, and the same in every language.
import { expect, test } from "./desk.mjs";
import { LANGUAGES, rules } from "./words.mjs";

for (const lang of Object.keys(LANGUAGES)) {
  test(`an article in ${lang}: title, predicate, values, examples`, async ({ desk }) => {
    const { page, w } = await desk(null, lang);
    await page.goto("/");
    await page.getByRole("link", { name: w("start-rules") }).click();
    await page.getByRole("link", { name: `C1.1 ${rules(lang).category("C1.1")}` }).click();
    const main = page.getByRole("main");
    await expect(main.locator("#condition-age pre")).toContainText("age(born) >= $women_from");
    await expect(main.locator("#value-women_from")).toContainText(w("rules-unit-years", { count: 40 }));
    await expect(main.locator("#value-women_from")).toContainText(w("rules-unverified"));
    await expect(main.locator("#condition-out-of-work")).toContainText(w("rules-shared"));
    expect(await main.locator("details.leye-more").count()).toBeGreaterThan(5);
  });
}

test("what is looked for is found, by word, code and fact", async ({ desk }) => {
  const { page, w } = await desk(null, "en");
  await page.goto("/rules");
  const find = async (text) => {
    await page.locator("#q").fill(text);
    await page.getByRole("main").getByRole("button", { name: w("search-go") }).click();
    return page.locator(".leye-rows a").allInnerTexts();
  };
  expect((await find("C1.3")).some((text) => text.startsWith("C1.3"))).toBe(true);
  expect((await find("martyr_family")).some((text) => text.includes(rules("en").category("C1.9")))).toBe(true);
  expect(await find("no such thing at all")).toEqual([]);
  await expect(page.getByRole("main")).toContainText(w("rules-none-title"));
});

test("a link to a condition leads to it; nowhere is not found", async ({ desk }) => {
  const { page, w } = await desk(null, "en");
  await page.goto("/rules/C1.3#condition-disability");
  await expect(page.locator("#condition-disability")).toBeInViewport();
  await page.locator("#condition-disability").getByRole("link", { name: "Grade of disability" }).click();
  await expect(page).toHaveURL(/\/rules\/facts#fact-disability_grade$/);
  for (const code of ["C9", "C1.99", "c1.1", "<b>"]) {
    const response = await page.goto(`/rules/${code}`);
    expect(response.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(w("fault-not-found-title"));
  }
});

test("later changes of the province stand apart, with what they change", async ({ desk }) => {
  const { page, w } = await desk(null, "en");
  await page.goto("/rules");
  await expect(page.getByRole("main")).toContainText(w("rules-file-replaced", { file: "determination/C1.2.toml" }));
  await page.locator("#later").locator("xpath=following-sibling::p").getByRole("link", { name: "C1.5" }).click();
  const changes = page.locator("#changes");
  await expect(changes).toBeVisible();
  await expect(page.getByRole("main")).toContainText(w("rules-change-value-new", { name: "$insurance_years", new: "1 year" }));
});

test("staff read the same pages", async ({ desk }) => {
  const { page, w } = await desk("clerk", "en");
  await page.goto("/rules");
  await page.getByRole("link", { name: w("nav-work") }).click();
  await expect(page).toHaveURL(/\/work$/);
});
