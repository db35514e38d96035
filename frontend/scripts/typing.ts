import htmx from "htmx.org";

type Exchange = CustomEvent<{ xhr: XMLHttpRequest; elt: Element; target: Element }>;
type Typed = Map<string, FormDataEntryValue[]>;

// Fields are drawn again as they stood when that was asked for: what was typed or chosen meanwhile is put back.
export function keepWhatIsTypedMeanwhile(): void {
  const asked = new WeakMap<XMLHttpRequest, FormData>();
  const meanwhile = new WeakMap<XMLHttpRequest, { form: HTMLFormElement; typed: Typed }>();
  const asksAgain = new WeakMap<XMLHttpRequest, Element[]>();
  document.body.addEventListener("htmx:beforeSend", (event) => {
    const { xhr, elt } = (event as Exchange).detail;
    const form = elt.closest("form");
    if (form) asked.set(xhr, new FormData(form));
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target } = (event as Exchange).detail;
    const [before, form] = [asked.get(xhr), target.closest("form")];
    if (before && form) meanwhile.set(xhr, { form, typed: changes(before, new FormData(form)) });
  });
  // At once, before anybody can type again.
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const { xhr } = (event as Exchange).detail;
    const found = meanwhile.get(xhr);
    if (found) asksAgain.set(xhr, putBack(found.form, found.typed));
  });
  // Fields that were just drawn listen only now.
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const { xhr } = (event as Exchange).detail;
    const fields = asksAgain.get(xhr) ?? [];
    asksAgain.delete(xhr);
    for (const field of fields) htmx.trigger(field, "change");
  });
}

function changes(before: FormData, now: FormData): Typed {
  const names = new Set([...before.keys(), ...now.keys()].filter((name) => !name.startsWith("_")));
  const differs = (name: string) => JSON.stringify(before.getAll(name)) !== JSON.stringify(now.getAll(name));
  return new Map([...names].filter(differs).map((name) => [name, now.getAll(name)]));
}

// Returns the choices put back that ask for other fields: they ask again, with all that stands there now.
function putBack(form: HTMLFormElement, typed: Typed): Element[] {
  const asking: Element[] = [];
  for (const [name, values] of typed) {
    const fields = [...form.elements].filter((field) => field.getAttribute("name") === name);
    for (const [at, field] of fields.entries()) {
      if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) {
        field.checked = values.includes(field.value);
      } else if (field instanceof HTMLInputElement ? field.type !== "file" : isWritten(field)) {
        (field as HTMLInputElement).value = String(values[at] ?? "");
      }
    }
    const asks = fields.find((field) => field.hasAttribute("hx-post") && (!("checked" in field) || field.checked));
    if (asks) asking.push(asks);
  }
  return asking;
}

function isWritten(field: Element): boolean {
  return field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement;
}
