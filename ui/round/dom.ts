// Finding and filling parts of the page. Every word stands in its template.

export function part<T extends HTMLElement = HTMLElement>(name: string, within: ParentNode = document): T {
  const found = within.querySelector<T>(`[data-part="${name}"]`);
  if (!found) throw new Error(`the page has no part ${name}`);
  return found;
}

/** A copy of a template. */
export function copy(name: string): HTMLElement {
  const template = part<HTMLTemplateElement & HTMLElement>(name);
  return (template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
}

/** Puts texts where the parts of that name are; a row without its text is hidden. */
export function fill(within: HTMLElement, texts: Record<string, string>): void {
  for (const [name, text] of Object.entries(texts)) {
    for (const place of within.querySelectorAll<HTMLElement>(`[data-text="${name}"]`)) {
      place.textContent = text;
      (place.closest<HTMLElement>("[data-row]") ?? place).hidden = !text;
    }
  }
}

/** Shows one state of the page and hides the others. */
export function show(state: string): void {
  for (const section of document.querySelectorAll<HTMLElement>("[data-state]")) {
    section.hidden = section.dataset.state !== state;
  }
  const heading = document.querySelector<HTMLElement>(`[data-state="${state}"] h1`);
  heading?.focus();
  window.scrollTo(0, 0);
}

/** Tells something at the top of the page, and to who hears it. */
export function tell(name: string | null, text = ""): void {
  const place = part("told");
  place.replaceChildren();
  if (!name) return;
  const told = copy(`told-${name}`);
  fill(told, { told: text });
  place.append(told);
}
