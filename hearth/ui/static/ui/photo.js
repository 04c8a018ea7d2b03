/* A photo is sent as soon as it is chosen or taken. With this file missing, the form has its button. */
(function () {
  "use strict";

  const start = () => {
    const form = document.querySelector("[data-photo]");
    if (!form) return;
    const file = form.querySelector("[data-sends]");
    file.addEventListener("change", () => file.files.length && form.requestSubmit());
    if (navigator.mediaDevices?.getUserMedia) offerCamera(form, file);
  };

  const offerCamera = (form, file) => {
    const part = (name) => form.querySelector(`[data-camera${name}]`);
    const video = form.querySelector("video");
    part("").hidden = false;
    part("-open").addEventListener("click", async () => {
      try {
        video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user" } });
        await video.play();
        part("-on").hidden = false;
        part("-open").hidden = true;
        part("-take").focus();
      } catch {
        part("-said").textContent = form.dataset.failed;
      }
    });
    part("-take").addEventListener("click", () => {
      const canvas = document.createElement("canvas");
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      canvas.getContext("2d").drawImage(video, 0, 0);
      for (const track of video.srcObject.getTracks()) track.stop();
      canvas.toBlob((blob) => {
        const taken = new DataTransfer();
        taken.items.add(new File([blob], "camera.jpg", { type: "image/jpeg" }));
        file.files = taken.files;
        form.requestSubmit();
      }, "image/jpeg", 0.9);
    });
  };

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
