// Place and time of the phone, asked for by a button; the form is sent without them just as well.
(() => {
  const box = document.querySelector("[data-place]");
  const form = box?.closest("form");
  if (!form || !navigator.geolocation) return;
  const [button, status] = [box.querySelector("button"), box.querySelector("[role=status]")];
  box.hidden = false;

  function keep({ coords, timestamp }) {
    form.elements.longitude.value = coords.longitude.toFixed(6);
    form.elements.latitude.value = coords.latitude.toFixed(6);
    if (form.elements.taken_at) form.elements.taken_at.value = new Date(timestamp).toISOString();
    status.textContent = box.dataset.found;
  }

  button.addEventListener("click", () => {
    status.textContent = box.dataset.asking;
    const failed = () => (status.textContent = box.dataset.denied);
    navigator.geolocation.getCurrentPosition(keep, failed, { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 });
  });
})();
