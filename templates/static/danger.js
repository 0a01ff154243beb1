// Words of danger are answered while somebody still types them: one polite line above the field. The same words are asked about once.
// Only whole words are sent, as a form and never in an address; the last word counts as whole after a pause or once the field is left.
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
  const ask = async (words) => {
    if (words === sent || document.querySelector(".crisis")) return;
    sent = words;
    asking?.abort();
    if (!words) {
      show("");
      return;
    }
    asking = new AbortController();
    const { signal } = asking;
    const body = new URLSearchParams({ csrf: field.form.elements.csrf.value, sentence: words });
    try {
      const answer = await fetch(field.dataset.danger, { method: "POST", body, signal, cache: "no-store", redirect: "error" });
      if (!answer.ok) sent = ""; // asked too fast: the next word or pause asks again
      else show((await answer.json()).line);
    } catch {
      // Signed out or offline: the form itself still answers.
    }
  };

  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isComposing) return;
    ask(wholeWords());
    timer = setTimeout(() => ask(field.value.trim()), pause);
  });
  field.addEventListener("blur", () => {
    clearTimeout(timer);
    ask(field.value.trim());
  });
}
