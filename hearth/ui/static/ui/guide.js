/* Answers of a long list are found by words, and each shows what it means (GuidedSelect in hearth/ui/forms.py).
   With this file missing, the list is there alone. What is chosen here is chosen in the list. */
(function () {
  "use strict";

  const AT_MOST = 6;
  const PASSED_OVER = new Set("a an and at by for from he her his i in is it my of on or she the their they to with".split(" "));
  let made = 0;

  const wordsOf = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const element = (name, attributes, text = "") => {
    const one = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
    one.textContent = text;
    return one;
  };

  /* A word of the answer itself tells more than one of its explanation. */
  const weigh = (typed, answer) => {
    if (answer.own.some((word) => word.startsWith(typed))) return 3;
    return answer.more.some((word) => word.startsWith(typed)) ? 1 : 0;
  };

  const fitting = (text, answers) => {
    const all = wordsOf(text);
    const telling = all.filter((word) => !PASSED_OVER.has(word));
    const typed = telling.length ? telling : all;
    const weighed = answers.map((answer) => {
      const weights = typed.map((word) => weigh(word, answer));
      return { answer, met: weights.filter(Boolean).length, weight: weights.reduce((sum, one) => sum + one, 0) };
    });
    const most = Math.max(0, ...weighed.map((one) => one.met));
    if (!most) return [];
    const best = weighed.filter((one) => one.met === most).sort((one, other) => other.weight - one.weight);
    return best.slice(0, AT_MOST).map((one) => one.answer);
  };

  const guide = (select) => {
    const id = `guide_${(made += 1)}`;
    const answers = [...select.options].filter((option) => option.value).map((option) => ({
      option,
      section: option.parentElement.label ?? "",
      means: option.dataset.means ?? "",
      own: wordsOf(`${option.label} ${option.dataset.words ?? ""}`),
      more: wordsOf(`${option.parentElement.label ?? ""} ${option.dataset.means ?? ""}`),
    }));
    const box = element("div", { class: "guide" });
    const input = element("input", {
      id, class: "form-control", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}_answers`,
    });
    const list = element("ul", { id: `${id}_answers`, class: "guide-answers", role: "listbox", hidden: "" });
    list.setAttribute("aria-label", select.dataset.guide);
    const said = element("p", { class: "visually-hidden", role: "status" });
    const means = element("p", { class: "field-help", "aria-live": "polite" });
    /* Several lists may stand on a page: whoever hears it hears, too, which one the words are for. */
    const asked = select.labels[0];
    if (asked) input.setAttribute("aria-describedby", (asked.id ||= `${id}_asked`));
    box.append(element("label", { class: "field-help", for: id }, select.dataset.guide), input, list, said);
    select.before(box);
    select.after(means);

    let shown = [];
    let active = -1;
    const tell = () => (means.textContent = select.selectedOptions[0]?.dataset.means ?? "");
    const move = (to) => {
      active = to;
      [...list.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === to)));
      if (to < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", list.children[to].id);
      list.children[to]?.scrollIntoView({ block: "nearest" });
    };
    /* In a cell of a grid the answers need more room than the cell has: they stand above the page (forms.css). */
    const stand = () => {
      if (getComputedStyle(list).position !== "fixed") return;
      const field = input.getBoundingClientRect();
      const { clientWidth, clientHeight } = document.documentElement;
      const fits = field.bottom + list.offsetHeight <= clientHeight;
      const left = Math.min(field.left, clientWidth - list.offsetWidth);
      const top = fits ? field.bottom : field.top - list.offsetHeight;
      list.style.left = `${Math.max(0, left)}px`;
      list.style.top = `${Math.max(0, top)}px`;
    };
    const close = () => {
      shown = [];
      list.hidden = true;
      list.replaceChildren();
      input.setAttribute("aria-expanded", "false");
      move(-1);
    };
    const choose = (answer) => {
      select.value = answer.option.value;
      input.value = said.textContent = "";
      close();
      select.dispatchEvent(new Event("change", { bubbles: true }));
      select.focus();
    };
    const show = () => {
      close();
      if (!wordsOf(input.value).length) return void (said.textContent = "");
      shown = fitting(input.value, answers);
      said.textContent = shown.length ? `${select.dataset.found} ${shown.length}` : select.dataset.nothing;
      said.classList.toggle("visually-hidden", shown.length > 0);
      shown.forEach((answer, number) => {
        const row = element("li", { id: `${id}_${number}`, role: "option", "aria-selected": "false" });
        row.append(
          element("strong", {}, answer.option.label),
          element("span", { class: "soft" }, answer.section),
          element("span", {}, answer.means),
        );
        row.addEventListener("mousedown", (event) => event.preventDefault());
        row.addEventListener("click", () => choose(answer));
        list.append(row);
      });
      list.hidden = !shown.length;
      input.setAttribute("aria-expanded", String(shown.length > 0));
      if (!shown.length) return;
      stand();
      move(0);
    };

    input.addEventListener("input", show);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        if (!shown[active]) return;
        event.stopPropagation();
        choose(shown[active]);
      } else if (event.key === "Escape" && shown.length) {
        event.preventDefault();
        close();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && shown.length) {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        move((active + step + shown.length) % shown.length);
      }
    });
    select.addEventListener("change", tell);
    for (const moved of ["scroll", "resize"]) window.addEventListener(moved, stand, { capture: true, passive: true });
    tell();
  };

  const guideAll = () => {
    for (const select of document.querySelectorAll("select[data-guide]:not([data-guided])")) {
      select.dataset.guided = "yes";
      guide(select);
    }
  };
  document.addEventListener("htmx:after:swap", guideAll);
  guideAll();
})();
