import htmx from "htmx.org";

type Exchange = CustomEvent<{ xhr: XMLHttpRequest; elt: Element; target: Element }>;
type Typed = Map<string, FormDataEntryValue[]>;

// Fields are drawn again as they stood when that was asked for: what was typed or chosen meanwhile is put back.
export function keepWhatIsTypedMeanwhile(): void {
  const asked = new WeakMap<XMLHttpRequest, FormData>();
  const meanwhile = new WeakMap<XMLHttpRequest, { form: HTMLFormElement; typed: Typed }>();
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
  // Not before the fields that were drawn listen: a choice put back may ask again.
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const { xhr } = (event as Exchange).detail;
    const found = meanwhile.get(xhr);
    meanwhile.delete(xhr);
    if (found) putBack(found.form, found.typed);
  });
}

function changes(before: FormData, now: FormData): Typed {
  const names = new Set([...before.keys(), ...now.keys()].filter((name) => !name.startsWith("_")));
  const differs = (name: string) => JSON.stringify(before.getAll(name)) !== JSON.stringify(now.getAll(name));
  return new Map([...names].filter(differs).map((name) => [name, now.getAll(name)]));
}

function putBack(form: HTMLFormElement, typed: Typed): void {
  for (const [name, values] of typed) {
    const fields = [...form.elements].filter((field) => field.getAttribute("name") === name);
    for (const [at, field] of fields.entries()) {
      if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) {
        field.checked = values.includes(field.value);
      } else if (field instanceof HTMLInputElement ? field.type !== "file" : isWritten(field)) {
        (field as HTMLInputElement).value = String(values[at] ?? "");
      }
    }
    // A choice that asks for other fields asks again, with all that stands there now.
    const asks = fields.find((field) => field.hasAttribute("hx-post") && (!("checked" in field) || field.checked));
    if (asks) htmx.trigger(asks, "change");
  }
}

function isWritten(field: Element): boolean {
  return field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement;
}
