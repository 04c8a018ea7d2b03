/* A form that asks only what its answers call for. The conditions come from the server as JSON
   (hearth/forms/branches.py), which asks them again: with this file missing, every question is shown.

   <div data-question="name" data-kind="number|money|text" data-ask-if='["==", {"places": ["other"]}, 1]'> */
(function () {
  "use strict";

  const missing = (value) => value === null || value === undefined;
  const compare = {
    "==": (one, other) => one === other,
    "!=": (one, other) => one !== other,
    "<": (one, other) => one < other,
    "<=": (one, other) => one <= other,
    ">": (one, other) => one > other,
    ">=": (one, other) => one >= other,
    in: (one, other) => Array.isArray(other) && other.includes(one),
    "not in": (one, other) => Array.isArray(other) && !other.includes(one),
  };

  /* Whether a condition holds. A missing answer equals nothing; only "is" may ask for it. */
  const holds = (tree, answer) => {
    const [sign, ...parts] = tree;
    if (sign === "and") return parts.every((part) => holds(part, answer));
    if (sign === "or") return parts.some((part) => holds(part, answer));
    if (sign === "not") return !holds(parts[0], answer);
    const [left, right] = parts.map((part) => operand(part, answer));
    if (sign === "is") return missing(left);
    if (sign === "is not") return !missing(left);
    return !missing(left) && !missing(right) && compare[sign](left, right);
  };

  const operand = (part, answer) => {
    if (missing(part) || Array.isArray(part) || typeof part !== "object") return part;
    return part.places.map(answer).find((value) => !missing(value)) ?? null;
  };

  /* One form: what its questions say now. A hidden question says nothing. */
  const update = (form) => {
    const questions = new Map();
    for (const box of form.querySelectorAll("[data-question]")) {
      const own = (name) => box.dataset[name] && JSON.parse(box.dataset[name]);
      questions.set(box.dataset.question, { box, open: true, askIf: own("askIf"), rule: own("computed") });
    }

    const answer = (name) => {
      const question = questions.get(name);
      if (!question?.open) return null;
      return question.rule ? computed(question.rule)[0] : typed(question.box);
    };

    const typed = (box) => {
      const control = box.querySelector("input[type=radio]")
        ? box.querySelector("input[type=radio]:checked")
        : box.querySelector("input, select, textarea");
      const left = control?.type === "checkbox" && !control.checked;
      const text = control && !left ? control.value.trim() : "";
      if (text === "") return null;
      if (box.dataset.kind === "text") return text;
      const number = Number(box.dataset.kind === "money" ? text.replace(/[$,\s]/g, "") : text);
      return Number.isNaN(number) ? null : number;
    };

    /* The answer and its words: the first case that holds, or the sum of the amounts of all sources that are there. */
    const computed = (rule) => {
      if (rule.cases) {
        const found = rule.cases.find(([, , tree]) => holds(tree, answer));
        return found ? found.slice(0, 2) : [null, "–"];
      }
      const gate = answer(rule.gate);
      const amounts = rule.parts.filter(([source]) => answer(source) === 1).map(([, amount]) => answer(amount));
      if (gate === 0) return [0, "0"];
      if (gate !== 1 || !amounts.length || amounts.some(missing)) return [null, "–"];
      const cents = amounts.reduce((sum, amount) => sum + Math.round(amount * 100), 0);
      return [cents / 100, (cents / 100).toFixed(cents % 100 ? 2 : 0)];
    };

    for (let round = 0; round < questions.size; round += 1) {
      let changed = false;
      for (const question of questions.values()) {
        const open = !question.askIf || holds(question.askIf, answer);
        changed ||= open !== question.open;
        question.open = open;
      }
      if (!changed) break;
    }
    for (const { box, open, rule } of questions.values()) {
      show(box, open);
      if (rule) box.querySelector("input").value = computed(rule)[1];
    }
    for (const section of form.querySelectorAll("[data-questions]")) {
      section.hidden = !section.querySelector("[data-question]:not([hidden])");
    }
  };

  /* What is hidden is not sent, and comes back as it was when it is asked again. */
  const show = (box, open) => {
    box.hidden = !open;
    for (const control of box.querySelectorAll("input, select, textarea")) {
      if (!open && !control.disabled) control.dataset.notAsked = "yes";
      if (!open) control.disabled = true;
      if (open && control.dataset.notAsked) {
        control.disabled = false;
        delete control.dataset.notAsked;
      }
    }
  };

  const formOf = (element) => element.closest?.("form");
  const changed = (event) => {
    const form = event.target.closest?.("[data-question]") && formOf(event.target);
    if (form) update(form);
  };
  document.addEventListener("change", changed);
  document.addEventListener("input", changed);

  const updateAll = () => new Set([...document.querySelectorAll("[data-question]")].map(formOf)).forEach(update);
  document.addEventListener("htmx:after:swap", updateAll);
  window.addEventListener("pageshow", updateAll);
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", updateAll);
  } else {
    updateAll();
  }
})();
