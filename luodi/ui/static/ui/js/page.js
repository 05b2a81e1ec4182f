// Focus where the reader must look, and a word when the network fails.
(() => {
  const focusFirst = (root) => root.querySelector("[data-focus]")?.focus();
  const toasts = () => document.getElementById("toasts");

  function say(text) {
    const toast = document.createElement("p");
    toast.className = "toast";
    toast.textContent = text;
    toasts().append(toast);
    setTimeout(() => toast.remove(), 9000);
  }

  // Polling fails quietly: it will ask again by itself.
  const polled = (event) => event.detail.elt?.hasAttribute("data-poll");

  document.addEventListener("DOMContentLoaded", () => focusFirst(document));
  document.addEventListener("htmx:afterSwap", (event) => focusFirst(event.detail.target));
  document.addEventListener("htmx:sendError", (event) => polled(event) || say(toasts().dataset.offline));
  document.addEventListener("htmx:responseError", (event) => polled(event) || say(toasts().dataset.failed));
})();
