// What the pages gain where scripts run. Every page works without this file.

const root = document.documentElement;
const $$ = (selector) => [...document.querySelectorAll(selector)];

/** Puts the reader on what went wrong, or on what has just been done. */
function focusOnNews() {
  const news = document.querySelector("[data-error-summary]") ?? document.querySelector("[data-focus]");
  if (!news) return;
  news.focus();
  news.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    (field.closest(".govuk-form-group") ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

/** A second press within two seconds sends nothing; the server guards the rest. */
function guardDoubleSubmit() {
  let last = { form: null, at: 0 };
  document.addEventListener("submit", (event) => {
    if (event.target.method === "dialog") return;
    const now = Date.now();
    if (last.form === event.target && now - last.at < 2000) event.preventDefault();
    else last = { form: event.target, at: now };
  });
}

/** A tick box that sets a class on the root and is remembered on this machine. */
function rememberSwitch(id, name) {
  const box = document.getElementById(id);
  if (!box) return;
  const set = (on) => {
    root.classList.toggle(name, on);
    try {
      localStorage.setItem(`leye-${name}`, on ? "1" : "0");
    } catch {
      // Storage may be forbidden; the switch then lasts for this page.
    }
  };
  box.checked = root.classList.contains(name);
  box.addEventListener("change", () => set(box.checked));
}

/** Moves the light among the rows of a list. The row in the light holds the focus. */
function moveRow(step) {
  const rows = $$("[data-row]");
  if (rows.length === 0) return;
  const now = rows.findIndex((row) => row.classList.contains("is-current"));
  const next = Math.min(Math.max(now + step, 0), rows.length - 1);
  rows.forEach((row, at) => row.classList.toggle("is-current", at === next));
  const link = rows[next].querySelector("[data-open]") ?? rows[next].querySelector("a");
  link?.focus({ preventScroll: true });
  rows[next].scrollIntoView({ block: "nearest" });
}

function openRow(event) {
  const link = document.querySelector("[data-row].is-current [data-open]");
  // A link or button in the focus answers Enter by itself.
  if (!link || document.activeElement?.closest("a, button, summary")) return;
  event.preventDefault();
  link.click();
}

function showKeys() {
  const dialog = document.getElementById("keys");
  if (dialog && !dialog.open) dialog.showModal();
}

/** Whether the key belongs to somebody who is typing. */
function typing(target) {
  return target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") || document.querySelector("dialog[open]");
}

function bindKeys() {
  const find = document.querySelector("[data-find]");
  const keys = {
    "/": (event) => {
      if (!find) return;
      event.preventDefault();
      find.focus();
      find.select();
    },
    j: () => moveRow(1),
    k: () => moveRow(-1),
    Enter: openRow,
    c: (event) => {
      const link = document.querySelector("[data-contact]");
      if (!link) return;
      event.preventDefault();
      link.click();
    },
    "?": showKeys,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (Object.hasOwn(keys, event.key)) keys[event.key](event);
  });
  find?.addEventListener("keydown", (event) => event.key === "Escape" && find.blur());
  // Whoever comes to a row by Tab or mouse moves the light too.
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("[data-row]");
    if (row) $$("[data-row].is-current").concat(row).forEach((r) => r.classList.toggle("is-current", r === row));
  });
}

/** Ctrl+Enter sends the form from within its long fields; a form may say where one begins to type. */
function bindForms() {
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("textarea, input, select")?.form;
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || form?.method !== "post") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[type=submit].govuk-button:not(.govuk-button--secondary)"));
  });
  document.getElementById(document.querySelector("[data-begin]")?.dataset.begin)?.focus();
}

function bindButtons() {
  $$("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
  $$("[data-keys]").forEach((button) => button.addEventListener("click", showKeys));
}

/** On a narrow screen the navigation is a bar that scrolls: brings the present page into it. */
function showWhereIAm() {
  const here = document.querySelector(".leye-nav [aria-current]");
  const bar = here?.closest(".leye-nav");
  if (bar && bar.scrollWidth > bar.clientWidth) bar.scrollLeft = here.offsetLeft - bar.clientWidth / 3;
}

showWhereIAm();
focusOnNews();
guardDoubleSubmit();
rememberSwitch("dense", "dense");
rememberSwitch("elder", "elder");
bindKeys();
bindForms();
bindButtons();
