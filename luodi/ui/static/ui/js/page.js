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
  // A sheet that replaced itself has left its old target behind: the event then comes from the new one.
  document.addEventListener("htmx:afterSwap", (event) => focusFirst(event.detail.target.isConnected ? event.detail.target : event.target));
  document.addEventListener("htmx:sendError", (event) => polled(event) || say(toasts().dataset.offline));
  document.addEventListener("htmx:responseError", (event) => polled(event) || say(toasts().dataset.failed));
})();
