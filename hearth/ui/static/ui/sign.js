/* A box to sign in by finger, pen or mouse (signature_pad). What is sent is the lines as numbers, never a picture.
   Without this file the typed name is the signature: the box stays hidden and its tick stands alone. */
(function () {
  "use strict";

  const form = document.querySelector("[data-sign]");
  if (!form || !window.SignaturePad) return;
  const box = form.querySelector("[data-signature]");
  const canvas = box.querySelector("canvas");
  const byName = form.querySelector("[name=by_name]");
  const ink = getComputedStyle(canvas).getPropertyValue("color");
  box.hidden = byName.checked;
  const pad = new window.SignaturePad(canvas, { penColor: ink, minWidth: 1.2, maxWidth: 3 });

  /* The canvas is as sharp as the screen; what was drawn is kept when the device is turned. */
  const fit = () => {
    if (box.hidden) return;
    const ratio = Math.max(window.devicePixelRatio || 1, 1);
    const drawn = pad.toData();
    canvas.width = canvas.offsetWidth * ratio;
    canvas.height = canvas.offsetHeight * ratio;
    canvas.getContext("2d").scale(ratio, ratio);
    pad.clear();
    pad.fromData(drawn);
  };

  window.addEventListener("resize", fit);
  byName.addEventListener("change", () => {
    box.hidden = byName.checked;
    fit();
  });
  form.querySelector("[data-again]").addEventListener("click", () => pad.clear());
  form.addEventListener("submit", () => {
    const lines = pad.toData().map((line) => ({ points: line.points.map(({ x, y }) => ({ x, y })) }));
    form.querySelector("[data-strokes]").value = JSON.stringify(lines);
    form.querySelector("[data-width]").value = canvas.offsetWidth || 1;
    form.querySelector("[data-height]").value = canvas.offsetHeight || 1;
  });
  /* An answer that was sent back keeps what was drawn. */
  fit();
  try {
    const before = JSON.parse(form.querySelector("[data-strokes]").value || "[]");
    pad.fromData(before.map((line) => ({ ...line, penColor: ink, minWidth: 1.2, maxWidth: 3, dotSize: 0, velocityFilterWeight: 0.7, compositeOperation: "source-over" })));
  } catch {
    pad.clear();
  }
})();
