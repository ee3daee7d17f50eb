// The ruling beside the review: computed from what the counter knows, opened down to the
// predicate, departed from with a reason, and given out as a receipt.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "./desk.mjs";
import { KNOWN, answer, happened, intake, press, send, tick } from "./file.mjs";
import { resident } from "./resident.mjs";
import { LANGUAGES, rules } from "./words.mjs";

const LEYE = process.env.LEYE_BIN ?? "../target/debug/leye";

/** The line of a condition on the case page. */
const line = (page, title) => page.locator("details.leye-rule").filter({ hasText: title }).first();

for (const lang of Object.keys(LANGUAGES)) {
  test(`a fact that is missing is asked for, recorded and settles the ruling, ${lang}`, async ({ desk }) => {
    const clerk = await desk("clerk", lang);
    const { page, w } = clerk;
    await page.goto("/work");
    const { minimum_living_allowance: left, ...asked } = KNOWN;
    expect(left).toBe("yes");
    await intake(clerk, resident(30), { facts: asked });
    const ruling = page.getByRole("region", { name: w("conditions-title") });
    // Alone and out of work is a household without work: one category holds whatever is asked.
    await expect(ruling).toContainText(w("ruling-eligible"));
    const allowance = line(page, rules(lang).category("C1.4"));
    await expect(allowance.locator("summary")).toContainText(w("verdict-unknown"));
    await allowance.locator("summary").click();
    await expect(allowance).toContainText(w("ruling-missing"));
    await expect(allowance.locator("pre").last()).toContainText("minimum_living_allowance");

    await press(clerk, "record-facts");
    await expect(page.locator('input[name="fact-employed"][value="no"]'), "what is known stays").toBeChecked();
    await answer(page, { minimum_living_allowance: "yes" });
    await send(clerk, "record-facts");
    await happened(clerk, "facts-recorded");
    await expect(allowance.locator("summary")).toContainText(w("verdict-met"));
    await expect(ruling, "what changed since the application").toContainText(w("ruling-since-title"));
  });
}

test("who finds otherwise than the rules says why, and the receipt keeps it", async ({ desk }, info) => {
  const clerk = await desk("clerk", "en");
  const { page, w } = clerk;
  await page.goto("/work");
  await intake(clerk, resident(30), { facts: { ...KNOWN, minimum_living_allowance: "no" } });
  await press(clerk, "pass-initial-review");
  await tick(clerk, "C1.4");
  await page.locator('[id="depart-C1.4"]').check();
  await page.getByRole("main").getByRole("button", { name: w("act-pass-initial-review-button") }).click();
  await expect(page.getByRole("alert")).toContainText(rules("en").category("C1.4"));
  await expect(page.locator('[id="depart-C1.4"]'), "nothing typed is lost").toBeChecked();
  await page.locator("#departure").fill("The allowance office confirmed it by telephone.");
  await send(clerk, "pass-initial-review");

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: w("receipts-download") }).click();
  const file = info.outputPath("receipt.json");
  await (await download).saveAs(file);
  const verify = (path) => execFileSync(LEYE, ["verify", "--receipt", path, "--json"], { encoding: "utf8" });
  const told = JSON.parse(verify(file));
  expect(told.sound).toBe(true);
  expect(told.receipts[0].ruling).toBe("eligible");

  const receipt = JSON.parse(readFileSync(file, "utf8"));
  expect(receipt.departures).toEqual([{ condition: "C1.4", computed: false, found: true }]);
  expect(receipt.reason).toContain("telephone");
  receipt.facts.minimum_living_allowance = true;
  writeFileSync(file, JSON.stringify(receipt));
  expect(() => verify(file), "a changed receipt is not genuine").toThrow();

});
