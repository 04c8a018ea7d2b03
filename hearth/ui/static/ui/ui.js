/* Behaviour that HTML has no element for. Everything here only makes a working page quicker:
   with this file missing, each form still sends and each link still opens. */
(function () {
  "use strict";

  const typing = (element) =>
    element.isContentEditable || element.matches("input, textarea, select, [contenteditable]");

  /* "/" goes to the search box from anywhere but a field; in the empty box itself it is no part of a name. */
  document.addEventListener("keydown", (event) => {
    const box = document.querySelector("[data-search]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !box) return;
    if (typing(event.target) && (event.target !== box || box.value)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  /* Menus are <details>: Escape and a click elsewhere close them. */
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest?.("details.menu[open]");
    closeMenus();
    menu?.querySelector("summary").focus();
  });

  /* Copy an identifier, and say so where it was done. */
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const said = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      said.textContent = button.dataset.copied;
    } catch {
      said.textContent = button.dataset.failed;
    }
    setTimeout(() => (said.textContent = ""), 4000);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  /* allauth's passkey script tells its failures by an event: say it to the person instead of the console. */
  document.addEventListener("allauth.error", (event) => {
    const said = document.querySelector("[data-passkey-failed]");
    if (!said) return;
    event.preventDefault();
    said.textContent = said.dataset.passkeyFailed;
  });

  /* Up and down move between the rows of a table, by their first link or control. */
  const rowStart = (row) => row.querySelector("a[href], button, input");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    const row = event.target.closest("[data-rows] tbody tr");
    if (!row) return;
    const sibling = event.key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling";
    let next = row[sibling];
    while (next && !rowStart(next)) next = next[sibling];
    const place = next ? rowStart(next) : event.key === "ArrowUp" && searchBoxOf(row);
    if (!place) return;
    event.preventDefault();
    place.focus();
  });

  /* Escape leads from what was found back to the box, with the words marked: the next letter begins anew. */
  document.addEventListener("keydown", (event) => {
    const row = event.key === "Escape" && event.target.closest?.("[data-rows] tbody tr");
    const box = row && searchBoxOf(row);
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  /* From a search box, down goes to the first thing it found; from there, up goes back to the box. */
  const searchBoxOf = (row) => {
    const found = row.closest("[id]");
    return found && document.querySelector(`[data-leads-to="${found.id}"]`);
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || !event.target.matches("[data-leads-to]")) return;
    const first = document.getElementById(event.target.dataset.leadsTo)?.querySelector("a[href]");
    if (!first) return;
    event.preventDefault();
    first.focus();
  });

  /* In a calendar Page Up and Page Down turn to the month before and after, which takes the focus again. */
  document.addEventListener("keydown", (event) => {
    const turn = { PageUp: "prev", PageDown: "next" }[event.key];
    const link = turn && event.target.closest?.("[data-month]")?.querySelector(`a[rel=${turn}]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  });

  /* The summary of errors takes the focus when it comes: with a page, or instead of one (`showInstead`). */
  const focusErrors = (root) => root.querySelector("[data-errors]")?.focus();

  /* A tired hand clicks twice, and on a slow line a third time: a form sends once. The next page frees it; so does
     coming back by "Back", and a while without any answer. */
  const NO_ANSWER = 30000;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    const free = () => delete form.dataset.sent;
    if ("givesFile" in form.dataset) {
      event.preventDefault();
      return askForFile(form, event.submitter).finally(free);
    }
    setTimeout(free, NO_ANSWER);
    /* Another script may still take it over. */
    setTimeout(() => event.defaultPrevented && free());
  });

  /* A form whose answer is a file waits for it here, however long it is made, and says so: the browser would not tell
     the page when it came. Another answer (what is to be mended, the login) takes the place of the page. */
  const askForFile = async (form, button) => {
    const told = form.querySelector("[data-file-told]");
    told.textContent = told.dataset.waits;
    try {
      /* As the form would be sent without this script: so the server keeps it when the sign-in has run out. */
      const sent = new URLSearchParams(new FormData(form, button));
      const answer = await fetch(form.action, { method: "POST", body: sent });
      if (answer.redirected) return location.assign(answer.url);
      const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
      if (name) {
        saveFile(await answer.blob(), name);
        forgetErrors(form);
        told.textContent = told.dataset.came;
      } else {
        showInstead(await answer.text());
      }
    } catch {
      told.textContent = told.dataset.failed;
    }
  };
  const forgetErrors = (form) => {
    for (const error of form.querySelectorAll("[data-errors], .field-error")) error.remove();
    for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  };
  const saveFile = (content, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), NO_ANSWER);
  };
  const showInstead = (page) => {
    const main = new DOMParser().parseFromString(page, "text/html").querySelector("main");
    if (!main) throw new Error("This is no page of ours.");
    document.querySelector("main").replaceWith(main);
    htmx.process(main);
    window.scrollTo(0, 0);
    focusErrors(main);
  };
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  /* A table that is wider than its box can be scrolled by keyboard too. */
  const reachTables = () => {
    for (const box of document.querySelectorAll(".table-box")) {
      if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight + 1) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", box.querySelector("caption").textContent);
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
      }
    }
  };
  window.addEventListener("resize", reachTables);
  document.addEventListener("htmx:after:swap", reachTables);

  const start = () => {
    focusErrors(document);
    reachTables();
  };
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
