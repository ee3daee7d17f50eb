// A person moves: registered by the old station, refused once, accepted with a new helper; and
// asked for by the new one.
import { expect, test } from "./desk.mjs";
import { expectFaults, sendForm } from "./faults.mjs";
import { FAR_COUNTY, FAR_STATION, RECEIVER, THERE, describeMove, registerMove, toMove } from "./move.mjs";
import { MOVERS } from "./resident.mjs";
import { LANGUAGES } from "./words.mjs";

const [MOVER, ASKED, WAITING, FAR_MOVER] = MOVERS;
const main = ({ page }) => page.getByRole("main");

for (const lang of Object.keys(LANGUAGES)) {
  test(`a move is refused, registered again and accepted, in ${lang}`, async ({ desk }) => {
    const clerk = await desk("clerk", lang);
    const there = await desk(RECEIVER, lang);
    // The languages take turns: who moved away comes back first.
    const home = await findsFile(clerk);
    const [old, now] = home ? [clerk, there] : [there, clerk];
    const station = home ? THERE : "230102001003";

    await toMove(old, MOVER);
    await sendForm(old, "move-leave-go");
    await expectFaults(old, ["move-to", "move-address", "move-reason", "move-household"]);
    await old.page.locator("#move-to").selectOption(station);
    await describeMove(old, "stays");
    await sendForm(old, "move-leave-go");
    await expect(main(old)).toContainText(old.w("move-state-offered"));
    const first = new URL(old.page.url()).pathname;

    await now.page.goto("/moves");
    await now.page.locator(`a[href="${first}"]`).click();
    await expect(main(now)).toContainText(now.w("move-state-offered-ours"));
    await expect(main(now)).toContainText(now.w("move-taken"));
    await now.page.getByText(now.w("move-refuse-title"), { exact: true }).click();
    await sendForm(now, "move-refuse-go");
    await expectFaults(now, ["move-refusal"]);
    await now.page.locator("#move-refusal").fill("新地址不属于本社区");
    await sendForm(now, "move-refuse-go");
    await expect(main(now)).toContainText("新地址不属于本社区");

    await toMove(old, MOVER);
    await old.page.locator("#move-to").selectOption(station);
    await describeMove(old);
    await sendForm(old, "move-leave-go");
    const second = new URL(old.page.url()).pathname;
    await now.page.goto(second);
    await sendForm(now, "move-accept-go");
    await expect(main(now)).toContainText(now.w("move-event-accepted"));
    await now.page.getByRole("link", { name: now.w("move-open-file") }).click();
    await expect(main(now)).toContainText("230102-P-");
    await expect(now.page.getByRole("region", { name: now.w("nav-moves") }).getByRole("listitem")).not.toHaveCount(0);

    // The old station reads that they moved, and not the file.
    const file = new URL(now.page.url()).pathname;
    expect((await old.page.goto(file)).status()).toBe(404);
    await old.page.goto("/moves?only=left");
    await expect(old.page.locator(`a[href="${second}"]`)).toBeVisible();
    await now.page.goto("/moves?only=arrived");
    await expect(now.page.locator(`a[href="${second}"]`)).toBeVisible();
  });
}

/** Whether the station of somebody keeps the file of the person. */
async function findsFile(desk, number = MOVER) {
  await desk.page.goto("/people");
  await desk.page.locator("#q").fill(number);
  await sendForm(desk, "search-go");
  return (await desk.page.locator("tr[data-row]").count()) > 0;
}

test("the new station asks for a file, the old one lets go, and a move is taken back", async ({ desk }) => {
  const there = await desk(RECEIVER, "en");
  await there.page.goto("/moves");
  await there.page.getByRole("link", { name: there.w("move-ask"), exact: true }).click();
  await sendForm(there, "move-ask-go");
  await expectFaults(there, ["number", "move-address", "move-reason", "move-household"]);
  await there.page.locator("#number").fill(ASKED);
  await describeMove(there);
  await sendForm(there, "move-ask-go");
  await expect(main(there)).toContainText(there.w("move-event-asked"));
  await expect(main(there)).not.toContainText(there.w("move-taken"));
  const address = new URL(there.page.url()).pathname;
  const clerk = await desk("clerk", "zh-Hans");
  await clerk.page.goto("/moves?only=leaving");
  await clerk.page.locator(`a[href="${address}"]`).click();
  await sendForm(clerk, "move-release-go");
  await expect(main(clerk)).toContainText(clerk.w("move-event-released"));
  await clerk.page.getByText(clerk.w("move-withdraw-title"), { exact: true }).click();
  await clerk.page.locator("#move-withdrawal").fill("本人改变主意");
  await sendForm(clerk, "move-withdraw-go");
  await expect(main(clerk)).toContainText("本人改变主意");
  await there.page.goto(address);
  await expect(main(there)).toContainText(there.w("move-state-withdrawn"));
  await expect(there.page.getByRole("button", { name: there.w("move-accept-go"), exact: true })).toHaveCount(0);
});

test("what waits longest stands first, for the old and the new station", async ({ desk }) => {
  const clerk = await desk("clerk", "en");
  const address = await registerMove(clerk, WAITING);
  await clerk.page.goto("/moves?only=leaving");
  await expect(clerk.page.locator(`tr[data-row] a[href="${address}"]`)).toBeVisible();
  await clerk.page.goto("/moves");
  await expect(clerk.page.locator(`tr[data-row] a[href="${address}"]`)).toHaveCount(0);
  const office = await desk("office", "en");
  await office.page.goto("/moves?only=leaving");
  await expect(office.page.locator(`tr[data-row] a[href="${address}"]`)).toBeVisible();
});

test("who is assisted gets a helper of the new station, which sees before what it takes over", async ({ desk }) => {
  const clerk = await desk("clerk", "en");
  await clerk.page.goto("/assistance");
  await clerk.page.locator("tr[data-row] a[data-open]").first().click();
  const file = new URL(clerk.page.url()).pathname.replace("/assistance", "");
  await clerk.page.goto(`${file}/move`);
  await clerk.page.locator("#move-to").selectOption(THERE);
  await describeMove(clerk);
  await sendForm(clerk, "move-leave-go");
  const address = new URL(clerk.page.url()).pathname;
  for (const lang of ["zh-Hant", "en"]) {
    const there = await desk(RECEIVER, lang);
    const { page, w } = there;
    await page.goto(address);
    await expect(main(there)).toContainText(w("nav-assistance"));
    if (process.env.LEYE_SHOTS) {
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await page.screenshot({ path: `${process.env.LEYE_SHOTS}/move-accept-${lang}-${width}.png`, fullPage: true });
      }
    }
  }
  const there = await desk(RECEIVER, "en");
  await there.page.goto(address);
  await sendForm(there, "move-accept-go");
  await expectFaults(there, ["move-helper"]);
  await there.page.locator("#move-helper").selectOption(RECEIVER);
  await sendForm(there, "move-accept-go");
  await expect(main(there)).toContainText(there.w("move-event-accepted"));
  await there.page.goto(`${file}/assistance`);
  await expect(main(there)).toContainText(there.w("event-assistance-relocated"));
  expect((await clerk.page.goto(`${file}/assistance`)).status()).toBe(404);
});

test("a person moves to another county with all that is kept, and is found there", async ({ desk }) => {
  const clerk = await desk("clerk", "zh-Hant");
  await toMove(clerk, FAR_MOVER);
  await clerk.page.locator("#move-county").selectOption(FAR_COUNTY);
  await sendForm(clerk, "move-county-go");
  await clerk.page.locator("#move-to").selectOption(FAR_STATION);
  await sendForm(clerk, "move-leave-go");
  await expectFaults(clerk, ["move-address", "move-reason", "move-household"]);
  // A fault keeps the county and the station that were chosen.
  await expect(clerk.page.locator("#move-to")).toHaveValue(FAR_STATION);
  await describeMove(clerk);
  await sendForm(clerk, "move-leave-go");
  await expect(main(clerk)).toContainText(clerk.w("move-state-offered"));
  const address = new URL(clerk.page.url()).pathname;

  const far = await desk("clerk-nangang", "en");
  await far.page.goto("/work");
  await far.page.goto("/moves");
  await far.page.locator(`a[href="${address}"]`).click();
  await sendForm(far, "move-accept-go");
  await expect(main(far)).toContainText(far.w("move-event-accepted"));
  await far.page.getByRole("link", { name: far.w("move-open-file") }).click();
  await expect(main(far)).toContainText("230102-P-");
  const file = new URL(far.page.url()).pathname;
  expect(await findsFile(far, FAR_MOVER)).toBe(true);
  expect(await findsFile(clerk, FAR_MOVER)).toBe(false);
  expect((await clerk.page.goto(file)).status()).toBe(404);
  for (const [who, only] of [["clerk", "left"], ["bureau", "left"], ["bureau-nangang", "arrived"]]) {
    const reader = await desk(who, "zh-Hans");
    await reader.page.goto(`/moves?only=${only}`);
    await expect(reader.page.locator(`a[href="${address}"]`)).toBeVisible();
  }
});
