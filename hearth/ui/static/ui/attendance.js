/* Taps at a shelter's door. Each is sent at once, and told where it was made. Where the connection is lost, taps wait in
   this page (in its memory alone: nothing of a person is stored in the browser) and are sent when it is back. A tap
   carries an id, so one whose answer was lost is sent again and doubles nothing.
   Without this file every button still sends its form. */
(function () {
  "use strict";

  const form = document.querySelector("[data-taps]");
  if (!form) return;
  const bar = document.querySelector("[data-waiting]");
  const waiting = [];
  const AT_ONCE = 20;
  let sending = false;
  let again = 0;
  /* How many answers to taps have come, and after how many of them that of a guest. */
  let answers = 0;
  const answered = new Map();

  const rowsOf = (tap) =>
    tap.about.flatMap((id) => [...document.querySelectorAll(`[data-guest="${id}"]`)]);

  const say = (tap, words) => {
    for (const row of rowsOf(tap)) row.querySelector("[data-said]").textContent = words;
  };

  const tell = (signedOut) => {
    const unsent = waiting.length;
    bar.hidden = !unsent || !again;
    if (bar.hidden) return;
    const words = signedOut
      ? bar.dataset.signedOut
      : unsent === 1
        ? bar.dataset.one
        : bar.dataset.many.replace("#", String(unsent));
    if (bar.textContent !== words) bar.textContent = words;
  };

  const count = (here) => {
    const put = (name, number) => {
      const place = document.querySelector(`[data-count="${name}"]`);
      if (place && place.textContent !== String(number)) place.textContent = String(number);
    };
    const rows = (selector) => document.querySelectorAll(`#lists ${selector}`).length;
    if (here !== undefined) put("here", here);
    put("expected", rows('#expected [data-state="open"]'));
    put("absent", rows('[data-state="absent"]'));
  };

  /* The answer is the lines as they are now; they stay where they stand, so that nothing moves under a finger. */
  const show = (text) => {
    const answer = new DOMParser().parseFromString(text, "text/html").querySelector("[data-tapped]");
    if (!answer) return false;
    answers += 1;
    for (const line of answer.querySelectorAll("[data-guest]")) {
      answered.set(line.dataset.guest, answers);
      for (const row of document.querySelectorAll(`[data-guest="${line.dataset.guest}"]`)) {
        const focused = row.contains(document.activeElement);
        const fresh = document.importNode(line, true);
        row.replaceWith(fresh);
        if (focused) fresh.querySelector("button, a")?.focus();
      }
    }
    count(answer.dataset.here);
    return true;
  };

  const send = async () => {
    if (sending) return;
    sending = true;
    clearTimeout(again);
    let signedOut = false;
    while (waiting.length) {
      const some = waiting.slice(0, AT_ONCE);
      const body = new URLSearchParams(new FormData(form));
      for (const tap of some) body.append("say", [tap.what, tap.id, ...tap.about].join(" "));
      let answer;
      try {
        answer = await fetch(form.action, {
          method: "POST",
          body,
          headers: { "X-Tap": "1" },
          redirect: "manual",
        });
      } catch {
        break;
      }
      if (answer.type === "opaqueredirect") {
        signedOut = true;
        break;
      }
      if (answer.status >= 500) break;
      waiting.splice(0, some.length);
      if (answer.ok && show(await answer.text())) continue;
      for (const tap of some) say(tap, form.dataset.failed);
    }
    for (const tap of waiting) say(tap, form.dataset.waits);
    sending = false;
    again = waiting.length ? setTimeout(send, 5000) : 0;
    tell(signedOut);
  };

  const wanted = { here: "here", absent: "absent", not_here: "open", not_absent: "open" };
  const focusNext = (row) => {
    let next = row?.nextElementSibling;
    while (next && (next.hidden || next.dataset.state !== "open")) next = next.nextElementSibling;
    const place = next?.querySelector("button") || document.getElementById("find");
    place?.focus();
  };

  document.addEventListener(
    "submit",
    (event) => {
      const button = event.submitter;
      if (event.target !== form || !button || !(button.name in wanted)) return;
      event.preventDefault();
      const id = crypto.randomUUID?.() || newId();
      const tap = { what: button.name, id, about: button.value.trim().split(/\s+/) };
      const row = button.closest("tr");
      const byKeyboard = button.matches(":focus-visible");
      for (const each of rowsOf(tap)) {
        each.dataset.state = wanted[button.name];
        for (const other of each.querySelectorAll("button")) other.disabled = true;
      }
      say(tap, form.dataset.saving);
      waiting.push(tap);
      count();
      if (byKeyboard) focusNext(row);
      send();
      tell(false);
    },
    true,
  );

  /* Who is found may have been tapped since it was asked, or have a tap on its way: they are shown as they stand here. */
  const asked = new WeakMap();
  document.addEventListener("htmx:config:request", (event) => asked.set(event.detail.ctx, answers));
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx, tasks } = event.detail;
    for (const found of tasks.flatMap((task) => [...task.fragment.querySelectorAll("[data-guest]")])) {
      const id = found.dataset.guest;
      const here = document.querySelector(`[data-guest="${id}"]`);
      const isNewer = answered.get(id) > asked.get(ctx) || waiting.some((tap) => tap.about.includes(id));
      if (!here || !isNewer) continue;
      const row = here.cloneNode(true);
      row.hidden = false;
      found.replaceWith(row);
    }
  });

  /* Browsers give randomUUID to secure pages only; a shelter's own network may not be one. */
  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => {
    if (waiting.length) event.preventDefault();
  });

  /* What is typed narrows the lists at once; no letter of it leaves the page before Enter. */
  const plain = (text) =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase();
  const narrow = (box) => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    for (const row of document.querySelectorAll(`#${box.dataset.narrows} [data-guest]`)) {
      const name = plain(row.querySelector("th").textContent);
      row.hidden = !words.every((word) => name.includes(word));
    }
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-narrows]")) narrow(event.target);
  });
  /* What was typed before this file was there. */
  for (const box of document.querySelectorAll("[data-narrows]")) {
    if (box.value !== box.defaultValue) narrow(box);
  }
})();
