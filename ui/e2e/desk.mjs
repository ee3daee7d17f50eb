// A desk: a browser window in one language, with somebody signed in or nobody.
import { test as base, expect } from "@playwright/test";
import { demo, serve } from "./service.mjs";
import { LANGUAGES, words } from "./words.mjs";

export { expect };

/** Sign-ins of this worker, by name: the service limits how often one may sign in. */
const signedIn = new Map();

export const test = base.extend({
  /** The service of this worker. */
  service: [
    async ({}, use, info) => {
      signedIn.clear();
      const service = await serve(`serve-${info.workerIndex}`);
      await use(service);
      await service.stop();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ service }, use) => use(service.url),

  /**
   * Opens a desk: `await desk("clerk", "en")`; `desk(null, "en")` for the public.
   * Further settings are those of a browser context. Whatever a page reports to the
   * console fails the test.
   */
  desk: async ({ browser, service }, use) => {
    const open = [];
    const complaints = [];
    await use(async (user, lang, settings = {}) => {
      const context = await browser.newContext({
        baseURL: service.url,
        locale: LANGUAGES[lang],
        timezoneId: "Asia/Shanghai",
        viewport: { width: 1366, height: 768 },
        ...settings,
      });
      open.push(context);
      context.on("console", (message) => complain(complaints, message));
      context.on("weberror", (error) => complaints.push(String(error.error())));
      const page = await context.newPage();
      const desk = { page, context, user, w: words(lang), url: service.url };
      if (user) await enter(desk);
      return desk;
    });
    await Promise.all(open.map((context) => context.close()));
    expect(complaints, "what the pages reported to the console").toEqual([]);
  },
});

/** Answers of 4xx, and a network that a test takes away, are what it asks for; the browser reports them too. */
function complain(complaints, message) {
  const expected = /the server responded with a status of 4\d\d|net::ERR_(INTERNET_DISCONNECTED|FAILED)/.test(message.text());
  if (["error", "warning"].includes(message.type()) && !expected) complaints.push(message.text());
}

async function enter(desk) {
  const known = signedIn.get(desk.user);
  if (known) return desk.context.addCookies(known);
  await signIn(desk);
  const cookies = await desk.context.cookies();
  signedIn.set(desk.user, cookies.filter((cookie) => cookie.name === "leye_session"));
}

/** Somebody else at a desk beside this one, in the same language, while something is done. */
export async function beside(desk, user, deed) {
  const context = await desk.context.browser().newContext({
    baseURL: desk.url,
    locale: LANGUAGES[desk.w.lang],
    timezoneId: "Asia/Shanghai",
  });
  const other = { ...desk, context, page: await context.newPage(), user };
  if (user) await enter(other);
  await deed(other);
  await context.close();
}

/** Signs in through the page. */
export async function signIn({ page, user, w }, password = demo().password) {
  await page.goto("/sign-in");
  await page.getByLabel(w("sign-in-name")).fill(user);
  await page.getByLabel(w("field-password"), { exact: true }).fill(password);
  await page.getByRole("button", { name: w("sign-in-go") }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}
