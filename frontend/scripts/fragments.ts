// A form takes the fragment of its page along, and what it names would take the focus from what the answer has to say.
export function sendWithoutFragment(): void {
  document.addEventListener("submit", () => {
    if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
  });
}
