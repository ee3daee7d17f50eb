// Registration as unemployed and the certificate: by the station, from the counter to the list.
import { expect, test } from "./desk.mjs";
import { expectFaults, sendForm } from "./faults.mjs";
import { doAct, openRegistration, register, toAct } from "./registration.mjs";
import { JOBLESS } from "./resident.mjs";
import { LANGUAGES } from "./words.mjs";

/** One a language, and one more; the fifth is that of the catalogue. */
const PEOPLE = JOBLESS;

const main = ({ page }) => page.getByRole("main");

for (const [place, lang] of Object.keys(LANGUAGES).entries()) {
  test(`somebody is registered, gets a certificate, loses it and finds work, in ${lang}`, async ({ desk }) => {
    const clerk = await desk("clerk", lang);
    const { page, w } = clerk;
    await openRegistration(clerk, PEOPLE[place]);
    await expect(main(clerk)).toContainText(w("registration-state-never"));

    // Nothing is chosen: said beside the field, and what was typed stays.
    await toAct(clerk, "register");
    await sendForm(clerk, "registration-act-register-button");
    await expectFaults(clerk, ["jobless-reason"]);
    // A commitment for a day that is past.
    await page.locator("[name=jobless-reason][value=business_closed]").check();
    await page.locator("#registered-on").fill("2025");
    await sendForm(clerk, "registration-act-register-button");
    await expectFaults(clerk, ["registration-basis"]);
    await expect(page.locator("#registered-on")).toHaveValue("2025");
    await expect(page.locator("[name=jobless-reason][value=business_closed]")).toBeChecked();
    await page.locator("[name=registration-basis][value=proof]").check();
    await page.locator("#basis-paper").fill("解除劳动合同证明");
    await doAct(clerk, "register");
    await expect(main(clerk)).toContainText(w("registration-state-unemployed"));
    await expect(main(clerk)).toContainText("解除劳动合同证明");

    await toAct(clerk, "apply-new");
    await doAct(clerk, "apply-new");
    await expect(main(clerk)).toContainText(w("certificate-state-applied"));
    const rows = page.locator("tr[data-row]");
    await page.goto("/registrations?only=issue");
    const owed = await rows.count();
    expect(owed).toBeGreaterThan(0);

    await openRegistration(clerk, PEOPLE[place]);
    await toAct(clerk, "issue");
    await page.locator("#certificate-number").fill("证1");
    await sendForm(clerk, "registration-act-issue-button");
    await expectFaults(clerk, ["certificate-number"]);
    await page.locator("#certificate-number").fill(`230102202600012${place}`);
    await doAct(clerk, "issue");
    await toAct(clerk, "hand-over");
    await doAct(clerk, "hand-over");
    await expect(main(clerk)).toContainText(w("certificate-state-held"));
    await page.goto("/registrations?only=issue");
    await expect(rows).toHaveCount(owed - 1);

    await openRegistration(clerk, PEOPLE[place]);
    await toAct(clerk, "lost");
    await sendForm(clerk, "registration-act-lost-button");
    await expectFaults(clerk, ["registration-note"]);
    await page.locator("#registration-note").fill("在公交车上丢失");
    await doAct(clerk, "lost");
    await toAct(clerk, "apply-replacement");
    await doAct(clerk, "apply-replacement");
    await toAct(clerk, "issue");
    await page.locator("#certificate-number").fill(`230102202600099${place}`);
    await doAct(clerk, "issue");
    await expect(main(clerk)).toContainText(`230102202600099${place}`);

    await toAct(clerk, "deregister");
    await page.locator("[name=cancel-ground][value=out_of_contact]").check();
    await page.locator("[name=cancel-asked][value=station]").check();
    await page.locator("#registration-note").fill("两次电话未接");
    await sendForm(clerk, "registration-act-deregister-button");
    await expectFaults(clerk, ["cancel-ground"]);
    await page.locator("[name=cancel-ground][value=hired]").check();
    await page.locator("[name=cancel-asked][value=person]").check();
    await doAct(clerk, "deregister");
    await expect(main(clerk)).toContainText(w("registration-state-cancelled"));
    const history = page.getByRole("region", { name: w("timeline-title") });
    await expect(history.getByText(w("event-certificate-reported-lost"))).toHaveCount(1);
    await expect(history.getByText(w("event-unemployment-deregistered"))).toHaveCount(1);
  });
}

test("two clerks at once: the second is told, and nothing is doubled", async ({ desk }) => {
  const [one, two] = [await desk("clerk", "en"), await desk("clerk", "en")];
  await openRegistration(one, PEOPLE[3]);
  await openRegistration(two, PEOPLE[3]);
  await toAct(two, "register");
  await two.page.locator("[name=jobless-reason][value=other]").check();
  await register(one);
  await sendForm(two, "registration-act-register-button");
  await expect(two.page.locator("[data-error-summary]")).toContainText(two.w("fault-changed-meanwhile"));
  await expect(two.page.locator("[name=jobless-reason][value=other]")).toBeChecked();
});

test("those above read it and change nothing, other stations know nothing of it", async ({ desk }) => {
  const clerk = await desk("clerk", "en");
  const address = await openRegistration(clerk, PEOPLE[0]);
  for (const user of ["office", "bureau", "auditor"]) {
    const above = await desk(user, "en");
    await above.page.goto(address);
    await expect(above.page.getByRole("heading", { level: 1 })).toHaveText(above.w("registration-title"));
    await expect(above.page.locator(".leye-acts")).toHaveCount(0);
    await above.page.goto("/registrations?only=all");
    await expect(above.page.getByRole("heading", { level: 1 })).toHaveText(above.w("nav-registrations"));
  }
  const other = await desk("clerk3", "en");
  await other.page.goto(address);
  await expect(other.page.getByRole("heading", { level: 1 })).toHaveText(other.w("fault-not-found-title"));
});
