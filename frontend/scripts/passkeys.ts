// Forms that send what a passkey answers; without this file, or in a browser that has none, they stay hidden.
export function usePasskeys(): void {
  const forms = document.querySelectorAll<HTMLFormElement>("form[data-passkey]");
  if (!("PublicKeyCredential" in window) || !("parseRequestOptionsFromJSON" in PublicKeyCredential)) return;
  for (const form of forms) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      const answer = form.elements.namedItem("answer");
      const name = form.elements.namedItem("name");
      if (!(answer instanceof HTMLInputElement) || answer.value) return;
      if (name instanceof HTMLInputElement && !name.value.trim()) return; // the server says so, and no key is made for nothing
      event.preventDefault();
      void fill(form, answer);
    });
  }
}

async function fill(form: HTMLFormElement, answer: HTMLInputElement): Promise<void> {
  const failed = form.querySelector<HTMLElement>("[data-failed]");
  if (failed) failed.hidden = true;
  try {
    const given = await (form.dataset.passkey === "keep" ? make(form) : prove(form));
    answer.value = JSON.stringify((given as PublicKeyCredential).toJSON());
  } catch {
    if (failed) failed.hidden = false; // refused by its owner, or no such key at hand
    return;
  }
  form.submit();
}

function make(form: HTMLFormElement): Promise<Credential | null> {
  const options = JSON.parse(form.dataset.options ?? "") as PublicKeyCredentialCreationOptionsJSON;
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
}

function prove(form: HTMLFormElement): Promise<Credential | null> {
  const options = JSON.parse(form.dataset.options ?? "") as PublicKeyCredentialRequestOptionsJSON;
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}
