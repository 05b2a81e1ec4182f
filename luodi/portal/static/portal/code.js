// Six digits are enough to go on; a second code may be asked for when the first had time to arrive.
(() => {
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-code]");
    if (form && event.target.value.replace(/\D/g, "").length === 6) form.requestSubmit(form.querySelector("button"));
  });

  function hold(button) {
    const words = button.querySelector("span");
    const ready = words.textContent;
    const until = Date.now() + Number(button.dataset.wait) * 1000;
    const tick = () => {
      const left = Math.ceil((until - Date.now()) / 1000);
      button.disabled = left > 0;
      words.textContent = left > 0 ? button.dataset.waitWords.replace("#", left) : ready;
      if (left > 0) setTimeout(tick, 500);
    };
    tick();
  }
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-wait]").forEach(hold));
})();
