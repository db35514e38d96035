// A tick for all rows of a list; without this file it stays hidden and each row is ticked by itself.
export function tickWholeLists(scope: Element): void {
  for (const label of scope.querySelectorAll<HTMLElement>("[data-whole-list]")) {
    label.hidden = false;
    const whole = label.querySelector<HTMLInputElement>("input");
    const form = label.closest("form");
    if (!whole || !form) continue;
    const boxes = [...document.querySelectorAll<HTMLInputElement>(`input[name=code][form=${form.id}]`)];
    whole.addEventListener("change", () => {
      for (const box of boxes) box.checked = whole.checked;
    });
    for (const box of boxes) {
      box.addEventListener("change", () => {
        whole.checked = boxes.every((each) => each.checked);
      });
    }
  }
}

// A tick for a whole row of a matrix; without this file its column stays hidden and each box is ticked by itself.
export function tickWholeRows(scope: Element): void {
  for (const cell of scope.querySelectorAll<HTMLElement>("[data-whole-row]")) {
    cell.hidden = false;
    const whole = cell.querySelector<HTMLInputElement>("input");
    const row = cell.closest("tr");
    if (!whole || !row) continue;
    const boxes = [...row.querySelectorAll<HTMLInputElement>("input[name=box]:not(:disabled)")];
    const show = (): void => {
      const ticked = boxes.filter((box) => box.checked).length;
      whole.checked = ticked === boxes.length;
      whole.indeterminate = ticked > 0 && ticked < boxes.length;
    };
    whole.addEventListener("change", () => {
      for (const box of boxes) box.checked = whole.checked;
    });
    row.addEventListener("change", show);
    show();
  }
}
