// Keys for everything: data-key="s" is pressed by s; j and k walk over the matters, o opens, ? helps.
(() => {
  const typing = (target) => target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])");
  const shown = (element) => element.getClientRects().length > 0;

  function walk(step) {
    const matters = [...document.querySelectorAll(".matter")].filter(shown);
    const here = matters.indexOf(document.activeElement.closest(".matter"));
    const next = matters[Math.min(matters.length - 1, Math.max(0, here + step))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  function line(list, key, words) {
    const term = document.createElement("dt");
    const sign = document.createElement("kbd");
    const meaning = document.createElement("dd");
    sign.textContent = key;
    meaning.textContent = words;
    term.append(sign);
    list.append(term, meaning);
  }

  function help() {
    const dialog = document.getElementById("keys");
    const list = dialog.querySelector(".keys");
    list.replaceChildren();
    const { next, previous, open, help: self } = dialog.dataset;
    if (document.querySelector(".matter")) for (const [k, w] of [["j", next], ["k", previous], ["o", open]]) line(list, k, w);
    for (const target of [...document.querySelectorAll("[data-key]")].filter(shown))
      line(list, target.dataset.key, target.dataset.keyLabel || target.textContent.trim());
    line(list, "?", self);
    dialog.showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    const matter = document.activeElement.closest(".matter");
    const scope = matter?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    const target = scope || [...document.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]`)].find(shown);
    if (target) target.click();
    else if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "o" && matter) matter.querySelector(".title a")?.click();
    else if (event.key === "?") help();
    else return;
    event.preventDefault();
  });
})();
