/* The map of where a client can be found: the list's points over the operator's own tiles. A click sets the form's. */
(function () {
  "use strict";

  const place = document.querySelector("[data-map]");
  if (!place || !window.L) return;
  const form = document.querySelector("form[data-place]");
  const map = L.map(place, { attributionControl: false, zoomAnimation: false, fadeAnimation: false });
  window.protomapsL.leafletLayer({ url: place.dataset.map, flavor: "light" }).addTo(map);

  const points = [];
  for (const row of document.querySelectorAll("tr[data-latitude]")) {
    const point = [Number(row.dataset.latitude), Number(row.dataset.longitude)];
    points.push(point);
    L.circleMarker(point, { radius: 9 }).bindTooltip(row.querySelector("th").innerText.trim()).addTo(map);
  }
  if (points.length) map.fitBounds(points, { maxZoom: 15, padding: [30, 30] });
  else map.setView([39.8, -98.6], 4);

  let pin = null;
  const show = () => {
    const point = [Number(form.elements.latitude.value), Number(form.elements.longitude.value)];
    if (!form.elements.latitude.value || point.some(Number.isNaN)) return;
    pin = pin || L.circleMarker(point, { radius: 11, color: "#b45309" }).addTo(map);
    pin.setLatLng(point);
    map.panTo(point);
  };
  form?.addEventListener("point", show);
  form?.addEventListener("change", show);
  map.on("click", (event) => {
    if (!form) return;
    form.elements.latitude.value = event.latlng.lat.toFixed(4);
    form.elements.longitude.value = event.latlng.lng.toFixed(4);
    show();
  });
})();
