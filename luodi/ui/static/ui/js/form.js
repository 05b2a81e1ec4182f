// A form that is being sent cannot be sent twice; long texts say how much room is left.
(() => {
  const release = (button) => {
    button.disabled = false;
    button.removeAttribute("aria-busy");
    delete button.dataset.sent;
  };

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || event.defaultPrevented || event.target.method !== "post") return;
    // After this turn: a button that is disabled now would not send its own name and value.
    setTimeout(() => {
      button.disabled = true;
      button.setAttribute("aria-busy", "true");
      button.dataset.sent = "";
    });
  });
  // A page taken back from the browser's history comes with its buttons still busy.
  addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach(release));
  document.addEventListener("htmx:afterRequest", () => document.querySelectorAll("[data-sent]").forEach(release));

  function count(field) {
    const counter = document.querySelector(`[data-counts="${CSS.escape(field.id)}"]`);
    if (!counter) return;
    const left = Number(counter.dataset.limit) - [...field.value].length;
    // Silent until the room gets short, so that a screen reader is not told every letter.
    const near = left < Number(counter.dataset.limit) * 0.2;
    counter.classList.toggle("over", left < 0);
    counter.textContent = near ? counter.dataset[left < 0 ? "over" : "left"].replace("#", Math.abs(left)) : "";
  }
  document.addEventListener("input", (event) => event.target.id && count(event.target));
})();
