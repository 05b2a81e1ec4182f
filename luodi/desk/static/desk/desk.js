// The officer's page: rows that refresh themselves without taking anything away, and keys inside forms.
(() => {
  const moving = () => document.getElementById("moving");
  const numbers = (root) => [...root.querySelectorAll(".matter[id]")].map((matter) => matter.id);
  const title = document.title;
  let before, drawn, held;

  function hold() {
    const matter = document.activeElement.closest?.(".matter[id]");
    const inside = matter && [...matter.querySelectorAll("a, button, input")].indexOf(document.activeElement);
    held = {
      matter: matter?.id,
      inside,
      picked: [...document.querySelectorAll("[name=pick]:checked")].map((box) => box.value),
    };
    before = numbers(moving());
  }

  function give() {
    for (const box of document.querySelectorAll("[name=pick]")) box.checked = held.picked.includes(box.value);
    const matter = held.matter && document.getElementById(held.matter);
    if (matter) (held.inside < 0 ? matter : matter.querySelectorAll("a, button, input")[held.inside] || matter).focus({ preventScroll: true });
  }

  function announce() {
    const fresh = numbers(moving()).filter((id) => !before.includes(id));
    if (!fresh.length) return;
    fresh.forEach((id) => document.getElementById(id).classList.add("fresh"));
    const { newOne, newMany } = moving().dataset;
    const first = document.querySelector(`#${CSS.escape(fresh[0])} .title`).textContent.trim();
    const words = fresh.length === 1 ? newOne.replace("#", first) : newMany.replace("#", fresh.length);
    document.getElementById("news").textContent = words;
    document.title = `● ${words}`;
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== moving() || event.detail.xhr.status !== 200) return;
    // The same rows again: leave the page alone.
    if (event.detail.serverResponse === drawn) event.detail.shouldSwap = false;
    else hold();
    drawn = event.detail.serverResponse;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== moving()) return;
    give();
    announce();
    count();
  });
  addEventListener("focus", () => (document.title = title));

  function count() {
    const sign = document.querySelector("[data-picked]");
    const picked = document.querySelectorAll("[name=pick]:checked").length;
    if (sign) sign.textContent = sign.dataset.picked.replace("#", picked);
  }
  document.addEventListener("change", (event) => event.target.name === "pick" && count());
})();

(() => {
  // A template goes where the cursor stands; without this script its link opens the form with it.
  function insert(link) {
    const field = document.querySelector(link.dataset.insert);
    field.setRangeText(link.dataset.text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-insert]");
    const shut = event.target.closest("[data-shut]");
    if (link) insert(link);
    else if (shut) close(document.querySelector(shut.dataset.shut));
    else if (event.target.closest("[data-print]")) print();
    else return;
    event.preventDefault();
  });

  function close(section) {
    section.replaceChildren();
    section.className = "";
    section.removeAttribute("aria-labelledby");
    (document.querySelector(".act-row .main") || document.querySelector(".act-row .button"))?.focus();
  }

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form?.querySelector("[data-send]")?.click();
    else if (event.key === "Escape" && event.target.closest?.("#act") && !event.isComposing) close(document.getElementById("act"));
    else if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
      const link = document.querySelector(`[data-alt="${event.code.slice(5)}"]`);
      if (!link) return;
      insert(link);
    } else return;
    event.preventDefault();
  });
})();
