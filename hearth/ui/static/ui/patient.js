/* A form that waits for a connection: what was typed stays on the page and is sent once, when the server answers. */
(function () {
  "use strict";

  const AGAIN = 4000;

  const reached = async (form) => {
    try {
      await fetch(form.dataset.patient, { method: "HEAD", cache: "no-store" });
      return true;
    } catch {
      return false;
    }
  };

  for (const form of document.querySelectorAll("form[data-patient]")) {
    const told = form.querySelector("[data-waiting]");
    let isWaiting = false;
    const send = async () => {
      const isThere = await reached(form);
      told.hidden = isThere;
      // Unlike requestSubmit this raises no event: it is sent once.
      if (isThere) form.submit();
      else setTimeout(send, AGAIN);
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (isWaiting) return;
      isWaiting = true;
      send();
    });
  }
})();
