// Theme and size change in place; without this script the same form reloads the page.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-look]");
  const button = event.submitter;
  if (!form || !button) return;
  event.preventDefault();
  const body = new FormData(form, button);
  fetch(form.action, { method: "POST", body, redirect: "manual" });
  const { name, value } = button;
  document.documentElement.dataset[name] = value;
  const pairs = { dark: "light", light: "dark", large: "normal", normal: "large" };
  for (const twin of document.querySelectorAll(`form[data-look] button[name="${name}"]`)) {
    twin.value = pairs[value];
    twin.setAttribute("aria-pressed", String(value === "dark" || value === "large"));
  }
});
