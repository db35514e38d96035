import htmx from "htmx.org";

type Answered = CustomEvent<{ boosted: boolean; pathInfo: { requestPath: string } }>;

const TABS = "#main-content .dc-tabs";

// A list turns its page or tab in place: the focus stays where it was, and what went wrong is shown as a page of its own.
export function turnInPlace(): void {
  let find: ((content: HTMLElement) => HTMLElement | null) | undefined;
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const { elt } = (event as CustomEvent<{ elt: Element }>).detail;
    const row = [...document.querySelectorAll(TABS)].findIndex((tabs) => tabs.contains(elt));
    if (row >= 0) find = (content) => content.querySelectorAll(".dc-tabs")[row]?.querySelector<HTMLElement>("[aria-current]") ?? null;
    else find = elt.closest(".dc-pages") ? (content) => content.querySelector<HTMLElement>("[data-rows] a, h1") : undefined;
  });
  htmx.onLoad((content) => {
    if (!find || !(content instanceof HTMLElement) || content.id !== "main-content") return;
    (find(content) ?? content).focus({ preventScroll: true });
    if (!document.activeElement?.closest(TABS)) content.scrollIntoView({ block: "start" });
  });
  for (const failure of ["htmx:responseError", "htmx:sendError"]) {
    document.body.addEventListener(failure, (event) => {
      const { boosted, pathInfo } = (event as Answered).detail;
      if (boosted) window.location.assign(pathInfo.requestPath);
    });
  }
}
