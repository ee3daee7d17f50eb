// What the pages of papers gain where scripts run: signing on the screen, and a word while
// photos are on their way.
import { signable } from "./pad.js";

/** What is drawn goes with the form as a picture. */
function signOnScreen(form) {
  const sent = form.querySelector("[name=signature]");
  signable(form, (picture) => (sent.value = picture));
}

/** The button says that photos are on their way: on a telephone that takes a while. */
function tellOfSending(form) {
  form.addEventListener("submit", () => form.querySelector("button[type=submit]").setAttribute("aria-busy", "true"));
}

document.querySelectorAll("[data-sign]").forEach(signOnScreen);
document.querySelectorAll("[data-upload]").forEach(tellOfSending);
