// A picture is turned and enlarged in place; without this file the links load the page with it turned.
const TURNS = [0, 90, 180, 270];
const LARGEST = 3;

export function turnPictures(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-turn], [data-zoom]") : null;
    const picture = document.querySelector(".dc-viewer--picture img");
    if (!link || !picture) return;
    event.preventDefault();
    if (link.dataset.zoom === undefined) turn(picture);
    else zoom(picture, Number(link.dataset.zoom));
  });
}

function turn(picture: Element): void {
  const now = TURNS.findIndex((angle) => picture.classList.contains(`dc-turn-${angle}`));
  picture.classList.replace(`dc-turn-${TURNS[now]}`, `dc-turn-${TURNS[(now + 1) % TURNS.length]}`);
}

function zoom(picture: Element, by: number): void {
  const now = [1, 2, 3].find((step) => picture.classList.contains(`dc-zoom-${step}`)) ?? 1;
  picture.classList.replace(`dc-zoom-${now}`, `dc-zoom-${Math.min(Math.max(now + by, 1), LARGEST)}`);
}
