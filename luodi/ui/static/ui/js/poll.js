// <div hx-get="…" hx-trigger="poll" data-poll="10"> asks every ten seconds, only while somebody can see it
// and nobody is typing or choosing in it: a swap must not take away what is being written.
// With data-keeps the page itself gives focus and choices back after the swap.
(() => {
  const asked = new WeakMap();

  function busy(element) {
    if (element.hasAttribute("data-keeps")) return false;
    return element.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")
      || element.querySelector("input:checked[name=pick], dialog[open], details[open]");
  }

  function ask() {
    if (document.visibilityState !== "visible" || document.querySelector("dialog[open]")) return;
    for (const element of document.querySelectorAll("[data-poll]")) {
      const since = Date.now() - (asked.get(element) ?? pageOpened);
      if (since < Number(element.dataset.poll) * 1000 || busy(element)) continue;
      asked.set(element, Date.now());
      window.htmx?.trigger(element, "poll");
    }
  }

  const pageOpened = Date.now();
  setInterval(ask, 1000);
  document.addEventListener("visibilitychange", ask);
})();
