// The ways off the straight path: corrections, objections, returns, refusals, and what
// happens by itself.
import { expect, test } from "./desk.mjs";
import {
  act, addressOf, bringTo, cannot, direct, happened, intake, moveClock, open, passTime, press, readClock, readLetter,
  review,
} from "./file.mjs";
import { resident } from "./resident.mjs";

const LANG = "zh-Hans";

/** The public form; gives nothing, expects to be taken. */
async function object(desk, address) {
  const { page, w } = await desk(null, LANG);
  const number = address.split("/").pop();
  await page.goto("/notices");
  const notice = page.getByRole("listitem").filter({ hasText: number });
  await notice.getByRole("link", { name: w("board-object") }).click();
  await page.getByLabel(w("field-text")).fill("据我所知，他有固定工作。");
  await page.getByLabel(w("field-contact")).fill("13900001111");
  await page.getByRole("button", { name: w("object-send") }).click();
  await expect(page.getByRole("alert")).toContainText(w("object-taken-title"));
  await page.goto("/notices");
  await expect(page.getByText(number)).toHaveCount(0);
}

/** Two remedies at least, each with its term, on the letter of a refusal. */
async function showsRemedies(clerk) {
  const letter = await readLetter(clerk, "refusal");
  await expect(letter.getByRole("heading", { name: clerk.w("letter-remedies") })).toBeVisible();
  await expect(letter.getByRole("listitem").filter({ hasText: "60日" })).toBeVisible();
  await expect(letter.getByRole("listitem").filter({ hasText: "6个月" })).toBeVisible();
}

test("corrections are asked for once, before acceptance", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  await bringTo(clerk, "received", resident());
  await act(clerk, "request-correction", { faults: "低保证复印件\n近6个月流水" });
  await readClock(clerk, "correction");
  await act(clerk, "supply-correction", { materials: "低保证复印件\n近6个月流水" });
  await readClock(clerk, "initial-review");
  await cannot(clerk, "request-correction", clerk.w("reason-correction-already-asked"));
  await clerk.page.getByRole("link", { name: clerk.w("letter-print") }).first().click();
  await expect(clerk.page.getByRole("article")).toContainText("近6个月流水");
});

test("corrections in the initial review stop its clock, and changed papers allow another", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const address = await bringTo(clerk, "initial-review", resident());
  await act(clerk, "request-correction", { faults: "离婚证" });
  await moveClock(clerk, "day");
  await act(clerk, "supply-correction", { materials: "离婚证", "materials-changed": ["field-materials-changed-yes"] });
  const why = await readClock(clerk, "initial-review");
  expect(why.join("\n")).toMatch(clerk.w.pattern("ledger-resumed", "at"));
  await act(clerk, "request-correction", { faults: "新的户口页" });
  await act(clerk, "supply-correction", { materials: "户口页" });
  await open(clerk, address);
  await cannot(clerk, "request-correction", clerk.w("reason-correction-already-asked"));
});

test("a dismissed objection lets the notice go on where it stood", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const address = await bringTo(clerk, "notice", resident());
  await object(desk, address);
  await open(clerk, address);
  await readClock(clerk, "objection");
  await moveClock(clerk, "day");
  await act(clerk, "settle-objection", { upheld: ["field-upheld-no"], finding: "经走访，没有就业。" });
  const why = (await readClock(clerk, "notice")).join("\n");
  const reason = clerk.w("suspension-objection");
  expect(why).toContain(reason);
  expect(why).toMatch(clerk.w.pattern("ledger-resumed", "at"));
  await passTime(clerk, "day", "notice");
  await happened(clerk, "notice-closed");
});

test("an upheld objection ends the case with reasons and remedies", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const address = await bringTo(clerk, "notice", resident());
  await object(desk, address);
  await open(clerk, address);
  await act(clerk, "settle-objection", { upheld: ["field-upheld-yes"], finding: "经核实，已在超市就业。" });
  await expect(clerk.page.getByText(clerk.w("closed-refused"))).toBeVisible();
  await showsRemedies(clerk);
  await expect(clerk.page.getByRole("article")).toContainText("经核实，已在超市就业。");
});

test("returns go one level down, and a returned case may be refused", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const address = await bringTo(clerk, "second-review", resident());
  const office = await desk("office", LANG);
  await open(office, address);
  await act(office, "return-to-station", { reasons: "照片看不清" });
  await open(clerk, address);
  await readClock(clerk, "returned");
  await direct(clerk, "forward");
  await open(office, address);
  await review(office, "pass-second-review", "C1.4");
  const bureau = await desk("bureau", LANG);
  await open(bureau, address);
  await act(bureau, "return-to-office", { reasons: "复审意见不全" });
  await open(office, address);
  await readClock(office, "second-review");
  await act(office, "return-to-station", { reasons: "低保已停发" });
  await open(clerk, address);
  await act(clerk, "refuse", { reasons: "低保已停发\n其他类别也不符合" });
  await showsRemedies(clerk);
  await expect(clerk.page.getByRole("article")).toContainText("低保已停发");
});

test("a returned case whose posted facts have changed is posted again", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const address = await bringTo(clerk, "second-review", resident());
  const office = await desk("office", LANG);
  await open(office, address);
  await act(office, "return-to-station", { reasons: "姓名写错" });
  await open(clerk, address);
  const posting = { place: "门口宣传栏", photo: "IMG_0002", "facts-changed": "姓名更正" };
  await act(clerk, "post-notice", posting);
  await readClock(clerk, "notice");
});

test("a failed initial review carries reasons and remedies", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  await bringTo(clerk, "initial-review", resident());
  await act(clerk, "fail-initial-review", { reasons: "不享受低保" });
  await expect(clerk.page.getByText(clerk.w("closed-refused"))).toBeVisible();
  await showsRemedies(clerk);
});

test("an applicant may withdraw, and apply again", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const person = resident();
  await bringTo(clerk, "form", person);
  await act(clerk, "withdraw", { reason: "找到工作了" });
  await expect(clerk.page.getByText(clerk.w("closed-withdrawn"))).toBeVisible();
  const { page, w } = clerk;
  await page.goto("/applications/new");
  await page.getByLabel(w("field-q"), { exact: true }).fill(person.number);
  await page.getByRole("main").getByRole("button", { name: w("search-go") }).click();
  await page.getByRole("link", { name: w("intake-choose") }).click();
  await page.getByRole("checkbox", { name: /4050/ }).check();
  await page.getByRole("button", { name: w("intake-send") }).click();
  await readClock(clerk, "initial-review");
});

test("only the head extends, once, within the bounds", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const address = await bringTo(clerk, "initial-review", resident());
  await cannot(clerk, "extend", clerk.w("reason-head-only"));
  const head = await desk("station-head", LANG);
  await open(head, address);
  await press(head, "extend");
  await head.page.getByLabel(head.w("field-days")).fill("99");
  await head.page.getByLabel(head.w("field-reason")).fill("系统停机检修");
  await head.page.getByRole("main").getByRole("button", { name: head.w("act-extend-button") }).click();
  await expect(head.page.getByRole("alert")).toContainText(head.w("reason-extension-too-long", { most: "10" }));
  await head.page.goto(address);
  await act(head, "extend", { days: "3", reason: "系统停机检修" });
  const why = (await readClock(head, "initial-review")).join("\n");
  expect(why).toContain("系统停机检修");
  await cannot(head, "extend", head.w("reason-extension-used"));
  const letter = await readLetter(head, "extension-notice");
  await expect(letter).toContainText("系统停机检修");
});

test("without an answer in time the application counts as accepted", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  await bringTo(clerk, "received", resident());
  await passTime(clerk, "week", "received");
  await happened(clerk, "application-accepted-deemed");
  await readClock(clerk, "initial-review");
});

test("without corrections in time the application lapses", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  await bringTo(clerk, "received", resident());
  await act(clerk, "request-correction", { faults: "低保证" });
  await passTime(clerk, "week", "correction");
  await happened(clerk, "application-withdrawn-lapsed");
  const letter = await readLetter(clerk, "withdrawal");
  await expect(letter).toContainText(clerk.w("letter-withdrawal-again"));
});

test("another level sees the case and why it cannot act", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const address = await bringTo(clerk, "initial-review", resident());
  const station = clerk.w("reason-wrong-level", { level: clerk.w("level-station") });
  for (const user of ["office", "bureau"]) {
    const other = await desk(user, LANG);
    await open(other, address);
    await expect(other.page.getByText(other.w("acts-none"))).toBeVisible();
    await cannot(other, "pass-initial-review", station);
  }
  const stranger = await desk("clerk-nangang", LANG);
  await stranger.page.goto(address);
  await expect(stranger.page.getByRole("heading", { level: 1 })).toHaveText(stranger.w("fault-not-found-title"));
});

test("who worked on a case at the station does not review it at the office", async ({ desk }) => {
  const admin = await desk("admin", LANG);
  await addUser(admin, "mover", "230102001003");
  const mover = await firstSignIn(desk, "mover");
  const address = await bringTo(mover, "second-review", resident());
  await changeUser(admin, "mover", { agency: "230102001000", role: "reviewer" });
  await open(mover, address);
  await cannot(mover, "pass-second-review", mover.w("reason-worked-at-lower-level"));
  await mover.page.goto(`${address}/acts/pass_second_review`);
  expect(addressOf(mover.page)).toBe(address);
  const office = await desk("office", LANG);
  await open(office, address);
  await review(office, "pass-second-review", "C1.4");
});

test("nobody handles the case of their own household", async ({ desk }) => {
  const admin = await desk("admin", LANG);
  const person = resident();
  await addUser(admin, "relative", "230102001003");
  const relative = await firstSignIn(desk, "relative");
  const { page, w } = relative;
  await page.goto("/account");
  await page.getByLabel(w("account-number")).fill(person.number);
  await page.getByRole("button", { name: w("account-identity-go") }).click();
  await expect(page.getByRole("alert")).toContainText(w("account-identity-done"));
  const clerk = await desk("clerk", LANG);
  await clerk.page.goto("/work");
  const address = await intake(clerk, person);
  await open(relative, address);
  await expect(page.getByText(w("acts-none"))).toBeVisible();
  await cannot(relative, "pass-initial-review", w("reason-own-household"));
});

/** Adds a clerk through the administrator's page. */
async function addUser({ page, w }, name, agency) {
  await page.goto("/users/new");
  await page.getByLabel(w("field-display-name")).fill("新同事");
  await page.getByLabel(w("sign-in-name")).fill(name);
  await page.getByRole("textbox", { name: w("field-agency") }).fill(agency);
  await page.locator("input[name=role][value=clerk]").check();
  await page.getByLabel(w("field-password")).fill("erste-parole-2026");
  await page.getByRole("main").getByRole("button", { name: w("user-add") }).click();
  await expect(page.getByRole("alert")).toContainText(w("user-done"));
}

async function changeUser({ page, w }, name, { agency, role }) {
  await page.goto(`/users/${name}`);
  await page.getByRole("textbox", { name: w("field-agency") }).fill(agency);
  await page.locator(`input[name=role][value=${role}]`).check();
  await page.getByRole("button", { name: w("user-change-go") }).click();
  await expect(page.getByRole("alert")).toContainText(w("user-done"));
}

/** Signs in for the first time: the given password must be changed before anything else. */
async function firstSignIn(desk, name) {
  const fresh = await desk(null, LANG);
  const { page, w } = fresh;
  await page.goto("/sign-in");
  await page.getByLabel(w("sign-in-name")).fill(name);
  await page.getByLabel(w("field-password"), { exact: true }).fill("erste-parole-2026");
  await page.getByRole("button", { name: w("sign-in-go") }).click();
  await expect(page.getByText(w("account-must-change"), { exact: true })).toBeVisible();
  await page.goto("/work");
  await expect(page).toHaveURL(/\/account$/);
  await page.locator("#old").fill("erste-parole-2026");
  await page.locator("#password").fill("ein-eigenes-wort-7");
  await page.locator("#again").fill("ein-eigenes-wort-7");
  await page.getByRole("button", { name: w("account-password-go") }).click();
  await expect(page.getByRole("alert")).toContainText(w("account-password-done"));
  return { ...fresh, user: name };
}
