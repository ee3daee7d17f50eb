// A household of which nobody has work: found, applied, reviewed at three levels, settled, back again.
import { expect, test } from "./desk.mjs";
import { expectFaults, sendForm } from "./faults.mjs";
import { describe, doHousehold, formHousehold, toHousehold } from "./household.mjs";
import { LANGUAGES } from "./words.mjs";

const main = ({ page }) => page.getByRole("main");

/** Somebody at an agency above passes it. */
async function passed(desk, user, lang, address) {
  const above = await desk(user, lang);
  await above.page.goto(address);
  await toHousehold(above, "pass");
  await doHousehold(above, "pass");
  return above;
}

for (const lang of Object.keys(LANGUAGES)) {
  test(`a household is counted down to none, and is an alarm when it is back, in ${lang}`, async ({ desk }) => {
    const clerk = await desk("clerk", lang);
    const { page, w } = clerk;
    await page.goto("/households/new");
    await sendForm(clerk, "household-new-button");
    await expectFaults(clerk, ["member-name"]);
    const address = await formHousehold(clerk, "罗立秋");
    await expect(page.locator(".leye-head")).toContainText(w("household-state-found"));

    // Somebody with work joins: it is none any more; they leave: it is found again.
    await toHousehold(clerk, "add");
    await describe(clerk, "罗大海", "yes");
    await doHousehold(clerk, "add");
    await expect(main(clerk)).toContainText(w("household-rule-no"));
    await page.getByRole("row", { name: "罗大海" }).getByRole("link", { name: w("household-act-remove") }).click();
    await page.locator("#household-note").fill("分户另住");
    await doHousehold(clerk, "remove");
    await expect(main(clerk)).toContainText(w("household-rule-yes"));

    await toHousehold(clerk, "apply");
    await sendForm(clerk, "household-act-apply-button");
    await expectFaults(clerk, ["household-signs"]);
    await page.locator("[name=household-signs]").first().check();
    await doHousehold(clerk, "apply");
    await toHousehold(clerk, "pass");
    await doHousehold(clerk, "pass");
    // The station has done its part.
    await expect(page.getByRole("link", { name: w("household-act-pass"), exact: true })).toHaveCount(0);
    await passed(desk, "office", lang, address);
    const bureau = await passed(desk, "bureau", lang, address);
    await expect(bureau.page.locator(".leye-head")).toContainText(w("household-state-confirmed"));
    await page.goto("/households?only=confirmed");
    await expect(page.locator("tr[data-row]").filter({ hasText: "罗立秋" }).first()).toBeVisible();
    await expect(main(clerk)).toContainText(w("household-count-title"));

    // Without work it does not end by work.
    await page.goto(address);
    await toHousehold(clerk, "end");
    await page.locator("[name=household-ground][value=employed]").check();
    await page.locator("#household-note").fill("签了一年合同");
    await sendForm(clerk, "household-act-end-button");
    await expectFaults(clerk, ["household-ground"]);
    await page.goto(address);
    await toHousehold(clerk, "change");
    await page.locator("[name=member-employed][value=yes]").check();
    await doHousehold(clerk, "change");
    await toHousehold(clerk, "end");
    await page.locator("[name=household-ground][value=employed]").check();
    await page.locator("#household-note").fill("签了一年合同");
    await doHousehold(clerk, "end");
    await expect(page.locator(".leye-head")).toContainText(w("household-state-ended"));

    // The work is lost.
    await toHousehold(clerk, "change");
    await page.locator("[name=member-employed][value=no]").check();
    await doHousehold(clerk, "change");
    await expect(page.locator(".leye-banner--warning")).toContainText(w("household-returned"));
    await page.goto("/households?only=returned");
    await expect(page.locator("tr[data-row]").filter({ hasText: "罗立秋" }).first()).toContainText(w("household-returned"));
  });
}

test("another station knows nothing of it", async ({ desk }) => {
  const clerk = await desk("clerk", "en");
  const address = await formHousehold(clerk);
  const other = await desk("clerk3", "en");
  await other.page.goto(address);
  await expect(other.page.getByRole("heading", { level: 1 })).toHaveText(other.w("fault-not-found-title"));
});
