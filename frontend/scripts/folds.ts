// On a narrow screen a search that is not in use folds itself away; without this file it stands open.
export function foldOnPhones(scope: Element): void {
  if (!window.matchMedia("(max-width: 40em)").matches) return;
  for (const fold of scope.querySelectorAll<HTMLDetailsElement>("details[data-fold]")) {
    fold.open = fold.dataset.wanted !== undefined;
  }
}
