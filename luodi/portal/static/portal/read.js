// What was read fills empty fields; nothing that a person typed is touched, and no swap takes away what he is writing.
(() => {
  const panel = () => document.getElementById("read");
  const sentence = () => document.getElementById("id_sentence");
  const writing = (root) => root?.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox]), select, textarea");

  function fill() {
    for (const read of panel()?.querySelectorAll("[data-fill]") ?? []) {
      const field = document.getElementById(read.dataset.fill);
      if (!field || field === document.activeElement) continue;
      const untouched = field.value ? field.value === field.dataset.filled : field.dataset.filled === undefined;
      if (!untouched) continue;
      field.value = read.value;
      field.dataset.filled = read.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target === panel() && writing(panel())) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterSettle", fill);
  document.addEventListener("htmx:afterRequest", (event) => {
    // The paper is kept: the field is free for the next one, and is not sent again with the form.
    if (event.target.type === "file" && event.detail.successful) event.target.value = "";
  });
  // What was typed before this page came back is in the field already, but has not been read yet.
  document.addEventListener("DOMContentLoaded", () => {
    fill();
    if (sentence()?.value && !panel()?.classList.contains("sheet")) window.htmx?.trigger(sentence(), "read");
  });
})();
