// Bad input: told beside the field and at the top, what was typed is kept, nothing is half-written.
import { expect, signIn, test } from "./desk.mjs";
import { expectFaults, sendForm } from "./faults.mjs";
import { act, bringTo, fillPerson, open, press, readClock } from "./file.mjs";
import { checkDigit, number, resident } from "./resident.mjs";
import { rules } from "./words.mjs";

const LANG = "zh-Hant";
const LONG = "長".repeat(4_001);

test("sign-in", async ({ desk }) => {
  const visitor = await desk(null, LANG);
  const { page, w } = visitor;
  await page.goto("/sign-in");
  await sendForm(visitor, "sign-in-go");
  await expectFaults(visitor, ["name", "password"]);
  await page.getByLabel(w("sign-in-name")).fill("auditor");
  await page.getByLabel(w("field-password"), { exact: true }).fill("not-this-one");
  await sendForm(visitor, "sign-in-go");
  await expectFaults(visitor, ["password"]);
  await expect(page.locator("#name")).toHaveValue("auditor");
  await expect(page.locator("#password")).toHaveValue("");
  await page.locator("#name").fill(LONG);
  await page.locator("#password").fill("x");
  await sendForm(visitor, "sign-in-go");
  await expectFaults(visitor, ["password"]);
});

test.describe("intake", () => {
  const NUMBERS = {
    "wrong-check-digit": () => number("19800412", 7).replace(/.$/, (last) => (last === "1" ? "2" : "1")),
    "impossible-date": () => number("19800231", 7),
    "born-in-future": () => number("20990101", 7),
    "wrong-length": () => "2301021980",
    "not-digits": () => "23010219800412O023",
  };
  const EMPTY = { name: "", number: "", phone: "", address: "", certificate: "" };

  test("an empty form names every missing field", async ({ desk }) => {
    const clerk = await desk("clerk", LANG);
    await clerk.page.goto("/applications/new/form");
    await sendForm(clerk, "intake-send");
    await expectFaults(clerk, ["claimed", "name", "number", "retirement_class"]);
  });

  for (const [code, make] of Object.entries(NUMBERS)) {
    test(`a number with ${code} is told, and the rest is kept`, async ({ desk }) => {
      const clerk = await desk("clerk", LANG);
      const { page, w } = clerk;
      const person = { ...resident(), number: make() };
      await page.goto("/applications/new/form");
      await fillPerson(clerk, person);
      await page.getByLabel(rules(LANG).category("C1.4")).check();
      await sendForm(clerk, "intake-send");
      await expectFaults(clerk, ["number"]);
      const key = w.has(`fault-number-${code}`) ? `fault-number-${code}` : `fault-${code}`;
      await expect(page.locator("#number-error")).toContainText(w(key));
      for (const field of ["number", "name", "phone", "address", "certificate"]) {
        await expect(page.locator(`#${field}`)).toHaveValue(person[field]);
      }
      await expect(page.getByLabel(rules(LANG).category("C1.4"))).toBeChecked();
      await expect(page.getByLabel(w("class-female-50"))).toBeChecked();
    });
  }

  test("who is under 16 is refused with the article", async ({ desk }) => {
    const clerk = await desk("clerk", LANG);
    await clerk.page.goto("/applications/new/form");
    await fillPerson(clerk, resident(15));
    await clerk.page.getByLabel(rules(LANG).category("C1.4")).check();
    await sendForm(clerk, "intake-send");
    await expectFaults(clerk, ["number"]);
    await expect(clerk.page.locator("#number-error")).toContainText(clerk.w("reason-too-young", { least: "16" }));
  });

  test("every other fault at once", async ({ desk }) => {
    const clerk = await desk("clerk", LANG);
    const { page } = clerk;
    await page.goto("/applications/new/form");
    const person = { ...EMPTY, number: number("19800412", 9), name: "12345", phone: "12345", address: LONG, certificate: LONG };
    await fillPerson(clerk, person);
    await page.getByLabel(clerk.w("class-male")).check();
    await page.locator("#relative_2_number").fill("123");
    await page.getByLabel(rules(LANG).category("C1.1")).check();
    await sendForm(clerk, "intake-send");
    await expectFaults(clerk, [
      "address", "certificate", "name", "phone", "relative_2_name", "relative_2_number", "relative_2_relation",
      "retirement_class",
    ]);
    await expect(page.locator("#address")).toHaveValue(LONG);
  });

  test("markup in a name stays text", async ({ desk }) => {
    const clerk = await desk("clerk", LANG);
    const { page } = clerk;
    const name = `王<b>"&'</b><script>alert(1)</script>`;
    await page.goto("/applications/new/form");
    await fillPerson(clerk, { ...resident(), name, number: "1" });
    await sendForm(clerk, "intake-send");
    await expect(page.locator("#name")).toHaveValue(name);
    await page.locator("#number").fill(resident().number);
    await page.getByLabel(rules(LANG).category("C1.4")).check();
    await sendForm(clerk, "intake-send");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    expect(await page.locator("main b, main script").evaluateAll((all) => all.map((e) => e.outerHTML)), "no markup came in")
      .not.toContainEqual(expect.stringMatching(/alert|&amp;/));
  });

  test("who has an open application gets no second one, however often it is sent", async ({ desk }) => {
    const clerk = await desk("clerk", LANG);
    const { page, w } = clerk;
    const person = resident();
    for (const _ of ["first", "again"]) {
      await page.goto("/applications/new/form");
      await fillPerson(clerk, person);
      await page.getByLabel(rules(LANG).category("C1.4")).check();
      await page.getByRole("button", { name: w("intake-send") }).dblclick();
      await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
    }
    await expectFaults(clerk, ["number"]);
    await expect(page.locator("#number-error")).toContainText(w("reason-open-application"));
    await page.goto("/people");
    await page.getByLabel(w("field-q"), { exact: true }).fill(person.number);
    await page.getByRole("main").getByRole("button", { name: w("search-go") }).click();
    await page.getByRole("link", { name: person.name }).click();
    await expect(page.getByRole("region", { name: w("nav-cases") }).getByRole("row")).toHaveCount(2);
  });
});

test("search and showing a file", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const { page, w } = clerk;
  for (const address of ["/people", "/applications/new"]) {
    await page.goto(address);
    await sendForm(clerk, "search-go");
    await expectFaults(clerk, ["q"]);
  }
  await page.goto("/people");
  await page.getByLabel(w("field-q"), { exact: true }).fill("230102198004121111");
  await sendForm(clerk, "search-go");
  await expectFaults(clerk, ["q"]);
  await expect(page.locator("#q")).toHaveValue("230102198004121111");
  const address = await bringTo(clerk, "received", resident());
  await page.goto(`${address}/reveal`);
  await sendForm(clerk, "reveal-send");
  await expectFaults(clerk, ["reason"]);
});

test("an objection", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const address = await bringTo(clerk, "notice", resident());
  const visitor = await desk(null, LANG);
  await visitor.page.goto(`/notices/${address.split("/").pop()}/object`);
  await visitor.page.getByLabel(visitor.w("field-contact")).fill("13900002222");
  await sendForm(visitor, "object-send");
  await expectFaults(visitor, ["text"]);
  await expect(visitor.page.locator("#contact")).toHaveValue("13900002222");
  await visitor.page.locator("#text").fill(LONG);
  await visitor.page.locator("#name").fill(LONG);
  await sendForm(visitor, "object-send");
  await expectFaults(visitor, ["name", "text"]);
  await expect(visitor.page.locator("#text")).toHaveValue(LONG);
});

test.describe("administration", () => {
  test("adding a member of staff", async ({ desk }) => {
    const admin = await desk("admin", LANG);
    const { page } = admin;
    await page.goto("/users/new");
    await sendForm(admin, "user-add");
    await expectFaults(admin, ["agency", "display_name", "name", "password", "role"]);
    await page.locator("#display_name").fill("新同事");
    await page.locator("#name").fill("不行");
    await page.locator("#agency").fill("230199999999");
    await page.locator("#password").fill("short");
    await page.locator("input[name=role][value=head]").check();
    await sendForm(admin, "user-add");
    await expectFaults(admin, ["agency", "name", "password"]);
    await expect(page.locator("#agency-error")).toContainText(admin.w("fault-unknown-agency"));
    await expect(page.locator("#display_name")).toHaveValue("新同事");
    await expect(page.locator("input[name=role][value=head]")).toBeChecked();
    await page.locator("#name").fill("clerk");
    await page.locator("#agency").fill("230102001003");
    await page.locator("#password").fill("long-enough-2026");
    await sendForm(admin, "user-add");
    await expectFaults(admin, ["name"]);
    await page.locator("#display_name").fill(LONG);
    await page.locator("#name").fill("clerk-new");
    await page.locator("#password").fill("long-enough-2026");
    await sendForm(admin, "user-add");
    await expectFaults(admin, ["display_name"]);
  });

  test("changing a member of staff", async ({ desk }) => {
    const admin = await desk("admin", LANG);
    const { page } = admin;
    await page.goto("/users/clerk3");
    await page.locator("#display_name").fill("");
    await page.locator("#agency").fill("1");
    await sendForm(admin, "user-change-go");
    await expectFaults(admin, ["agency", "display_name"]);
    await expect(page.locator("#agency")).toHaveValue("1");
    await page.goto("/users/admin");
    await page.locator("input[name=role][value=clerk]").check();
    await sendForm(admin, "user-change-go");
    await expectFaults(admin, ["role"]);
  });

  test("two tabs on one member of staff: the later one keeps what was typed", async ({ desk }) => {
    const admin = await desk("admin", LANG);
    const second = { ...admin, page: await admin.context.newPage() };
    for (const tab of [admin, second]) await tab.page.goto("/users/clerk2");
    await admin.page.locator("#display_name").fill("高暢一");
    await sendForm(admin, "user-change-go");
    await second.page.locator("#display_name").fill("高暢二");
    await sendForm(second, "user-change-go");
    await expect(second.page.getByRole("alert")).toContainText(admin.w("fault-changed-meanwhile"));
    await expect(second.page.locator("#display_name")).toHaveValue("高暢二");
    await sendForm(second, "user-change-go");
    await expect(second.page.getByRole("alert")).toContainText(admin.w("user-done"));
  });

  test("changing an agency", async ({ desk }) => {
    const admin = await desk("admin", LANG);
    const { page } = admin;
    await page.goto("/agencies/230102001003");
    await page.locator("#close_of_business").fill("25:61");
    await page.locator("#address").fill(LONG);
    await sendForm(admin, "agency-change-go");
    await expectFaults(admin, ["address", "close_of_business"]);
    await expect(page.locator("#close_of_business")).toHaveValue("25:61");
  });

  test("my account", async ({ desk }) => {
    const clerk = await desk("clerk3", LANG);
    const { page } = clerk;
    await page.goto("/account");
    await sendForm(clerk, "account-password-go");
    await expectFaults(clerk, ["old", "password"]);
    await page.locator("#old").fill("wrong-password");
    await page.locator("#password").fill("a-new-one-2026");
    await page.locator("#again").fill("another-one");
    await sendForm(clerk, "account-password-go");
    await expectFaults(clerk, ["again"]);
    await page.locator("#old").fill("wrong-password");
    await page.locator("#password").fill("a-new-one-2026");
    await page.locator("#again").fill("a-new-one-2026");
    await sendForm(clerk, "account-password-go");
    await expectFaults(clerk, ["old"]);
    await page.locator("#number").fill("23010219800412000");
    await sendForm(clerk, "account-identity-go");
    await expectFaults(clerk, ["number"]);
    await expect(page.locator("#number")).toHaveValue("23010219800412000");
  });

  test("the training clock does not go back", async ({ desk }) => {
    const clerk = await desk("clerk", LANG);
    const { page, w } = clerk;
    for (const when of ["", "2001-01-01T09:00"]) {
      await page.goto("/work");
      await page.getByText(w("training-exact"), { exact: true }).first().click();
      await page.locator("#training-now").fill(when);
      await page.getByRole("button", { name: w("training-go") }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(w("training-not-moved"));
      await page.getByRole("link", { name: w("training-back") }).click();
      await expect(page).toHaveURL(/\/work$/);
    }
  });
});

test("a number in another spelling is the same number", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const { page } = clerk;
  const seventeen = "23010419790103001";
  const spelled = `${seventeen.slice(0, 6)} ${seventeen.slice(6, 14)} ${seventeen.slice(14)}${checkDigit(seventeen).toLowerCase()}`;
  await page.goto("/applications/new/form");
  await fillPerson(clerk, { ...resident(), number: spelled });
  await page.getByLabel(clerk.w("class-male")).check();
  await page.getByLabel(rules(LANG).category("C1.4")).check();
  await sendForm(clerk, "intake-send");
  await readClock(clerk, "initial-review");
  await expect(page.getByRole("main")).toContainText(`230104********001${checkDigit(seventeen)}`);
});

test("two tabs on one case: the later one keeps what was typed and may send again", async ({ desk }) => {
  const clerk = await desk("clerk", LANG);
  const address = await bringTo(clerk, "initial-review", resident());
  const second = { ...clerk, page: await clerk.context.newPage() };
  for (const tab of [clerk, second]) {
    await open(tab, address);
    await press(tab, "request-correction");
    await tab.page.locator("#faults").fill("離婚證");
  }
  const head = await desk("station-head", LANG);
  await open(head, address);
  await act(head, "extend", { days: "2", reason: "等候核查" });
  await sendForm(second, "act-request-correction-button");
  await expect(second.page.getByRole("alert")).toContainText(second.w("act-stale"));
  await expect(second.page.locator("#faults")).toHaveValue("離婚證");
  await sendForm(second, "act-request-correction-button");
  await readClock(second, "correction");
  await sendForm(clerk, "act-request-correction-button");
  await expect(clerk.page.getByRole("alert")).toContainText(clerk.w("act-stale"));
  await expect(clerk.page.locator("#faults")).toHaveValue("離婚證");
});

test("a form of an old sign-in asks for a new one and opens the page that was wanted", async ({ desk }) => {
  const clerk = await desk(null, LANG);
  await signIn({ ...clerk, user: "clerk-b" });
  const { page, w } = clerk;
  await page.goto("/applications/new/form");
  await clerk.context.clearCookies({ name: "leye_session" });
  await sendForm(clerk, "intake-send");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(w("sign-in-title"));
});
