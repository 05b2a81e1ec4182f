// Place and time of the phone, asked for by a button; the form is sent without them just as well.
(() => {
  if (!navigator.geolocation) return;

  const show = (root) => root.querySelectorAll("[data-place]").forEach((box) => (box.hidden = false));
  const two = (number) => String(number).padStart(2, "0");
  const local = (at) =>
    `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;

  function keep(box, { coords, timestamp }) {
    const fields = box.closest("form").elements;
    fields.longitude.value = coords.longitude.toFixed(6);
    fields.latitude.value = coords.latitude.toFixed(6);
    const at = new Date(timestamp);
    if (fields.taken_at) fields.taken_at.value = fields.taken_at.type === "datetime-local" ? local(at) : at.toISOString();
    box.querySelector("[role=status]").textContent = box.dataset.found;
  }

  document.addEventListener("click", (event) => {
    const box = event.target.closest("[data-place] button")?.closest("[data-place]");
    if (!box) return;
    const status = box.querySelector("[role=status]");
    status.textContent = box.dataset.asking;
    const failed = () => (status.textContent = box.dataset.denied);
    const found = (position) => keep(box, position);
    navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 });
  });
  // A form that is put into the page later has its button too.
  document.addEventListener("htmx:load", (event) => show(event.target));
  show(document);
})();
