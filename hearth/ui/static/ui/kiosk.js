/* The kiosk: what is scanned is sent at once, and the box is empty for the next. Where the connection is lost, numbers of
   cards wait in this page's memory, each with an id, so that one that is sent twice counts once. */
(function () {
  "use strict";

  const form = document.querySelector("[data-kiosk]");
  if (!form) return;
  const box = form.elements.identifier;
  const said = document.querySelector("[data-said]");
  const unsent = document.querySelector("[data-unsent]");
  const waiting = [];
  let sending = false;
  let again = 0;

  const say = (words, done) => {
    said.textContent = words;
    said.dataset.done = done ? "yes" : "no";
    clearTimeout(say.over);
    say.over = setTimeout(() => (said.textContent = ""), 6000);
  };
  const tell = () => {
    const many = form.dataset.many.replace("#", String(waiting.length));
    unsent.textContent = waiting.length === 0 ? "" : waiting.length === 1 ? form.dataset.one : many;
  };

  const send = async () => {
    if (sending) return;
    sending = true;
    clearTimeout(again);
    let words = form.dataset.waits;
    while (waiting.length) {
      let answer;
      try {
        answer = await fetch(form.action, {
          method: "POST",
          body: waiting[0],
          headers: { "X-Tap": "1" },
          redirect: "manual",
        });
      } catch {
        break;
      }
      if (answer.type === "opaqueredirect") {
        words = form.dataset.signedOut;
        break;
      }
      if (answer.status >= 500) break;
      waiting.shift();
      if (!answer.ok) {
        say(form.dataset.failed, false);
        continue;
      }
      const told = await answer.json();
      say(told.said, told.done);
      document.querySelector("[data-count]").textContent = String(told.count);
    }
    sending = false;
    if (waiting.length) say(words, true);
    again = waiting.length ? setTimeout(send, 5000) : 0;
    tell();
  };

  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    body.set("tap", newId());
    waiting.push(body);
    box.value = "";
    box.focus();
    send();
  });
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => {
    if (waiting.length) event.preventDefault();
  });
})();
