// Bad input on the forms of the acts, and requests that no page of ours sends.
import { expect, test } from "./desk.mjs";
import { expectFaults, sendForm, tokenOf } from "./faults.mjs";
import { act, bringTo, cannot, direct, fill, open, passTime, press, review, tick } from "./file.mjs";
import { resident } from "./resident.mjs";

const LANG = "en";
const LONG = "long ".repeat(900).trim();

/** Opens the form of an act, sends it empty, and expects these fields to be named. */
async function empty(desk, address, name, fields) {
  await open(desk, address);
  await press(desk, name);
  for (const box of await desk.page.locator("main input[type=text]:visible").all()) await box.fill("");
  await sendForm(desk, `act-${name}-button`);
  await expectFaults(desk, fields);
  return desk.page.getByRole("main");
}

test("every form of the station sent empty, too long or with impossible days", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const { page } = clerk;
  const address = await bringTo(clerk, "received", resident());
  await empty(clerk, address, "request-correction", ["faults"]);
  await page.locator("#faults").fill(LONG);
  await sendForm(clerk, "act-request-correction-button");
  await expectFaults(clerk, ["faults"]);
  await expect(page.locator("#faults")).toHaveValue(LONG);
  await empty(clerk, address, "withdraw", ["reason"]);
  await open(clerk, address);
  await act(clerk, "request-correction", { faults: "Divorce certificate" });
  await empty(clerk, address, "supply-correction", ["materials"]);
  await page.locator("#materials").fill("Divorce certificate");
  await sendForm(clerk, "act-supply-correction-button");
  await empty(clerk, address, "fail-initial-review", ["reasons"]);
  const head = await desk("station-head", LANG);
  await empty(head, address, "extend", ["days", "reason"]);
  await fill(head, { days: "many", reason: "Power cut" });
  await sendForm(head, "act-extend-button");
  await expectFaults(head, ["days"]);
  await expect(head.page.locator("#reason")).toHaveValue("Power cut");
  await head.page.locator("#days").fill("99");
  await sendForm(head, "act-extend-button");
  await expectFaults(head, ["days"]);
  await open(clerk, address);
  await review(clerk, "pass-initial-review", "C1.4");
  await days(clerk, address);
  await open(clerk, address);
  await act(clerk, "complete-form");
  await empty(clerk, address, "post-notice", ["photo", "place"]);
  await open(clerk, address);
  await act(clerk, "post-notice", { place: "<img src=x onerror=alert(1)>", photo: "</li><b id=injected>" });
  await expect(page.getByRole("main")).toContainText("<img src=x onerror=alert(1)>");
  await expect(page.locator("main img, #injected")).toHaveCount(0);
  await cannot(clerk, "close-notice", clerk.w.pattern("reason-notice-still-hangs", "until"));
  await empty(clerk, address, "raise-objection", ["text"]);
  await open(clerk, address);
  await act(clerk, "raise-objection", { text: "She has work." });
  await empty(clerk, address, "settle-objection", ["finding", "upheld"]);
});

/** A signature lies between the application and today, on a day that exists. */
async function days(clerk, address) {
  const { page, w } = clerk;
  await empty(clerk, address, "complete-form", ["signed_on"]);
  const next = new Date().getFullYear() + 3;
  const wrong = [
    [["2026", "2", "30"], w("fault-impossible-date")],
    [["2026", "x", "3"], w("fault-impossible-date")],
    [[String(next), "1", "5"], w("reason-in-future", { field: w("field-signed-on") })],
    [["2019", "1", "5"], w("reason-before-application", { field: w("field-signed-on") })],
  ];
  for (const [parts, words] of wrong) {
    for (const [at, id] of ["signed_on", "signed_on-month", "signed_on-day"].entries()) {
      await page.locator(`#${id}`).fill(parts[at]);
    }
    await sendForm(clerk, "act-complete-form-button");
    await expectFaults(clerk, ["signed_on"]);
    await expect(page.locator("#signed_on-error")).toContainText(words);
    await expect(page.locator("#signed_on")).toHaveValue(parts[0]);
    await expect(page.locator("#signed_on-day")).toHaveValue(parts[2]);
  }
}

test("a review without ticks is told what it lacks, and keeps the ticks there are", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const { page, w } = clerk;
  await bringTo(clerk, "initial-review", resident());
  await press(clerk, "pass-initial-review");
  await sendForm(clerk, "act-pass-initial-review-button");
  const general = [
    "working-age/id_card", "working-age/household_register", "able_to_work/declaration",
    "willing_to_work/declaration", "local_urban_registration/household_register", "applied/application_form",
  ];
  await expectFaults(clerk, ["ticks", ...general.map((proof) => `seen-${proof}`)]);
  await expect(page.locator("#ticks-error")).toContainText(w("tick-no-category"));
  await tick(clerk, "C1.4");
  const payments = page.locator('[id="seen-C1.4/allowance_statements"]');
  await payments.uncheck();
  await page.locator("#note").fill("Payments are missing.");
  await sendForm(clerk, "act-pass-initial-review-button");
  await expectFaults(clerk, ["seen-C1.4/allowance_statements"]);
  await expect(page.locator('[id="seen-C1.4/allowance_certificate"]')).toBeChecked();
  await expect(payments).not.toBeChecked();
  await expect(page.locator("#note")).toHaveValue("Payments are missing.");
  await payments.check();
  await sendForm(clerk, "act-pass-initial-review-button");
  await expect(page.getByRole("alert")).toContainText(w("done-pass-initial-review"));
});

test("every form above the station sent empty", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const address = await bringTo(clerk, "second-review", resident());
  const office = await desk("office", LANG);
  await empty(office, address, "return-to-station", ["reasons"]);
  await open(office, address);
  await review(office, "pass-second-review", "C1.4");
  const bureau = await desk("bureau", LANG);
  await empty(bureau, address, "return-to-office", ["reasons"]);
  await empty(bureau, address, "confirm", ["category"]);
  await open(bureau, address);
  await review(bureau, "confirm", "C1.4");
  const annotator = await desk("bureau-clerk", LANG);
  await empty(annotator, address, "annotate-certificate", ["certificate"]);
  await annotator.page.locator("#certificate").fill("2301021900001");
  await sendForm(annotator, "act-annotate-certificate-button");
  await empty(bureau, address, "record-receipt", ["number_of_receipt", "step"]);
  await open(clerk, address);
  await cannot(clerk, "hand-back", clerk.w("reason-papers-not-received"));
  await direct(clerk, "receive-back");
  await empty(clerk, address, "hand-back", ["signed_by", "signed_on"]);
});

test("an act that is sent twice happens once", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const { page, w } = clerk;
  const address = await bringTo(clerk, "received", resident());
  const version = await page.locator("input[name=version]").first().getAttribute("value");
  await page.getByRole("button", { name: w("act-accept-button") }).dblclick();
  await expect(page.getByRole("alert")).toContainText(w("done-accept"));
  const form = { csrf: await tokenOf(page), version };
  const again = await page.request.post(`${address}/acts/accept`, { form });
  expect(again.status()).toBe(422);
  await open(clerk, address);
  await expect(page.getByText(w("event-application-accepted"), { exact: true })).toHaveCount(1);
  await passTime(clerk, "week", "received");
});

test.describe("requests that no page of ours sends", () => {
  const ASKS = { "accept-language": LANG };
  const FORMS = ["/search", "/applications/new", "/applications/new/form", "/training/clock", "/account/password", "/sign-out"];

  test("without the token nothing happens", async ({ desk }) => {
    const clerk = await desk("clerk", LANG);
    const { page, w } = clerk;
    const address = await bringTo(clerk, "received", resident());
    const forms = [...FORMS, `${address}/acts/accept`, `${address}/reveal`];
    for (const form of forms) {
      for (const csrf of ["", "made-up"]) {
        const answer = await page.request.post(form, { headers: ASKS, form: { csrf, move: "week", q: "x" } });
        expect(answer.status(), form).toBe(403);
        expect(await answer.text()).toContain(w("fault-stale-form-title"));
      }
    }
    await page.goto(address);
    await expect(page.getByRole("button", { name: w("act-accept-button") })).toBeVisible();
  });

  test("too much and unreadable bodies get a page that says so", async ({ desk }) => {
    const clerk = await desk("clerk", LANG);
    const { page, w } = clerk;
    await page.goto("/work");
    const csrf = await tokenOf(page);
    const headers = { ...ASKS, "content-type": "application/x-www-form-urlencoded" };
    const send = (form, data) => page.request.post(form, { headers, data });
    for (const form of [...FORMS, "/sign-in"]) {
      const much = await send(form, `csrf=${csrf}&q=${"x".repeat(300 * 1024)}`);
      expect(much.status(), form).toBe(413);
      expect(await much.text()).toContain(w("fault-too-large-title"));
      for (const bytes of [`csrf=${csrf}&q=%FF%FE`, Buffer.from([0x71, 0x3d, 0xff, 0xfe])]) {
        const unreadable = await send(form, bytes);
        expect(unreadable.status(), form).toBe(400);
        expect(await unreadable.text()).toContain(w("fault-unreadable-title"));
      }
    }
  });

  test("ten megabytes typed into a form lead to a page and not to a broken connection", async ({ desk }) => {
    const clerk = await desk("clerk", LANG);
    const { page, w } = clerk;
    const address = await bringTo(clerk, "received", resident());
    await page.goto(`${address}/acts/request_correction`);
    await page.locator("#faults").evaluate((field) => {
      field.value = "x".repeat(10 * 1024 * 1024);
      field.form.requestSubmit();
    });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(w("fault-too-large-title"));
  });

  test("addresses that are none are not found", async ({ desk }) => {
    const clerk = await desk("clerk", LANG);
    const { page, w } = clerk;
    const none = ["/nowhere", "/applications/1", "/applications/230102-2026-00000000", "/people/x", "/users/nobody",
      "/agencies/1", "/applications/230102-2026-00000000/acts/accept", "/applications/%FF", "/notices/1/object"];
    for (const address of none) {
      const answer = await page.goto(address);
      expect([403, 404], address).toContain(answer.status());
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(
        new RegExp(`${w("fault-not-found-title")}|${w("fault-forbidden-title")}`),
      );
    }
  });
});
