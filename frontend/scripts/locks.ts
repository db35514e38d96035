// A screen that was left is covered once its session is locked, a minute after a warning; without this file the next request says so.
const MINUTE = 60_000;
const TELLS_AGAIN = 4 * MINUTE; // whoever types is told of to the server as often as this

export function coverLockedScreen(): void {
  const warning = document.querySelector<HTMLElement>("[data-locks-after]");
  const cover = document.querySelector<HTMLElement>("[data-locked]");
  if (!warning || !cover) return;
  const after = Number(warning.dataset.locksAfter) * 1000;
  const others = new BroadcastChannel("dancu-awake");
  let [told, written] = [Date.now(), null as HTMLFormElement | null];
  let timers: number[] = [];

  const wait = (): void => {
    timers.forEach(clearTimeout);
    told = Date.now();
    warning.hidden = true;
    timers = [window.setTimeout(() => (warning.hidden = false), after - MINUTE), window.setTimeout(lock, after)];
  };
  const lock = (): void => {
    warning.hidden = true;
    cover.hidden = false;
    const main = document.querySelector("main");
    for (const part of [main?.parentElement, document.querySelector<HTMLElement>("header nav")]) if (part) part.hidden = true;
    document.title = cover.querySelector("h1")?.textContent ?? "";
    cover.querySelector("button")?.focus();
  };
  const tell = async (): Promise<void> => {
    told = Date.now();
    const answer = await fetch(warning.dataset.awake ?? "", { method: "HEAD" });
    if (answer.redirected) return lock();
    wait();
    others.postMessage("");
  };
  const active = (event: Event): void => {
    if (event.target instanceof Element) written = event.target.closest<HTMLFormElement>("main form[method=post]") ?? written;
    if (cover.hidden && Date.now() - told > TELLS_AGAIN) void tell();
  };

  others.addEventListener("message", () => cover.hidden && wait());
  others.postMessage("");
  document.addEventListener("input", active);
  document.body.addEventListener("htmx:afterRequest", wait);
  warning.querySelector("button")?.addEventListener("click", () => void tell());
  // What was typed is sent: the server keeps it over the lock, as it does without this file.
  cover.querySelector("button")?.addEventListener("click", () => (written ? written.submit() : location.assign(location.href)));
  wait();
}
