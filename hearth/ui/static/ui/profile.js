/* The quality of a name, a number and a birth date follows what is typed, until somebody chooses it by hand.
   With this file missing, the server does the same when the form is saved. */
(function () {
  "use strict";

  const FULL = "1", PARTIAL = "2", UNKNOWN = "8";
  const field = (form, name) => form.elements[`Client_${name}`];
  const text = (form, name) => field(form, name)?.value.trim() ?? "";

  /* What each quality is, by what is typed; nothing where it does not follow. */
  const follows = {
    NameDataQuality: (form) => {
      const parts = [text(form, "FirstName"), text(form, "LastName")].filter(Boolean);
      if (!parts.length) return "";
      return parts.length === 2 && !parts.some((part) => /^["'“”‘’]/.test(part)) ? FULL : PARTIAL;
    },
    SSNDataQuality: (form) => {
      const signs = text(form, "SSN").replace(/[\s-]/g, "").toLowerCase();
      if (/^x{9}$/.test(signs)) return UNKNOWN;
      if (/^\d{9}$/.test(signs)) return FULL;
      return /^\d{4}$/.test(signs) || /^[\dx]{9}$/.test(signs) ? PARTIAL : "";
    },
    DOBDataQuality: (form) => (text(form, "DOB") ? FULL : ""),
  };
  const typedIn = {
    Client_FirstName: "NameDataQuality",
    Client_LastName: "NameDataQuality",
    Client_SSN: "SSNDataQuality",
    Client_DOB: "DOBDataQuality",
  };

  document.addEventListener("input", (event) => {
    const name = typedIn[event.target.name];
    const form = event.target.form;
    const choices = name && field(form, name);
    if (!choices || form.dataset[`chosen${name}`]) return;
    const approximate = [...choices].some((choice) => choice.checked && choice.value === PARTIAL);
    // What was called approximate earlier stays so, also when the answer is written anew.
    if (approximate && !form.dataset[`follows${name}`]) return;
    form.dataset[`follows${name}`] = "yes";
    const quality = follows[name](form);
    for (const choice of choices) choice.checked = choice.value === quality;
    choices[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("change", (event) => {
    if (!event.isTrusted || !event.target.matches("input[type=radio]")) return;
    const name = event.target.name.replace(/^Client_/, "");
    if (follows[name]) event.target.form.dataset[`chosen${name}`] = "yes";
  });

  /* Who may be on file already is asked for a moment after a telling answer was typed. */
  let waiting;
  document.addEventListener("input", (event) => {
    const box = event.target.matches("[data-telling]") && document.getElementById("alike");
    if (!box) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => box.dispatchEvent(new Event("telling")), 400);
  });

  /* At the question whether this is somebody on file, a digit presses the button that it stands on. */
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
    const box = event.target.closest?.("[data-keys]");
    const button = box?.querySelector(`[data-key="${event.key}"]`);
    if (!button || event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    button.click();
  });

  /* What was typed before this file was there: it is told last, when all of the above listens. */
  for (const name of Object.keys(typedIn)) {
    for (const element of document.getElementsByName(name)) {
      if (element.value !== element.defaultValue) element.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
})();
