// The language that a browser asks for, until somebody chooses another.
import { expect, test } from "./desk.mjs";
import { words } from "./words.mjs";

const ASKED = { "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-CN": "zh-Hans", "en-GB": "en", fr: "zh-Hans" };

for (const [locale, lang] of Object.entries(ASKED)) {
  test(`a browser in ${locale} gets ${lang}`, async ({ desk }) => {
    const { page } = await desk(null, lang, { locale });
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(lang)("start-title"));
    await page.goto("/sign-in");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(lang)("sign-in-title"));
  });
}

test("who chooses a language keeps it and stays on the page", async ({ desk }) => {
  const { page } = await desk(null, "en");
  await page.goto("/notices?at=230102000000");
  for (const lang of ["zh-Hant", "en", "zh-Hans"]) {
    await page.locator(`.leye-lang a[hreflang=${lang}]`).click();
    await expect(page).toHaveURL(/\/notices\?at=230102000000$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(lang)("board-title"));
  }
  await page.goto("/sign-in");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
});

test("a choice never leads to another site", async ({ desk }) => {
  const { page, url } = await desk(null, "en");
  for (const back of ["//example.org/", "https://example.org/", "/\\example.org"]) {
    await page.goto(`/language?to=en&back=${encodeURIComponent(back)}`);
    expect(new URL(page.url()).origin).toBe(url);
  }
});
