// Complaints: one about money goes past station and office to the bureau, and who complained follows it by
// number and code to the second look; one about a delay is answered by a question that names nobody.
import { expect, test } from "./desk.mjs";

const main = ({ page }) => page.getByRole("main");
const go = (desk, button) => main(desk).getByRole("button", { name: desk.w(button), exact: true }).click();

const PHONE = { viewport: { width: 360, height: 740 }, javaScriptEnabled: false };

/** Unfolds what may be done beside the nearest. */
const unfold = async (desk, title) => {
  const folded = main(desk).locator("details").filter({ hasText: desk.w(title) });
  if (await folded.count()) await folded.locator("summary").first().click();
};

/** Chooses the station of the clerk, part by part. */
async function where(phone) {
  for (const code of ["230102000000", "230102001000", "230102001003"]) {
    await phone.page.locator(`input[name="complaint-place"][value="${code}"]`).check();
    await go(phone, "complaint-next");
  }
}

/** Complains by the public page, without scripts; gives number and code. */
async function complain(phone, category, words) {
  const { page } = phone;
  await page.goto("/complaints/new");
  await go(phone, "complaint-next");
  await expect(page.locator("[data-error-summary]")).toBeVisible();
  await page.locator(`input[name="complaint-category"][value="${category}"]`).check();
  await go(phone, "complaint-next");
  await where(phone);
  await page.locator("#complaint-words").fill(words);
  await go(phone, "complaint-next");
  // Back, and nothing is lost.
  await go(phone, "complaint-back");
  await expect(page.locator("#complaint-words")).toHaveValue(words);
  await go(phone, "complaint-next");
  await page.locator('input[name="complaint-named"][value="no"]').check();
  await go(phone, "complaint-next");
  await expect(main(phone)).toContainText(words);
  await go(phone, "complaint-send");
  await expect(main(phone)).toContainText(phone.w("complaint-done-title"));
  const [number, code] = await page.locator(".leye-answer__what").allInnerTexts();
  return { number, code };
}

/** Opens it by number and code. */
async function follow(phone, { number, code }) {
  await phone.page.goto("/complaints/follow");
  await phone.page.locator("#complaint-number").fill(number.toLowerCase());
  await phone.page.locator("#complaint-code").fill(code.replaceAll("-", " "));
  await go(phone, "complaint-follow-go");
}

/** A desk from which nothing of it is seen: no list, no count, no address. */
async function seesNothing(desk, number, words) {
  for (const state of ["filed", "open", "replied", "look", "closed", "asked"]) {
    await desk.page.goto(`/complaints?state=${state}`);
    await expect(desk.page.locator(`a[href*="${number}"]`)).toHaveCount(0);
    await expect(main(desk)).not.toContainText(words);
  }
  for (const address of [`/complaints/${number}`, `/complaints/${number}/question`]) {
    const found = await desk.page.goto(address);
    expect(found.status(), address).toBe(404);
  }
  await desk.page.goto("/time-limits");
  await expect(main(desk)).not.toContainText(number);
}

for (const lang of ["zh-Hans", "zh-Hant", "en"]) {
  test(`money that was asked for, out of sight of the station, in ${lang}`, async ({ desk }) => {
    const phone = await desk(null, lang, PHONE);
    const words = `窗口收了二十元手续费 ${lang}`;
    const given = await complain(phone, "charging", words);
    const width = await phone.page.locator("html").evaluate((one) => [one.scrollWidth, one.clientWidth]);
    expect(width[0]).toBeLessThanOrEqual(width[1]);
    for (const user of ["clerk", "station-head", "office", "office-head"]) {
      await seesNothing(await desk(user, lang), given.number, words);
    }

    const bureau = await desk("bureau", lang);
    await bureau.page.goto("/complaints");
    await bureau.page.locator(`a[data-open][href$="${given.number}"]`).click();
    await expect(main(bureau)).toContainText(words);
    await expect(main(bureau)).toContainText(bureau.w("complaint-unknown"));
    await go(bureau, "complaint-take-go");
    await expect(main(bureau).getByRole("button", { name: bureau.w("complaint-ask-go") })).toHaveCount(0);
    await unfold(bureau, "complaint-note-title");
    await bureau.page.locator("#complaint-note").fill("到站点核实，收据属实");
    await go(bureau, "complaint-note-go");
    await bureau.page.locator("#complaint-reply").fill("情况属实");
    await go(bureau, "complaint-reply-go");
    await expect(bureau.page.locator("[data-error-summary]")).toBeVisible();
    await expect(bureau.page.locator("#complaint-reply")).toHaveValue("情况属实");
    await bureau.page.locator("#complaint-finding").selectOption("founded");
    await bureau.page.locator("#complaint-remedy").fill("已责令退还，并公开道歉");
    await go(bureau, "complaint-reply-go");
    await expect(main(bureau)).toContainText(bureau.w("complaint-state-replied"));

    await follow(phone, { ...given, code: "0000-0000" });
    await expect(phone.page.locator("[data-error-summary]")).toBeVisible();
    await expect(phone.page.locator("#complaint-number")).toHaveValue(given.number.toLowerCase());
    await follow(phone, given);
    await expect(main(phone)).toContainText("已责令退还，并公开道歉");
    expect(phone.page.url()).not.toContain(given.number);
    await phone.page.locator("#complaint-contest").fill("钱还没有退");
    await go(phone, "complaint-contest-go");
    await expect(main(phone)).toContainText(phone.w("complaint-contest-done"));

    const city = await desk("policy", lang);
    await city.page.goto("/complaints?state=look");
    await city.page.locator(`a[data-open][href$="${given.number}"]`).click();
    await city.page.locator("#complaint-finding").selectOption("founded");
    await city.page.locator("#complaint-look").fill("复查确认，款项今日退还");
    await go(city, "complaint-look-go");
    await expect(main(city)).toContainText(city.w("complaint-state-closed"));
    await follow(phone, given);
    await expect(main(phone)).toContainText("复查确认，款项今日退还");
    await expect(phone.page.locator("#complaint-contest")).toHaveCount(0);
    await seesNothing(await desk("clerk", lang), given.number, words);
  });
}

test("a delay that is written down at the counter: the station is asked and learns nothing else", async ({ desk }) => {
  const clerk = await desk("clerk", "zh-Hans");
  const { page } = clerk;
  await page.goto("/complaints/record");
  await page.locator("#complaint-words").fill("三次都说材料不全");
  await go(clerk, "complaint-record-go");
  await expect(page.locator("[data-error-summary]")).toBeVisible();
  await expect(page.locator("#complaint-words")).toHaveValue("三次都说材料不全");
  await page.locator("#complaint-category").selectOption("delay");
  await page.locator("#complaint-about").selectOption("230102001003");
  await page.locator("#complaint-name").fill("柳暖秋");
  await page.locator("#complaint-phone").fill("13845101234");
  await go(clerk, "complaint-record-go");
  const [number] = await page.locator(".leye-answer__what").allInnerTexts();
  await seesNothing(clerk, number, "三次都说材料不全");

  const office = await desk("office", "zh-Hans");
  await office.page.goto(`/complaints/${number}`);
  await expect(main(office)).not.toContainText("柳暖秋");
  await unfold(office, "complaint-reveal");
  await office.page.locator("#complaint-reason").fill("需要回访");
  await go(office, "complaint-reveal-go");
  await expect(main(office)).toContainText("柳暖秋");
  await office.page.goto(`/complaints/${number}`);
  await go(office, "complaint-take-go");
  await unfold(office, "complaint-ask-title");
  await office.page.locator("#complaint-question").fill("十一月的申请为何三次退回");
  await go(office, "complaint-ask-go");

  await page.goto("/complaints");
  await page.locator(`a[data-open][href$="${number}/question"]`).click();
  await expect(main(clerk)).toContainText("十一月的申请为何三次退回");
  await expect(main(clerk)).not.toContainText("三次都说材料不全");
  await expect(main(clerk)).not.toContainText("柳暖秋");
  const hidden = await page.request.get(`/complaints/${number}`);
  expect(hidden.status()).toBe(404);
  await page.locator("#complaint-answer").fill("当时窗口人手不足");
  await go(clerk, "complaint-answer-go");
  await expect(page.locator(`a[href*="${number}"]`)).toHaveCount(0);
  await office.page.goto(`/complaints/${number}`);
  await expect(main(office).or(office.page.getByRole("complementary"))).toContainText(["当时窗口人手不足"]);
});
