// Words of danger are answered while somebody still types them: one polite line above the field. The same words are asked about once.
// Only whole words are sent, as a form and never in an address; the last word counts as whole after a pause or once the field is left.
// Where all of the words leave it open whether there is danger, the line that asks takes the place of the numbers, as on the page itself.
// Without this script the card comes with the answer to the form, as it does with it.
//
// data-danger: the page that answers.
"use strict";
for (const field of document.querySelectorAll("[data-danger]")) {
  const pause = 1500; // milliseconds without a key after which nobody is within a word
  const line = document.createElement("p");
  line.className = "ask typed-danger";
  line.setAttribute("role", "status");
  field.before(line);
  let sent = "";
  let timer = 0;
  let asking = null;
  const nothing = { line: "", question: "" };
  let found = nothing; // null while the desk is asked
  let over = false; // whether all of the words were sent

  const wholeWords = () => {
    const before = field.value.slice(0, field.selectionStart).replace(/[\p{L}\p{M}\p{N}'’-]+$/u, "");
    const after = field.value.slice(field.selectionStart).replace(/^[\p{L}\p{M}\p{N}'’-]+/u, "");
    return (before + after).trim();
  };
  const show = (words) => {
    if (line.textContent === words) return;
    if (words && line.dataset.said) line.removeAttribute("role"); // a reader that has said it does not say it again
    line.textContent = words;
    if (words) line.dataset.said = "yes";
  };
  const tell = () => {
    const asks = (over || line.dataset.said) && !document.querySelector(".ask:not(.typed-danger)");
    if (found) show(found.line || (asks ? found.question : ""));
  };
  const ask = async (words, whole) => {
    if (document.querySelector(".crisis")) return;
    over = whole;
    if (words === sent) {
      tell();
      return;
    }
    sent = words;
    asking?.abort();
    found = words ? null : nothing;
    if (!words) {
      tell();
      return;
    }
    asking = new AbortController();
    const { signal } = asking;
    const body = new URLSearchParams({ csrf: field.form.elements.csrf.value, sentence: words });
    try {
      const answer = await fetch(field.dataset.danger, { method: "POST", body, signal, cache: "no-store", redirect: "error" });
      if (!answer.ok) sent = ""; // asked too fast: the next word or pause asks again
      else {
        found = await answer.json();
        if (!signal.aborted) tell();
      }
    } catch {
      // Signed out or offline: the form itself still answers.
    }
  };

  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isComposing) return;
    ask(wholeWords(), false);
    timer = setTimeout(() => ask(field.value.trim(), true), pause);
  });
  field.addEventListener("blur", () => {
    clearTimeout(timer);
    ask(field.value.trim(), true);
  });
  // Words that still stand in the field after Back or a reload are answered again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) sent = "";
    ask(field.value.trim(), true);
  });
}
