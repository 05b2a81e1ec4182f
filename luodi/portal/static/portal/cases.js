// A file is sent as soon as it is chosen: on a phone that is one touch less for each paper. A page to print is printed.
(() => {
  document.addEventListener("change", (event) => {
    const form = event.target.type === "file" && event.target.closest("form[data-at-once]");
    if (!form || !event.target.files.length) return;
    for (const label of form.querySelectorAll(".pick-file")) label.setAttribute("aria-disabled", "true");
    form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("DOMContentLoaded", () => {
    document.documentElement.classList.add("sends-at-once");
    for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
  });
})();
