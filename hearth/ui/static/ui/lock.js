/* The idle lock. After a while without a key or a touch the page is taken away and the password or passkey is asked;
   then the very same page comes back, with all that was typed in it. Nothing is kept in the browser's storage.
   Without this file the server asks the same by a page of its own (hearth/access/account_middleware.py). */
(function () {
  "use strict";

  const box = document.querySelector("template[data-lock]");
  if (!box) return;
  const idle = Number(box.dataset.minutes) * 60_000;
  const token = box.content.querySelector("[name=csrfmiddlewaretoken]").value;
  let lastActive = Date.now();
  let lastTold = Date.now();
  let isChanged = false;
  let taken = null;

  const post = (url, fields) =>
    fetch(url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token },
      body: new URLSearchParams(fields),
    });

  /* Ask how long there is; another page of the same sign-in may have been at work, or may have been locked. */
  const secondsLeft = async (fields) => {
    try {
      const answer = await post(box.dataset.awake, fields);
      return answer.ok && !answer.redirected ? (await answer.json()).seconds : 0;
    } catch {
      return 0;
    }
  };

  const noteActivity = async () => {
    lastActive = Date.now();
    if (taken || lastActive - lastTold < Math.min(60_000, idle / 3)) return;
    lastTold = lastActive;
    if ((await secondsLeft({ active: "1" })) <= 0) lock();
  };
  for (const name of ["keydown", "pointerdown", "input", "wheel", "touchstart"]) {
    document.addEventListener(name, noteActivity, { capture: true, passive: true });
  }
  document.addEventListener("input", () => (isChanged = true), { capture: true });

  const look = async () => {
    if (taken || Date.now() - lastActive < idle) return;
    const seconds = await secondsLeft({});
    if (seconds <= 0) return lock();
    lastActive = Date.now() - idle + seconds * 1000;
  };
  setInterval(look, Math.max(1000, Math.min(15_000, idle / 10)));
  document.addEventListener("visibilitychange", look);
  document.addEventListener("hearth-locked", () => lock());

  const lock = () => {
    if (taken) return;
    taken = { nodes: document.createDocumentFragment(), title: document.title };
    taken.focused = document.activeElement;
    taken.scroll = window.scrollY;
    taken.nodes.append(...document.body.childNodes);
    document.title = box.dataset.title;
    document.body.append(box.content.cloneNode(true));
    const form = document.querySelector("[data-unlock-form]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      open(form, new FormData(form));
    });
    form.querySelector("[data-unlock-passkey]").addEventListener("click", () => byPasskey(form));
    form.elements.password.focus();
    post(box.dataset.lockUrl, {}).catch(() => {});
  };

  const open = async (form, fields) => {
    const said = form.querySelector("[data-problem]");
    said.textContent = "";
    try {
      const answer = await post(box.dataset.unlock, fields);
      if (answer.ok && !answer.redirected) return giveBack();
      const isTold = answer.headers.get("Content-Type")?.startsWith("application/json");
      if (isTold) said.textContent = (await answer.json()).problem;
      else said.textContent = answer.status === 429 ? box.dataset.shut : box.dataset.over;
    } catch {
      said.textContent = box.dataset.failed;
    }
    form.elements.password.value = "";
    form.elements.password.focus();
  };

  const byPasskey = async (form) => {
    try {
      if (!window.webauthnJSON) await load(box.dataset.passkeyScript);
      const answer = await fetch(box.dataset.passkey, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error("no passkey");
      const credential = await window.webauthnJSON.get((await answer.json()).request_options);
      await open(form, { credential: JSON.stringify(credential) });
    } catch {
      form.querySelector("[data-problem]").textContent = box.dataset.failed;
    }
  };

  const load = (address) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });

  const giveBack = () => {
    lastActive = lastTold = Date.now();
    /* A page that looks by itself how far something is has stopped looking: it is read anew. */
    if (!isChanged && taken.nodes.querySelector('[hx-trigger*="every"]')) return location.reload();
    document.body.replaceChildren(taken.nodes);
    document.title = taken.title;
    window.scrollTo(0, taken.scroll);
    taken.focused?.focus?.();
    taken = null;
  };
})();
