// Keys at the officer's desk: what a page offers is looked for when a key is pressed, and "?" lists just that.
// They can be turned off, since speech input types letters too (WCAG 2.1.4); a browser remembers that for its user.
const OFF = "keys-off";
const PLACES: Record<string, string> = {
  h: ".dc-header__nav > li > a",
  u: ".govuk-back-link, .govuk-breadcrumbs__list-item:nth-last-child(2) a",
  "/": "main [role=search]",
  n: "main a[rel=next]",
  p: "main a[rel=prev]",
  a: "#act",
  d: "#documents",
  r: "#register",
  c: "#declared",
  s: "#papers",
};
const TABS = "main .dc-tabs";
const ROWS = "main [data-rows] tbody tr";

export function useKeys(): void {
  const dialog = document.querySelector<HTMLDialogElement>("#keys");
  if (!dialog) return;
  const on = dialog.querySelector<HTMLInputElement>("input[name=keys]");
  if (on) {
    on.checked = localStorage.getItem(OFF) === null;
    on.addEventListener("change", () => {
      if (on.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    });
  }
  for (const opener of document.querySelectorAll<HTMLElement>("[data-keys]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => show(dialog));
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || isTyping(event.target)) return;
    if (localStorage.getItem(OFF) !== null) return;
    if (event.key === "?") show(dialog);
    else if (!(moveTo(event.key) || press(event.key))) return;
    event.preventDefault();
  });
}

function show(dialog: HTMLDialogElement): void {
  const rows = [...document.querySelectorAll(ROWS)].some((row) => row.querySelector("a"));
  for (const line of dialog.querySelectorAll<HTMLElement>("[data-for=rows]")) line.hidden = !rows;
  const found = dialog.querySelector("[data-found]");
  found?.replaceChildren(...[...offered()].map(([key, place]) => line(key, nameOf(place))));
  dialog.showModal();
}

function offered(): Map<string, Element> {
  const found = new Map<string, Element>();
  for (const [key, selector] of Object.entries(PLACES)) {
    const place = document.querySelector(selector);
    if (place) found.set(key, place);
  }
  // Of several rows of tabs the last is the one just over what is looked at.
  const tabs = [...document.querySelectorAll(TABS)].at(-1)?.querySelectorAll("a") ?? [];
  for (const [at, tab] of [...tabs].slice(0, 10).entries()) found.set(String((at + 1) % 10), tab);
  return found;
}

function line(key: string, name: string): Element {
  const [item, shown] = [document.createElement("li"), document.createElement("kbd")];
  shown.textContent = key;
  item.append(shown, ` ${name}`);
  return item;
}

function nameOf(place: Element): string {
  const words = place instanceof HTMLAnchorElement ? place.firstChild : place.querySelector("h2");
  return place.getAttribute("aria-label") ?? words?.textContent?.trim() ?? "";
}

function press(key: string): boolean {
  const place = offered().get(key);
  if (place instanceof HTMLAnchorElement) place.click();
  else if (place instanceof HTMLElement) enter(place);
  return place !== undefined;
}

// Goes to the first field of a form or block, opening what is folded over it.
function enter(place: HTMLElement): void {
  const fold = place.closest("details");
  if (fold) fold.open = true;
  const field = place.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea, button, a[href]");
  place.scrollIntoView({ block: "nearest" });
  field?.focus();
}

// j and k go down and up a list's rows, Enter opens the row's first link.
function moveTo(key: string): boolean {
  const step = { j: 1, k: -1 }[key];
  const rows = [...document.querySelectorAll(ROWS)];
  const links = rows.map((row) => row.querySelector("a")).filter((link) => link !== null);
  if (step === undefined || links.length === 0) return false;
  const here = links.findIndex((link) => link.closest("tr") === document.activeElement?.closest("tr"));
  links[here === -1 ? 0 : Math.min(Math.max(here + step, 0), links.length - 1)]?.focus();
  return true;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, select, textarea, [contenteditable]");
}
