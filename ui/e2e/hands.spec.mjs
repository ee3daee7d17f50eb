// The same pages by keyboard alone, and without scripts.
import { expect, test } from "./desk.mjs";
import { act, addressOf, bringTo, fillPerson, intake, open, said } from "./file.mjs";
import { resident } from "./resident.mjs";
import { demo } from "./service.mjs";
import { rules } from "./words.mjs";

const LANG = "en";

/** Presses Tab until the focus is on what is looked for. */
async function tabTo(page, target, most = 60) {
  for (let presses = 0; presses < most; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${target} is not reached within ${most} presses of Tab`);
}

test("sign in, find, move, open and act by keyboard alone", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const person = resident();
  await bringTo(clerk, "received", person);
  const keys = await desk(null, LANG);
  const { page, w } = keys;
  await page.goto("/sign-in");
  await tabTo(page, page.getByLabel(w("sign-in-name")));
  await page.keyboard.type("clerk-b");
  await page.keyboard.press("Tab");
  await page.keyboard.type(demo().password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(w("nav-work"));

  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const rows = page.locator("tr[data-row]");
  await expect(rows.nth(1)).toHaveClass(/is-current/);
  await page.keyboard.press("k");
  await expect(rows.nth(0)).toHaveClass(/is-current/);
  const name = await rows.nth(0).locator("a[data-open]").innerText();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.keyboard.press("/");
  await expect(page.locator("[data-find]")).toBeFocused();
  await page.keyboard.type(person.number);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search$/);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(person.name);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const accept = page.getByRole("button", { name: w("act-accept-button") });
  await tabTo(page, accept);
  await page.keyboard.press("Enter");
  await said(keys, "accept");
});

test("the first Tab offers to skip to the content", async ({ desk }) => {
  const { page, w } = await desk("clerk", LANG);
  await page.goto("/work");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: w("skip-to-content") });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
});

test("without scripts one signs in, takes an application and does an act", async ({ desk }) => {
  const plain = await desk(null, LANG, { javaScriptEnabled: false });
  const { page, w } = plain;
  await page.goto("/sign-in");
  await page.getByLabel(w("sign-in-name")).fill("clerk-b");
  await page.getByLabel(w("field-password"), { exact: true }).fill(demo().password);
  await page.getByRole("button", { name: w("sign-in-go") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(w("nav-work"));
  const person = resident();
  await intake(plain, person, { accept: false });
  const address = addressOf(page);
  await act(plain, "request-correction", { faults: "Household register" });
  await open(plain, address);
  await expect(page.getByRole("main")).toContainText("Household register");
});

test("without scripts a faulty form says so and keeps what was typed", async ({ desk }) => {
  const plain = await desk("clerk", LANG, { javaScriptEnabled: false });
  const { page, w } = plain;
  await page.goto("/applications/new/form");
  await fillPerson(plain, { ...resident(), name: "" });
  await page.getByLabel(rules(LANG).category("C1.4")).check();
  await page.getByRole("button", { name: w("intake-send") }).click();
  await expect(page.locator("[data-error-summary]")).toContainText(w("fault-name-empty"));
  await expect(page.locator("#phone")).not.toHaveValue("");
});

test("tight rows and larger text are remembered", async ({ desk }) => {
  const { page, w } = await desk("clerk", LANG);
  await page.goto("/work");
  await page.getByLabel(w("density-tight")).check();
  await page.goto("/work?who=me");
  await expect(page.getByLabel(w("density-tight"))).toBeChecked();
  await page.goto("/notices");
  const size = () => page.locator("main p").first().evaluate((p) => parseFloat(getComputedStyle(p).fontSize));
  const before = await size();
  await page.getByLabel(w("elder-mode")).check();
  expect(await size()).toBeGreaterThan(before);
  await page.reload();
  expect(await size()).toBeGreaterThan(before);
});
