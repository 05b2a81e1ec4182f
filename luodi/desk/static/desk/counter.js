// The tray of scans: drag one onto its material, or press the material's key for the one that is chosen.
// Each scan has a form with a select; this only sets it and sends the form.
(() => {
  const scans = () => [...document.querySelectorAll("[data-scan]")];
  const chosen = () => document.querySelector("[data-scan].chosen") || scans()[0];
  const typing = (target) => target.matches("input:not([type=checkbox], [type=radio]), textarea, select") || target.isContentEditable;
  let carried;

  function choose(scan) {
    for (const other of scans()) other.classList.toggle("chosen", other === scan);
  }

  function put(scan, material) {
    const form = scan?.querySelector("form");
    if (!form) return;
    form.elements.material.value = material;
    form.requestSubmit();
  }

  document.addEventListener("focusin", (event) => {
    const scan = event.target.closest("[data-scan]");
    if (scan) choose(scan);
  });

  document.addEventListener("dragstart", (event) => {
    carried = event.target.closest?.("[data-scan]");
    if (!carried) return;
    choose(carried);
    carried.classList.add("carried");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", carried.getAttribute("aria-label"));
  });
  document.addEventListener("dragend", () => {
    carried?.classList.remove("carried");
    carried = undefined;
    over();
  });

  function over(bin) {
    for (const other of document.querySelectorAll("[data-bin]")) other.classList.toggle("over", other === bin);
  }

  document.addEventListener("dragover", (event) => {
    const bin = carried && event.target.closest("[data-bin]");
    over(bin);
    if (bin) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const bin = carried && event.target.closest("[data-bin]");
    if (!bin) return;
    event.preventDefault();
    put(carried, bin.dataset.bin);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const bin = document.querySelector(`[data-bin-key="${CSS.escape(event.key)}"]`);
    if (!bin || !chosen()) return;
    event.preventDefault();
    put(chosen(), bin.dataset.bin);
  });

  // After each one the next is at hand; files are sent as soon as they are picked.
  const ready = () => scans().length && choose(scans()[0]);
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "tray") return;
    ready();
    chosen()?.focus({ preventScroll: true });
  });
  document.addEventListener("DOMContentLoaded", ready);
  document.addEventListener("change", (event) => {
    if (event.target.matches("form[data-at-once] input[type=file]") && event.target.files.length) event.target.form.requestSubmit();
  });
})();
