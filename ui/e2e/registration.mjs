// What staff do with the registration of somebody who has a file.
import { expect } from "./desk.mjs";
import { sendForm } from "./faults.mjs";

/** Opens the registration of the person with this number; gives its address. */
export async function openRegistration(desk, number) {
  const { page, w } = desk;
  await page.goto("/people");
  await page.locator("#q").fill(number);
  await sendForm(desk, "search-go");
  await page.locator("tr[data-row] a[data-open]").first().click();
  await page.getByRole("link", { name: w("registration-title"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(w("registration-title"));
  return new URL(page.url()).pathname;
}

/** Opens the form of an act by its link. */
export async function toAct(desk, act) {
  const { page, w } = desk;
  await page.getByRole("link", { name: w(`registration-act-${act}`), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(w(`registration-act-${act}`));
}

/** Sends the form, and expects that it is done. */
export async function doAct(desk, act) {
  await sendForm(desk, `registration-act-${act}-button`);
  await expect(desk.page).toHaveURL(/\/registration\?done=/);
}

/** Registers by commitment, out of work since the end of a contract. */
export async function register(desk) {
  await toAct(desk, "register");
  await desk.page.locator("[name=jobless-reason][value=contract_ended]").check();
  await doAct(desk, "register");
}

/** The person is registered, and a certificate is applied for; gives the address. */
export async function registered(desk, number) {
  const address = await openRegistration(desk, number);
  const offers = (act) => desk.page.getByRole("link", { name: desk.w(`registration-act-${act}`), exact: true }).count();
  if (await offers("register")) await register(desk);
  if (await offers("apply-new")) {
    await toAct(desk, "apply-new");
    await doAct(desk, "apply-new");
  }
  await desk.page.goto(address);
  return address;
}
