// On a narrow screen a search that is not in use folds itself away; without this file it stands open.
export function foldOnPhones(scope: Element): void {
  if (!window.matchMedia("(max-width: 40em)").matches) return;
  for (const fold of scope.querySelectorAll<HTMLDetailsElement>("details[data-fold]")) {
    fold.open = fold.dataset.wanted !== undefined;
  }
}

// Where a line of tabs is wider than the screen, the one that is open stands in sight.
export function drawOpenTabsIntoSight(scope: Element): void {
  for (const tab of scope.querySelectorAll(".dc-tabs [aria-current]")) {
    const line = tab.closest("ul");
    if (line) line.scrollLeft += tab.getBoundingClientRect().left - line.getBoundingClientRect().left - 16;
  }
}
