// In a list marked data-rows, j and k go down and up, Enter opens the row's first link.
export function moveThroughRows(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const step = { j: 1, k: -1 }[event.key];
    if (step === undefined) return;
    const links = rowLinks();
    if (links.length === 0) return;
    const here = links.findIndex((link) => link.closest("tr") === document.activeElement?.closest("tr"));
    const next = here === -1 ? 0 : Math.min(Math.max(here + step, 0), links.length - 1);
    links[next]?.focus();
    event.preventDefault();
  });
}

function rowLinks(): HTMLAnchorElement[] {
  const rows = document.querySelectorAll("[data-rows] tbody tr");
  return [...rows].map((row) => row.querySelector("a")).filter((link) => link !== null);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, select, textarea, [contenteditable]");
}
