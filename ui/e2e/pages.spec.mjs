// Every page, in two languages, on a phone, an office screen and a wide one: nothing runs
// over the edge, nothing shuts anybody out, no word is missing. Its pictures are in out/shots.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PAGES } from "./catalogue.mjs";
import { expect, test } from "./desk.mjs";
import { demo, out } from "./service.mjs";

/** Width → height of the screen. */
const SCREENS = { 1366: 768, 1920: 1080, 360: 740 };
const NARROWEST = 320;
const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

for (const lang of ["zh-Hant", "en"]) {
  for (const [name, [user, open]] of Object.entries(PAGES)) {
    test(`${name} in ${lang}`, async ({ desk }) => {
      const visit = await desk(user, lang);
      await open(visit);
      const { page, w } = visit;
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expectWords(page, w);
      for (const [width, height] of Object.entries(SCREENS)) {
        await page.setViewportSize({ width: Number(width), height });
        await expectInside(page, width);
        if (width !== "1920") await expectOpenToAll(page, width);
        await page.screenshot({ path: join(out, "shots", `${name}-${lang}-${width}.png`), fullPage: true });
      }
      await page.setViewportSize({ width: NARROWEST, height: 640 });
      await expectInside(page, NARROWEST);
    });
  }
}

/** Nothing makes the page itself wider than the screen; a bar may scroll within itself. */
async function expectInside(page, width) {
  const over = await page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= edge) return [];
    const scrolls = (e) => e && (getComputedStyle(e).overflowX !== "visible" || scrolls(e.parentElement));
    const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > edge + 1);
    const own = wide.filter((e) => !scrolls(e.parentElement));
    return own.map((e) => `${e.tagName.toLowerCase()}.${e.className}: ${e.innerText?.slice(0, 40)}`);
  });
  expect.soft(over, `over the edge at ${width}`).toEqual([]);
}

async function expectOpenToAll(page, width) {
  // Brought in once a page, past the content security policy, which forbids what is not ours.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run({ resultTypes: ["violations"] });
    const grave = violations.filter((v) => ["serious", "critical"].includes(v.impact));
    return grave.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html.slice(0, 160)}`));
  });
  expect.soft(found, `axe at ${width}`).toEqual([]);
}

/** A key that has no words is shown itself, a value that is missing shows its name. */
async function expectWords(page, w) {
  const names = new Set(demo().sign_in_names.map((user) => user.name));
  const text = await page.evaluate(() => `${document.title}\n${document.body.innerText}`);
  const like = text.split(/[\s“”()]+/).filter((word) => /^[a-z]+(-[a-z0-9]+)+$/.test(word));
  const keys = like.filter((word) => !names.has(word) && !w.isWritten(word));
  expect.soft(keys, "keys without words").toEqual([]);
  expect.soft(text).not.toMatch(/\{\s*\$|undefined|\bNaN\b/);
}
