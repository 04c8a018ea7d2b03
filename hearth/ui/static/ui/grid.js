/* A grid of one question across several people, by keyboard: Enter goes to the next question, the arrows to the other
   people, and "=" gives an answer to everybody in the row and goes on. With this file missing, Tab and Save still work. */
(function () {
  "use strict";

  const FIELDS = "select, input:not([type=hidden])";
  const shown = (control) => !control.disabled && control.offsetParent !== null;

  const cells = (row) => [...row.querySelectorAll(".grid-cell")];
  /* Where a list has a field for words above it (guide.js), the keys go to the list: Shift and Tab lead to the words. */
  const isWords = (control) => control.closest(".guide") !== null;
  const controlIn = (cell) =>
    [...(cell?.querySelectorAll(FIELDS) ?? [])].find((control) => shown(control) && !isWords(control)) ?? null;
  const rowsOf = (form) => [...form.querySelectorAll("[data-row]")];
  const placeOf = (control) => cells(control.closest("[data-row]")).findIndex((cell) => cell.contains(control));

  const go = (control) => {
    if (!control) return false;
    control.focus();
    if (control.select) control.select();
    return true;
  };

  /* The next question that the same person is asked; with none left, the first that anybody is asked; then Save. */
  const next = (control, step) => {
    const rows = rowsOf(control.form);
    const place = placeOf(control);
    const from = rows.indexOf(control.closest("[data-row]"));
    for (let at = from + step; at >= 0 && at < rows.length; at += step) {
      const own = controlIn(cells(rows[at])[place]);
      if (own) return go(own);
    }
    for (let at = from + step; at >= 0 && at < rows.length; at += step) {
      if (go(cells(rows[at]).map(controlIn).find(Boolean))) return true;
    }
    return step > 0 && go(control.form.querySelector(".actions button, .form-actions button"));
  };

  const beside = (control, step) => {
    const row = cells(control.closest("[data-row]"));
    for (let at = placeOf(control) + step; at >= 0 && at < row.length; at += step) {
      if (go(controlIn(row[at]))) return;
    }
  };

  /* One answer for everybody in the row who is asked and can give it. */
  const giveToAll = (row, from) => {
    const all = cells(row).map(controlIn).filter(Boolean);
    const source = from ?? all.find((control) => control.value !== "");
    if (!source || source.value === "") return false;
    for (const control of all) {
      const fits = control.tagName !== "SELECT" || [...control.options].some((one) => one.value === source.value);
      if (control === source || !fits) continue;
      control.value = source.value;
      control.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return true;
  };

  document.addEventListener("keydown", (event) => {
    const control = event.target;
    const row = control.closest?.("[data-row]");
    if (!row || !control.matches(FIELDS) || event.ctrlKey || event.metaKey || event.altKey) return;
    const isList = control.tagName === "SELECT";
    if (event.key === "Enter") {
      event.preventDefault();
      next(control, event.shiftKey ? -1 : 1);
    } else if (isList && event.key === "ArrowRight") {
      event.preventDefault();
      beside(control, 1);
    } else if (isList && event.key === "ArrowLeft") {
      event.preventDefault();
      beside(control, -1);
    } else if (event.key === "=" && !isWords(control) && row.querySelector("[data-same]")) {
      event.preventDefault();
      if (giveToAll(row, control)) next(cells(row).map(controlIn).find(Boolean), 1);
    }
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-same]");
    if (button) giveToAll(button.closest("[data-row]"));
  });
})();
