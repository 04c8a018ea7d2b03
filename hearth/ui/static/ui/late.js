/* On a slow line. A page is used before its scripts listen, and while answers are on the way: what was entered meanwhile
   stands when they have come. With this file missing, an answer may take it back. */
(function () {
  "use strict";

  const isTick = (field) => field.type === "checkbox" || field.type === "radio";
  const entered = (field) => (isTick(field) ? field.checked : field.value);
  /* What stood in a field when it came from the server. */
  const standing = (field) => {
    if (isTick(field)) return field.defaultChecked;
    if (!field.options) return field.defaultValue;
    return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "";
  };
  const tell = (field) => {
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  };
  const asks = (field) => field.matches("[hx-post]");

  /* What was typed or chosen before htmx listened is told to it now. It begins a tick after its file, which comes before
     this one. */
  setTimeout(() => {
    for (const field of document.querySelectorAll("input[hx-post], select[hx-post]")) {
      if (entered(field) !== standing(field)) tell(field);
    }
  });

  /* Only what was asked for last is shown: an older answer may come later. htmx stops an older request itself, but when
     it has stopped one it no longer knows the next, so of three the second may still come after the third. */
  const askedLast = new WeakMap();
  document.addEventListener("htmx:before:request", (event) => askedLast.set(event.target, event.detail.ctx));
  document.addEventListener("htmx:after:request", (event) => {
    const last = askedLast.get(event.target);
    /* What was asked for before this file was there is the only thing that was asked for. */
    if (last && last !== event.detail.ctx) event.preventDefault();
  });

  /* An answer takes the place of a part of the page. What a person changed in that part since it was asked for is put
     into the answer. An answer without a place for it (the details of another service) is not shown, but asked for once
     more with all that stands in the form by now. */
  const asked = new WeakMap();
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    const stood = new Map(fieldsOf(ctx.target).map((field) => [field, entered(field)]));
    asked.set(ctx, { stood, focused: document.activeElement, kept: [] });
  });
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx, tasks } = event.detail;
    const main = tasks.find((task) => task.type === "main");
    const before = asked.get(ctx);
    if (!main?.target || !before || !ctx.sourceElement.isConnected) return;
    const fields = fieldsOf(main.target);
    const isChanged = (field) => entered(field) !== (before.stood.get(field) ?? standing(field));
    const changed = fields.filter(isChanged).map((field) => [field, placeOf(field, main.fragment)]);
    const halfTyped = fields.find((field) => isHalfTyped(field, isChanged(field)));
    if (halfTyped || changed.some(([field, place]) => entered(field) && !place)) {
      event.preventDefault();
      return askAgain(ctx, halfTyped);
    }
    for (const [field, place] of changed) {
      if (!place) continue;
      if (isTick(place)) place.checked = field.checked;
      else place.value = field.value;
      if (asks(place)) before.kept.push(place);
    }
    /* Who went on to another field stays there. */
    if (document.activeElement !== before.focused && document.activeElement !== document.body) {
      for (const field of main.fragment.querySelectorAll("[autofocus]")) field.removeAttribute("autofocus");
    }
  });
  document.addEventListener("htmx:after:swap", (event) => asked.get(event.detail.ctx)?.kept.forEach(tell));

  const fieldsOf = (part) => [
    ...(part?.querySelectorAll(
      "input[name]:not([type=hidden], [type=file]), select[name]:not([multiple]), textarea[name]"
    ) ?? []),
  ];
  const placeOf = (field, fragment) => {
    const alike = fieldsOf(fragment).filter(
      (one) => one.name === field.name && (!isTick(field) || one.value === field.value)
    );
    const place = alike.find((one) => one.id === field.id) ?? (alike.length === 1 ? alike[0] : undefined);
    const takes = !place?.options || [...place.options].some((option) => option.value === field.value);
    return takes ? place : undefined;
  };

  /* A date that is half typed has no value yet, and in a date or a number the place of the cursor cannot be told:
     they are waited for until they are left. */
  const isHalfTyped = (field, isChanged) =>
    field === document.activeElement &&
    (field.validity.badInput || (isChanged && !isTick(field) && field.selectionStart === null));

  /* htmx is done with the first request a tick later. */
  const askAgain = (ctx, halfTyped) => {
    const { method, action } = ctx.request;
    const how = { source: ctx.sourceElement, event: ctx.sourceEvent, target: ctx.target };
    const ask = () => setTimeout(() => htmx.ajax(method, action, how));
    if (halfTyped) halfTyped.addEventListener("blur", ask, { once: true });
    else ask();
  };
})();
