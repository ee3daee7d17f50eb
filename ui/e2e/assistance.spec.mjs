// One-to-one assistance (A7): from the confirmation to a helper, a class, an agreement, contacts and
// offers; a hand-over that is accepted; an exit that is proposed, objected to and dropped.
import { expect, test } from "./desk.mjs";
import { confirmed, does, fact, main, said, sends } from "./assistance.mjs";
import { resident } from "./resident.mjs";

async function offers(desk, file, number, reply) {
  const { page, w } = desk;
  await does(desk, file, "make-offer", async () => {
    await page.locator("#assist-post").fill(`保洁员 ${number}`);
    await page.locator("#assist-employer").fill("试验物业公司");
  });
  await page.getByRole("link", { name: new RegExp(`${w("assist-act-answer-offer")} ${number}$`) }).click();
  await page.getByLabel(w(`assist-reply-${reply}`), { exact: true }).check();
  if (reply === "refused") {
    // A refusal without its reason is not kept, and what was typed stays.
    await main(desk).getByRole("button", { name: w("assist-button-answer-offer") }).click();
    await expect(page.locator("[data-error-summary]")).toContainText(w("fault-missing"));
    await expect(page.getByLabel(w("assist-reply-refused"), { exact: true })).toBeChecked();
    await page.locator("#assist-reason").fill("离家太远");
  }
  await sends(desk, "answer-offer");
}

for (const lang of ["zh-Hans", "en"]) {
  test(`one to one, from a helper to an exit that is dropped, in ${lang}`, async ({ desk }) => {
    const person = resident();
    const { clerk, office, file } = await confirmed(desk, lang, person);
    const { page, w } = clerk;

    // A helper, a class, an agreement.
    await does(clerk, file, "name-helper", () => page.locator('input[value="clerk"]').check());
    await does(clerk, file, "set-class", async () => {
      await page.locator('input[name="assist-class"][value="A"]').check();
      await page.locator("#assist-reason").fill("低保家庭，急需工作");
    });
    await page.getByRole("link", { name: w("letter-agreement-title"), exact: true }).click();
    await expect(main(clerk).getByRole("article")).toContainText(person.name);
    await expect(main(clerk)).toContainText(w("letter-agreement-sign-person"));
    await does(clerk, file, "sign-agreement");
    await expect(fact(clerk, "assist-agreement").first()).toContainText(person.name);

    // A contact, noted on the page itself.
    await page.goto(file);
    await page.getByLabel(w("assist-how-telephone")).check();
    await page.locator("#assist-about").fill("问了近况，想找离家近的工作");
    await sends(clerk, "make-contact");
    await expect(fact(clerk, "assist-owed-contact").first()).toBeVisible();

    // A plan, a service, three offers of which one is refused.
    await does(clerk, file, "set-goal", async () => {
      await page.locator("#assist-what").fill("找到离家近的工作");
      await page.locator("#assist-steps").fill("写简历\n参加招聘会");
    });
    await page.getByRole("link", { name: new RegExp(w("assist-goal-change")) }).click();
    await page.getByLabel("写简历", { exact: true }).check();
    await sends(clerk, "set-goal");
    await expect(main(clerk).getByRole("listitem").filter({ hasText: "写简历" })).toContainText(w("assist-step-done"));
    await does(clerk, file, "give-service", async () => {
      await page.locator('input[value="guidance"]').check();
      await page.locator("#assist-note").fill("职业指导一小时");
    });
    await offers(clerk, file, 1, "no-answer");
    await offers(clerk, file, 2, "refused");
    await offers(clerk, file, 3, "accepted");
    await expect(main(clerk).getByText(w("assist-of", { given: 3, floor: 3 }), { exact: true })).toBeVisible();
    await expect(fact(clerk, "assist-refusals").first()).toContainText(w("assist-of", { given: 1, floor: 3 }));

    // The office looks on and does nothing.
    await office.page.goto(file);
    await expect(office.page.getByRole("region", { name: w("acts-title") })).toHaveCount(0);

    // A hand-over waits for the colleague.
    await does(clerk, file, "hand-helper", async () => {
      await page.locator('input[value="clerk-b"]').check();
      await page.locator("#assist-reason").fill("休产假");
    });
    const colleague = await desk("clerk-b", lang);
    await colleague.page.goto(file);
    await main(colleague).getByRole("button", { name: w("assist-button-take-helper"), exact: true }).click();
    await expect(said(colleague)).toContainText(w("assist-done-take-helper"));
    await colleague.page.goto("/assistance?only=mine");
    await expect(colleague.page.getByRole("link", { name: person.name, exact: true })).toBeVisible();

    // An exit: proposed, objected to, dropped by the head.
    await does(colleague, file, "propose-exit", async (form) => {
      await form.locator('input[value="E12"]').check();
      await form.locator("#assist-evidence").fill("低保证到期");
    });
    await expect(colleague.page.getByRole("region", { name: w("assist-exit") })).toBeVisible();
    // What the person is told, to be printed.
    await colleague.page.getByRole("link", { name: w("letter-exit-proposed-title"), exact: true }).click();
    const letter = main(colleague).getByRole("article");
    await expect(letter).toContainText(w("letter-exit-proposed-opening"));
    await expect(letter).toContainText(w("letter-exit-proposed-meanwhile"));
    await expect(letter).toContainText(w("letter-check"));
    await colleague.page.goto(file);
    await does(colleague, file, "object-to-exit", (form) => form.locator("#assist-objection").fill("已经续期"));
    const head = await desk("station-head", lang);
    await does(head, file, "drop-exit", (form) => form.locator("#assist-reason").fill("低保已续期，核对属实"));
    await expect(head.page.getByRole("region", { name: w("assist-exit") })).toHaveCount(0);
    await expect(head.page.getByRole("region", { name: w("timeline-title") })).toContainText(w("event-exit-dropped"));
    await head.page.getByRole("link", { name: w("letter-exit-dropped-title"), exact: true }).click();
    await expect(main(head).getByRole("article")).toContainText("低保已续期，核对属实");
    expect((await head.page.goto(`${file}/letters/1`)).status(), "nobody is told of that by letter").toBe(404);
    await head.page.goto(file);
    if (process.env.LEYE_SHOTS) {
      for (const width of [360, 1280]) {
        for (const [name, address] of [["file", file], ["list", "/assistance"], ["act", `${file}/acts/set_class`]]) {
          await head.page.setViewportSize({ width, height: 900 });
          await head.page.goto(address);
          await head.page.screenshot({ path: `${process.env.LEYE_SHOTS}/${lang}-${width}-${name}.png`, fullPage: true });
        }
      }
    }
  });
}
