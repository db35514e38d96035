import htmx from "htmx.org";

type Answered = CustomEvent<{ boosted: boolean; pathInfo: { requestPath: string } }>;

// A list turns its page or tab in place: the focus stays where it was, and what went wrong is shown as a page of its own.
export function turnInPlace(): void {
  let turned = "";
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const { elt } = (event as CustomEvent<{ elt: Element }>).detail;
    turned = elt.closest(".dc-tabs") ? ".dc-tabs [aria-current]" : elt.closest(".dc-pages") ? "[data-rows] a, h1" : "";
  });
  htmx.onLoad((content) => {
    if (turned && content instanceof HTMLElement && content.id === "main-content") {
      (content.querySelector<HTMLElement>(turned) ?? (content as HTMLElement)).focus({ preventScroll: true });
      if (turned.startsWith("[data-rows]")) content.scrollIntoView({ block: "start" });
    }
  });
  for (const failure of ["htmx:responseError", "htmx:sendError"]) {
    document.body.addEventListener(failure, (event) => {
      const { boosted, pathInfo } = (event as Answered).detail;
      if (boosted) window.location.assign(pathInfo.requestPath);
    });
  }
}
