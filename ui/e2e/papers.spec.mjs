// Papers: a proof that is photographed, an application that is signed on the screen, an original
// that travels, and an annotation that is printed and checked by somebody who trusts nobody.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { expect, test } from "./desk.mjs";
import { act, bringTo, direct, open, passTime, press, review, send } from "./file.mjs";
import { resident } from "./resident.mjs";
import { photo } from "./photo.mjs";
import { program } from "./service.mjs";

const jpeg = (name, buffer) => ({ name, mimeType: "image/jpeg", buffer });

/** Chooses files and sends the form they stand in. */
async function give({ page, w }, files, button) {
  await page.locator("#file").setInputFiles(files);
  await page.getByRole("main").getByRole("button", { name: w(button), exact: true }).click();
}

const done = (desk) => desk.page.getByRole("main").getByRole("alert");

/** The row of a table in which these words stand. */
const row = (desk, words) => desk.page.getByRole("row").filter({ hasText: words });

/** Issues a paper; gives its code, and the bytes of the file. */
async function issue(desk, address, form) {
  const { page, w } = desk;
  await page.goto(`${address}/papers`);
  await page.getByRole("button", { name: w(`form-${form}-title`), exact: true }).click();
  await expect(done(desk)).toBeVisible();
  const link = row(desk, w(`form-${form}-title`)).filter({ hasText: w("paper-in-force") }).first();
  const href = await link.getByRole("link", { name: w(`form-${form}-title`), exact: true }).getAttribute("href");
  const file = await (await desk.context.request.get(href)).body();
  return { code: href.split("/").pop(), href, file };
}

const pdf = (name, buffer) => ({ name, mimeType: "application/pdf", buffer });

/** What somebody without sign-in is told of a file. */
async function check(visitor, file) {
  const { page, w } = visitor;
  await page.goto("/papers");
  await page.locator("#paper").setInputFiles(pdf("paper.pdf", file));
  await page.getByRole("button", { name: w("paper-check-file-send") }).click();
  return page.getByRole("status");
}

for (const lang of ["zh-Hans", "en"]) {
  test(`a photographed proof leads to a printed, checked annotation in ${lang}`, async ({ desk }, info) => {
    const person = resident();
    const clerk = await desk("clerk", lang);
    const { page, w } = clerk;
    const address = await bringTo(clerk, "received", person);

    // The proof, photographed at the counter.
    await page.goto(address);
    await page.getByRole("link", { name: w("papers-link") }).click();
    const proof = page.getByRole("group", { name: w("field-proof") }).getByRole("checkbox").first();
    await proof.check();
    const key = await proof.getAttribute("value");
    await give(clerk, [jpeg("card.jpg", await photo(clerk, person.name))], "scan-keep");
    await expect(done(clerk)).toContainText(w("scan-kept", { count: 1 }));
    await page.locator(".leye-scan a").first().click();
    await expect(page.locator(`input[name=proof][value="${key}"]`)).toBeChecked();
    await expect(page.locator(".leye-photo img")).toHaveJSProperty("complete", true);
    expect(await page.locator(".leye-photo img").evaluate((img) => img.naturalWidth)).toBe(900);

    // The rest, from the person's own telephone.
    await page.goto(`${address}/scans/link`);
    const link = await page.locator(".leye-address a").getAttribute("href");
    const phone = await desk(null, lang, { viewport: { width: 360, height: 740 } });
    await phone.page.goto(new URL(link).pathname);
    await give(phone, [jpeg("IMG_1.jpg", await photo(phone, "1")), jpeg("IMG_2.jpg", await photo(phone, "2"))], "hand-in-send");
    await expect(done(phone)).toContainText(w("hand-in-kept", { count: 2 }));
    await page.goto(`${address}/papers`);
    await expect(page.locator(".leye-scan").filter({ hasText: w("scan-by-resident") })).toHaveCount(2);

    // The application, signed on the screen.
    const application = await issue(clerk, address, "determination-application");
    await page.getByRole("link", { name: w("paper-sign") }).first().click();
    const pad = page.locator("#pad");
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    await page.mouse.move(box.x + 60, box.y + 90);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 40, { steps: 5 });
    await page.mouse.move(box.x + 260, box.y + 110, { steps: 5 });
    await page.mouse.up();
    await page.getByRole("button", { name: w("sign-send") }).click();
    const applications = row(clerk, w("form-determination-application-title")).and(page.locator("[data-row]"));
    await expect(applications).toHaveCount(2);
    await expect(applications.filter({ hasText: w("paper-in-force") })).toContainText(w("paper-signed"));

    // The original, up to the bureau.
    await page.locator("#original-title").fill("2301020026000123");
    await page.getByRole("button", { name: w("original-take") }).click();
    await page.getByRole("link", { name: "2301020026000123", exact: true }).click();
    await page.getByRole("radio").last().check();
    await page.getByRole("button", { name: w("original-send") }).click();
    await expect(row(clerk, "2301020026000123")).toContainText(w("original-on-the-way"));

    // Through the three levels.
    await page.goto(address);
    await direct(clerk, "accept");
    await review(clerk, "pass-initial-review", "C1.4");
    await act(clerk, "complete-form");
    await act(clerk, "post-notice", { place: "门口宣传栏", photo: "IMG_0001" });
    await passTime(clerk, "day", "notice");
    await act(clerk, "record-entry");
    await direct(clerk, "forward");
    const office = await desk("office", lang);
    await open(office, address);
    await review(office, "pass-second-review", "C1.4");
    const bureau = await desk("bureau", lang);
    await open(bureau, address);
    await review(bureau, "confirm", "C1.4");
    const annotator = await desk("bureau-clerk", lang);
    await open(annotator, address);
    await press(annotator, "annotate-certificate");
    await send(annotator, "annotate-certificate");

    // The original arrived, is late by now, and goes back the way it came.
    await annotator.page.goto("/originals?only=here");
    await annotator.page.getByRole("link", { name: "2301020026000123", exact: true }).first().click();
    await annotator.page.getByRole("button", { name: w("original-acknowledge") }).click();
    await expect(row(annotator, "2301020026000123")).toContainText(w("original-kept"));

    // The annotation: printed, and checked by code and by file.
    const slip = await issue(annotator, address, "certificate-annotation");
    expect(slip.file.subarray(0, 5).toString()).toBe("%PDF-");
    const stranger = await desk(null, lang, { viewport: { width: 360, height: 740 } });
    await stranger.page.goto(`/papers/${slip.code.toLowerCase()}`);
    await expect(stranger.page.getByRole("status")).toContainText(w("paper-check-good-title"));
    await expect(stranger.page.getByRole("status")).toContainText(w("form-certificate-annotation-title"));
    await expect(stranger.page.getByRole("main")).not.toContainText(person.name);
    await expect(await check(stranger, slip.file)).toContainText(w("paper-check-file"));

    // At the terminal, without the service.
    const slipFile = info.outputPath("slip.pdf");
    writeFileSync(slipFile, slip.file);
    expect(execFileSync(program, ["verify", "--receipt", slipFile]).toString().replaceAll("-", "")).toContain(slip.code);

    // One byte of it, a forged proof, another file, a code that was made up.
    const changed = Buffer.from(slip.file);
    changed[changed.length / 2 | 0] ^= 1;
    await expect(await check(stranger, changed)).toContainText(w("paper-check-changed-title"));
    const forged = Buffer.from(slip.file.toString("latin1").replaceAll(slip.code, application.code), "latin1");
    await expect(await check(stranger, forged)).toContainText(w("paper-check-forged-title"));
    await expect(await check(stranger, Buffer.from("%PDF-1.7\n%%EOF\n"))).toContainText(w("paper-check-no-proof-title"));
    const made = slip.code.slice(0, -1) + (slip.code.endsWith("0") ? "1" : "0");
    await stranger.page.goto(`/papers/${made}`);
    await expect(stranger.page.getByRole("status")).toContainText(w("paper-check-unknown-title"));

    // Withdrawn, it counts no more.
    await annotator.page.goto(`${slip.href}/withdraw`);
    await annotator.page.locator("#paper-reason").fill("2");
    await annotator.page.getByRole("button", { name: w("paper-withdraw-send") }).click();
    await stranger.page.goto(`/papers/${slip.code}`);
    await expect(stranger.page.getByRole("status")).toContainText(w("paper-check-ended-title"));
  });
}

test("what cannot be kept is told, and the rest is kept", async ({ desk }, info) => {
  const clerk = await desk("clerk", "en");
  const { page, w } = clerk;
  const address = await bringTo(clerk, "received", resident());
  await page.goto(`${address}/papers`);
  await page.locator("#scan-title").fill("household register");
  const good = jpeg("good.jpg", await photo(clerk, "good"));
  const bad = [
    ["empty.jpg", Buffer.alloc(0), "empty"],
    ["bomb.pdf", Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(4096)]), "archive"],
    ["wrong.pdf", good.buffer, "wrong-extension"],
    ["page.html", Buffer.from("<!doctype html><script>alert(1)</script>"), "unknown-kind"],
  ];
  await give(clerk, [good, ...bad.map(([name, buffer]) => jpeg(name, buffer))], "scan-keep");
  const summary = page.locator("[data-error-summary]");
  for (const [name] of bad) await expect(summary).toContainText(name);
  await expect(page.locator(".leye-scan")).toHaveCount(1);
  await expect(page.locator("#scan-title")).toHaveValue("household register");
  await give(clerk, [good], "scan-keep");
  await expect(summary).toContainText(w("scan-fault-same", { scan: 1 }));

  // Far too large: told as well, and nothing of it is kept.
  const huge = info.outputPath("huge.jpg");
  writeFileSync(huge, Buffer.alloc(60 << 20, 7));
  await give(clerk, huge, "scan-keep");
  await expect(summary).toContainText("huge.jpg");
  await expect(page.locator(".leye-scan")).toHaveCount(1);

  // Set aside with a reason, the same file can come again.
  await page.locator(".leye-scan a").first().click();
  await page.locator("details summary").filter({ hasText: w("scan-set-aside") }).click();
  await page.getByRole("button", { name: w("scan-set-aside") }).click();
  await expect(summary).toBeVisible();
  await page.locator("#scan-reason").fill("not sharp");
  await page.getByRole("button", { name: w("scan-set-aside") }).click();
  await give(clerk, [good], "scan-keep");
  await expect(done(clerk)).toContainText(w("scan-kept", { count: 1 }));
});

test("an original is lost on its way, found, and given back against a signature", async ({ desk }) => {
  const clerk = await desk("clerk", "en");
  const { page, w } = clerk;
  const address = await bringTo(clerk, "received", resident());
  await page.goto(`${address}/papers`);
  await page.getByRole("button", { name: w("original-take") }).click();
  await expect(page.locator("#original-title-error")).toBeVisible();
  await page.locator("#original-title").fill("disability certificate 77");
  await page.getByRole("button", { name: w("original-take") }).click();
  await page.getByRole("link", { name: "disability certificate 77", exact: true }).click();
  const here = page.url();
  await page.getByRole("radio").first().check();
  await page.getByRole("button", { name: w("original-send") }).click();

  // Until somebody there has it, the station answers for it and cannot give it back.
  await page.goto(here);
  await expect(page.getByRole("main")).toContainText(w.pattern("original-waiting", "agency"));
  await expect(page.getByRole("button", { name: w("original-give-back") })).toHaveCount(0);

  const office = await desk("office", "en");
  await office.page.goto(new URL(here).pathname);
  await office.page.locator("details summary").filter({ hasText: w("original-report-lost") }).click();
  await office.page.locator("#original-note").fill("not in the bag");
  await office.page.getByRole("button", { name: w("original-report-lost") }).click();
  await page.goto("/originals?only=lost");
  await expect(row(clerk, "disability certificate 77")).toContainText(w("original-lost"));

  await page.goto(here);
  await page.getByRole("button", { name: w("original-found") }).click();
  await page.goto(here);
  await page.getByRole("button", { name: w("original-give-back") }).click();
  await expect(page.locator("#original-signed-by-error")).toBeVisible();
  await page.locator("#original-signed-by").fill("柳暖秋");
  await page.getByRole("button", { name: w("original-give-back") }).click();
  await expect(row(clerk, "disability certificate 77")).toContainText(w("original-back"));
  await page.goto("/originals");
  await expect(row(clerk, "disability certificate 77")).toHaveCount(0);
});

test("a link that was made up leads nowhere", async ({ desk }) => {
  const { page } = await desk(null, "en");
  const answer = await page.goto("/hand-in/000000000000000000000000");
  expect(answer.status()).toBe(404);
});

test("every paper that a case offers can be issued, in two languages", async ({ desk }, info) => {
  const made = new Set();
  const clerk = await desk("clerk", "zh-Hans");
  const { page, context } = clerk;
  const refused = await bringTo(clerk, "initial-review", resident());
  await act(clerk, "fail-initial-review", { reasons: "不享受低保" });
  const corrected = await bringTo(clerk, "received", resident());
  await act(clerk, "request-correction", { faults: "离婚证复印件" });
  const objected = await bringTo(clerk, "notice", resident());
  await act(clerk, "raise-objection", { text: "在外地有工作" });
  const addresses = [refused, corrected, objected];
  // The others are of the demo: time, which other tests move on, changes nothing about them.
  for (const state of ["returned", "completed"]) {
    await page.goto(`/applications?state=${state}`);
    addresses.push(await page.locator("tr[data-row] a[data-open]").first().getAttribute("href"));
  }
  for (const address of addresses.map((one) => `${one}/papers`)) {
    await page.goto(address);
    for (;;) {
      const offered = await page.locator(".leye-offers button").evaluateAll((all) => all.map((one) => one.value));
      const form = offered.find((name) => !made.has(name));
      if (!form) break;
      for (const lang of ["zh-Hant", "zh-Hans"]) {
        await page.goto(address);
        await page.locator("#lang").selectOption(lang);
        await page.locator(`.leye-offers button[value="${form}"]`).click();
        await expect(done(clerk), `${form} of ${address}`).toBeVisible();
      }
      const href = await page.locator("tr[data-row] a[target=_blank]").first().getAttribute("href");
      const file = await (await context.request.get(href)).body();
      expect(file.subarray(0, 5).toString()).toBe("%PDF-");
      writeFileSync(info.outputPath(`${form}.pdf`), file);
      made.add(form);
    }
  }
  expect([...made].sort()).toEqual(
    ["acceptance-receipt", "archive-contents", "archive-cover", "certificate-annotation", "correction-notice",
      "decision-confirmed", "decision-refused", "decision-returned", "determination-application", "objection-record",
      "public-notice"],
  );
});
