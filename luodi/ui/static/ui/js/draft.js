// Keeps what was typed on this device: <form data-draft="key">. Cleared by an element with
// data-draft-clear="key" on the page that follows a good submit ("*" clears all).
(() => {
  const PREFIX = "draft:";
  const DAYS = 7;
  const kept = (field) =>
    field.name && !["password", "hidden", "file", "submit"].includes(field.type) &&
    field.autocomplete !== "one-time-code" && !field.hasAttribute("data-no-draft");
  const fields = (form) => [...form.elements].filter(kept);
  const ticks = (field) => field.type === "checkbox" || field.type === "radio";

  function keep(form) {
    const values = fields(form)
      .filter((field) => (ticks(field) ? field.checked : field.value))
      .map((field) => [field.name, field.value]);
    localStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify({ at: Date.now(), values }));
    const state = form.querySelector("[data-draft-state]");
    if (state) state.textContent = state.dataset.draftState;
  }

  function restore(form) {
    const draft = JSON.parse(localStorage.getItem(PREFIX + form.dataset.draft) || "null");
    if (!draft || Date.now() - draft.at > DAYS * 864e5) return;
    // A form that came back with its errors already holds the newer text.
    if (form.querySelector(".error-summary")) return;
    for (const [name, value] of draft.values)
      for (const field of fields(form).filter((candidate) => candidate.name === name))
        if (ticks(field)) field.checked ||= field.value === value;
        else if (!field.value) field.value = value;
  }

  function clear(key) {
    for (const name of Object.keys(localStorage))
      if (name.startsWith(PREFIX) && (key === "*" || name === PREFIX + key)) localStorage.removeItem(name);
  }

  // On a slow line somebody types before this file has come.
  const begun = (form) =>
    fields(form).some((field) =>
      ticks(field) ? field.checked !== field.defaultChecked : "defaultValue" in field && field.value !== field.defaultValue);

  function visit(root) {
    root.querySelectorAll("[data-draft-clear]").forEach((mark) => clear(mark.dataset.draftClear));
    for (const form of root.querySelectorAll("form[data-draft]")) {
      const early = begun(form);
      restore(form);
      if (early) keep(form);
    }
  }
  let waiting;
  let unkept;
  function settle() {
    clearTimeout(waiting);
    if (unkept) keep(unkept);
    unkept = undefined;
  }
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.dataset.draft) return;
    if (unkept !== form) settle();
    clearTimeout(waiting);
    unkept = form;
    waiting = setTimeout(settle, 300);
  });
  // Who leaves within those 300 ms loses nothing either.
  addEventListener("pagehide", settle);
  document.addEventListener("DOMContentLoaded", () => visit(document));
  document.addEventListener("htmx:afterSwap", (event) => visit(event.detail.target));
})();
