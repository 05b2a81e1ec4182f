// Signs staff out after a while of nothing, and brings them back to the same page and field.
// While somebody types or points, the server is told now and then: writing a long text is not idling.
(() => {
  const { minutes, signIn, presence } = document.currentScript.dataset;
  const LIMIT = Number(minutes) * 60e3;
  const TELL = Math.min(5 * 60e3, LIMIT / 4);
  const KEY = "luodi-active";
  let told = Date.now();

  // Shared by the windows of one browser: being busy in one keeps the others open.
  const lastActive = () => Number(localStorage.getItem(KEY)) || 0;
  const active = () => {
    const now = Date.now();
    if (now - lastActive() > 1000) localStorage.setItem(KEY, now);
    if (now - told < TELL) return;
    told = now;
    fetch(presence, { headers: { "x-requested-with": "fetch" } });
  };

  function returnAddress() {
    const field = document.activeElement?.form && document.activeElement.id;
    return location.pathname + location.search + (field ? `#${field}` : location.hash);
  }

  function look() {
    if (Date.now() - lastActive() > LIMIT)
      location.assign(`${signIn}?idle=1&next=${encodeURIComponent(returnAddress())}`);
  }

  localStorage.setItem(KEY, Date.now());
  for (const kind of ["keydown", "pointerdown", "input", "scroll"]) addEventListener(kind, active, { passive: true });
  setInterval(look, 15e3);
  // A page that refreshes itself is nobody at the desk.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.triggeringEvent?.type === "poll") event.detail.headers["X-Poll"] = "1";
  });

  const field = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (field?.form) field.focus();
})();
