// Suggestions below a field while somebody types. What is typed is sent as a form, never as part of an address.
// The field keeps the focus: the ARIA pattern of a combobox with a listbox. Without this script the field works as any other.
//
// data-suggest: the page that answers; data-suggest-whole: ask with all of the field, not with the clause before the cursor;
// data-suggest-with: other fields of the form to send along; data-suggest-then: "search" sends the form once something is
// chosen, "new tab" opens what is chosen beside this page.
"use strict";
for (const field of document.querySelectorAll("[data-suggest]")) {
  const wait = 80; // milliseconds without a key before the desk is asked
  const keep = 400; // milliseconds for which what was shown for other words stays while the desk is slow
  const { suggest, suggestWhole, suggestWith = "", suggestThen = "" } = field.dataset;
  const make = (name, attributes = {}) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const popup = make("div", { class: "suggestions" });
  const heading = make("p", { class: "soft", "aria-hidden": "true" });
  const list = make("ul", { role: "listbox", id: `${field.id}-suggestions`, "aria-label": "Suggestions" });
  const status = make("p", { class: "hidden", role: "status" });
  let options = [];
  let active = -1;
  let timer = 0;
  let stale = 0;
  let asking = null;

  if (field.type === "search") field.type = "text"; // the role of a search field is its own, and may not be a combobox
  const isCombobox = field.tagName === "INPUT";
  const about = { "aria-autocomplete": "list", "aria-controls": list.id, "aria-haspopup": "listbox" };
  // A field of several lines stays a text box, which may not be called expanded: how many suggestions there are is said.
  const expand = (open) => {
    if (isCombobox) field.setAttribute("aria-expanded", String(open));
  };
  for (const [key, value] of Object.entries(isCombobox ? { role: "combobox", ...about } : about)) field.setAttribute(key, value);
  expand(false);
  popup.hidden = true;
  popup.append(heading, list);
  field.after(popup, status);
  field.parentElement.classList.add("suggesting");

  const before = () => field.value.slice(0, field.selectionStart);
  const asked = () => {
    if (suggestWhole !== undefined) return field.value.trim();
    const rest = field.value.slice(field.selectionStart);
    const clause = before().split(/[.,;:!?()\n]/).at(-1).slice(-80);
    // A word that is over, or that the cursor stands within, is not being typed.
    return /[\p{L}\p{N}]$/u.test(clause) && !/^[\p{L}\p{N}]/u.test(rest) ? clause.trimStart() : "";
  };
  const activate = (number) => {
    active = number;
    for (const [at, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(at === active));
    if (active < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active]?.scrollIntoView({ block: "nearest" });
  };
  const show = (found) => {
    clearTimeout(stale);
    options = found.options;
    list.replaceChildren(
      ...options.map((option, at) => {
        const item = make("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": "false" });
        const label = make("span", option.language ? { lang: option.language } : {});
        const detail = make("span", { class: "soft" });
        label.textContent = option.label;
        detail.textContent = option.detail;
        item.append(label, " ", detail);
        item.addEventListener("click", () => choose(at));
        return item;
      }),
    );
    heading.textContent = found.mended;
    heading.hidden = !found.mended;
    popup.hidden = options.length === 0;
    expand(!popup.hidden);
    status.textContent = found.said;
    activate(-1);
    if (!popup.hidden) popup.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    clearTimeout(timer);
    clearTimeout(stale);
    asking?.abort();
    if (!popup.hidden) show({ options: [], said: "", mended: "" });
  };
  const choose = (number) => {
    const option = options[number];
    close();
    if (option.to && suggestThen === "new tab") window.open(option.to, "_blank", "noopener");
    else if (option.to) window.location.assign(option.to);
    if (option.to || !before().endsWith(option.replaced)) return;
    const end = field.selectionStart;
    field.setRangeText(option.words, end - option.replaced.length, end, "end");
    status.textContent = option.words;
    if (suggestThen === "search") field.form.requestSubmit();
  };
  const ask = async () => {
    const words = asked();
    asking?.abort();
    if ([...words].length < 3) {
      close();
      return;
    }
    asking = new AbortController();
    const { signal } = asking;
    const body = new URLSearchParams({ csrf: field.form.elements.csrf.value, words });
    for (const name of suggestWith.split(" ").filter((one) => field.form.elements[one])) {
      body.set(name, field.form.elements[name].value);
    }
    try {
      const answer = await fetch(suggest, { method: "POST", body, signal, cache: "no-store", redirect: "error" });
      const found = answer.ok ? await answer.json() : null;
      if (signal.aborted || document.activeElement !== field) return;
      if (found === null) close();
      else show(found);
    } catch {
      // Signed out, offline, or asked anew: the field works without suggestions.
      if (!signal.aborted) close();
    }
  };

  const hide = () => show({ options: [], said: "", mended: "" });
  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    clearTimeout(stale);
    if (!popup.hidden) {
      activate(-1); // what is shown was found for other words, and may not be chosen by Enter
      stale = setTimeout(hide, keep);
    }
    if (!event.isComposing) timer = setTimeout(ask, wait);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { key } = event;
    if (popup.hidden) {
      // At the end of what is typed the arrow has nowhere else to go: it opens the list again.
      if (key === "ArrowDown" && field.selectionEnd === field.value.length && [...asked()].length > 2) {
        event.preventDefault();
        ask();
      }
      return;
    }
    if (key === "ArrowDown") activate((active + 1) % options.length);
    else if (key === "ArrowUp" && isCombobox) activate((active < 1 ? options.length : active) - 1);
    else if (key === "ArrowUp" && active >= 0) activate(active - 1);
    else if (key === "Enter" && active >= 0) choose(active);
    else if (key === "Escape") close();
    else {
      if (["Tab", "Enter", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End"].includes(key)) close();
      return;
    }
    event.preventDefault();
  });
  field.addEventListener("blur", close);
  field.addEventListener("click", close);
  popup.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
}
