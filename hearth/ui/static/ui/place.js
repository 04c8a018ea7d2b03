/* A point for a form: from the device, when somebody presses the button, and never otherwise. */
(function () {
  "use strict";

  const put = (form, latitude, longitude) => {
    form.elements.latitude.value = latitude.toFixed(4);
    form.elements.longitude.value = longitude.toFixed(4);
    form.dispatchEvent(new CustomEvent("point", { bubbles: true }));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-here]");
    if (!button) return;
    const form = button.closest("form");
    const said = form.querySelector("[data-said]");
    const failed = () => (said.textContent = button.dataset.failed);
    if (!navigator.geolocation) return failed();
    navigator.geolocation.getCurrentPosition(
      (found) => {
        put(form, found.coords.latitude, found.coords.longitude);
        said.textContent = button.dataset.found;
      },
      failed,
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
})();
