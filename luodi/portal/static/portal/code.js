// Six digits are enough to go on; a second code may be asked for when the first had time to arrive.
(() => {
  function goOn(field) {
    const button = field.closest("form[data-code]")?.querySelector("button");
    // A click that comes after the sixth digit would spend a second try on the same code.
    if (button && !button.disabled && field.value.replace(/\D/g, "").length === 6) {
      button.form.requestSubmit(button);
      button.disabled = true;
    }
  }
  document.addEventListener("input", (event) => goOn(event.target));

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
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-wait]").forEach(hold);
    // On a slow line the digits are there before this file is; an older page's digits are not typed anew.
    document.querySelectorAll("form[data-code] input.code").forEach((field) => field.value !== field.defaultValue && goOn(field));
  });
})();
