// Theme and size change in place; without this script the same form reloads the page.
(() => {
  const other = { dark: "light", light: "dark", large: "normal", normal: "large" };

  function show(name, value) {
    for (const button of document.querySelectorAll(`form[data-look] button[name="${name}"]`)) {
      button.value = other[value];
      button.setAttribute("aria-pressed", String(value === "dark" || value === "large"));
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-look]");
    const button = event.submitter;
    if (!form || !button) return;
    event.preventDefault();
    const { name, value } = button;
    fetch(form.action, { method: "POST", body: new FormData(form, button), redirect: "manual" });
    document.documentElement.dataset[name] = value;
    show(name, value);
  });

  // "auto" follows the device: the switch must lead away from what is seen.
  document.addEventListener("DOMContentLoaded", () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    if (document.documentElement.dataset.theme === "auto" && dark) show("theme", "dark");
  });
})();
