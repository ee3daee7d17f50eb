// What supervision asks again: reported visits by lot, agencies on the spot, stations by a note.
import { expect, test } from "./desk.mjs";
import { followed } from "./work.mjs";

/** Where the clerk of the demo works. */
const STATION = "230102001003";
/** Whose determination the demo has taken over. */
const WHO = "230103197002140576";

const heading = (page) => page.getByRole("heading", { level: 1 });

const press = ({ page, w }, button) => page.getByRole("button", { name: w(button), exact: true }).click();

const main = ({ page }) => page.getByRole("main");

/** Answers a problem and looks at it again, from the address of the problem. */
async function putRight(below, above, address) {
  await below.page.goto(address);
  await below.page.locator("#problem-done").fill("已经改正");
  await press(below, "problem-answer-go");
  await above.page.goto(address);
  await above.page.getByLabel(above.w("problem-look-settled"), { exact: true }).check();
  await above.page.locator("#problem-note").fill("已核实");
  await press(above, "problem-look-go");
  await expect(main(above)).toContainText(above.w("problem-event-settled"));
}

test("a drawn visit is asked about again, and what differs is put right", async ({ desk }) => {
  const clerk = await desk("clerk", "zh-Hans");
  await followed(clerk, WHO);
  const office = await desk("office", "zh-Hans");
  await office.page.goto("/checks");
  await office.page.getByRole("link", { name: office.w("supervision-spot-checks"), exact: true }).click();
  await office.page.getByRole("link", { name: office.w("spot-check-begin"), exact: true }).click();
  await office.page.locator("#spot-check-from").fill("");
  await press(office, "spot-check-draw-go");
  await expect(office.page.locator("[data-error-summary]")).toBeVisible();
  await office.page.goto("/spot-checks/new");
  await press(office, "spot-check-draw-go");
  await expect(heading(office.page)).toHaveText(office.w("spot-check-one"));
  const address = new URL(office.page.url()).pathname;

  // Before it is carried out the station knows nothing of it.
  expect((await clerk.page.goto(address)).status()).toBe(404);
  const rows = office.page.locator("tr[data-row] a[data-open]");
  const visits = await Promise.all((await rows.all()).map((row) => row.getAttribute("href")));
  expect(visits.length).toBeGreaterThan(1);
  await office.page.goto(visits[0]);
  await press(office, "spot-check-check-go");
  await expect(office.page.locator("[data-error-summary]")).toBeVisible();
  await office.page.locator('input[name="answer-took_place"][value="no"]').check();
  await press(office, "spot-check-check-go");
  await expect(main(office)).toContainText(office.w("spot-check-visit-differs"));
  await expect(office.page.locator("#problem-what")).toHaveValue(new RegExp(office.w("spot-check-took-place").slice(0, 6)));
  await office.page.locator("#problem-order").fill("补访并据实记录");
  await press(office, "problem-find-go");
  await expect(main(office)).toContainText(office.w("spot-check-visit-problem"));
  const problem = await office.page.locator('a[href^="/problems/"]').first().getAttribute("href");
  for (const visit of visits.slice(1)) {
    await office.page.goto(visit);
    await office.page.locator("details.leye-more summary").last().click();
    await office.page.locator("#not-reached-why").fill("三次无人接听");
    await press(office, "spot-check-not-reached-go");
    await expect(main(office)).toContainText(office.w("spot-check-visit-not-reached"));
  }

  await office.page.goto(`${address}/redraw`);
  await expect(main(office)).toContainText(office.w("spot-check-same-text"));
  // The station sees the finding, and from it its own visits.
  await clerk.page.goto(problem);
  await clerk.page.locator('a[href^="/spot-checks/"]').click();
  await expect(heading(clerk.page)).toHaveText(clerk.w("spot-check-visit-title"));
  await expect(clerk.page.locator("form[action^='/spot-checks']")).toHaveCount(0);
  await putRight(clerk, office, problem);
  await office.page.goto(address);
  await expect(main(office)).toContainText(office.w("spot-check-visit-settled"));
});

test("what an inspection finds is put right and closes it", async ({ desk }) => {
  const bureau = await desk("bureau", "en");
  const { page, w } = bureau;
  await page.goto("/inspections");
  await page.getByRole("link", { name: w("inspection-begin"), exact: true }).click();
  await page.locator("#inspection-agency").selectOption(STATION);
  await press(bureau, "inspection-choose-go");
  await press(bureau, "inspection-record-go");
  await expect(page.locator("[data-error-summary]")).toBeVisible();
  for (const box of await page.locator('input[name^="point-"][value="good"]').all()) await box.check();
  await page.locator('input[name="point-visits_real"][value="wanting"]').check();
  await press(bureau, "inspection-record-go");
  await expect(page.locator("[data-error-summary]")).toContainText(w("fault-inspection-no-order"));
  await page.locator("#point-note-visits_real").fill("Two records without a signature");
  await page.locator("#point-order-visits_real").fill("Have them signed");
  await press(bureau, "inspection-record-go");
  await expect(heading(page)).toHaveText(w("inspection-one"));
  await expect(main(bureau)).toContainText(w("inspection-result-wanting"));
  const address = new URL(page.url()).pathname;
  const problem = await page.locator('a[href^="/problems/"]').getAttribute("href");
  const clerk = await desk("clerk", "zh-Hant");
  await putRight(clerk, bureau, problem);
  await page.goto(address);
  await expect(page.locator(".leye-lead").first()).toContainText(w("inspection-state-closed"));
  await page.goto("/inspections?state=closed");
  await expect(page.locator(`a[href="${address}"]`)).toHaveCount(1);
});

test("a guidance note is answered, asked again and accepted", async ({ desk }) => {
  const office = await desk("office", "zh-Hant");
  await office.page.goto("/checks");
  await office.page.getByRole("link", { name: office.w("guidance-begin-day"), exact: true }).click();
  await press(office, "guidance-give-go");
  await expect(office.page.locator("[data-error-summary]")).toBeVisible();
  await office.page.locator("#guidance-agency").selectOption(STATION);
  await office.page.locator("#guidance-text").fill("回訪單要寫清工資發放日");
  await press(office, "guidance-give-go");
  await expect(heading(office.page)).toHaveText(office.w("guidance-one"));
  const address = new URL(office.page.url()).pathname;
  const clerk = await desk("clerk", "en");
  await clerk.page.goto("/guidance");
  await clerk.page.getByRole("link", { name: "回訪單要寫清工資發放日" }).click();
  await clerk.page.locator("#guidance-answer").fill("Done for all of this month");
  await press(clerk, "guidance-answer-go");
  await office.page.goto(address);
  await office.page.getByLabel(office.w("guidance-look-again"), { exact: true }).check();
  await office.page.locator("#guidance-text").fill("上月的也要補寫");
  await press(office, "guidance-look-go");
  await clerk.page.goto(address);
  await expect(main(clerk)).toContainText("上月的也要補寫");
  await clerk.page.locator("#guidance-answer").fill("Done for last month too");
  await press(clerk, "guidance-answer-go");
  await office.page.goto(address);
  await office.page.getByLabel(office.w("guidance-look-accept"), { exact: true }).check();
  await press(office, "guidance-look-go");
  await expect(main(office)).toContainText(office.w("guidance-event-settled"));
});
