// What the pages can do without, made a little easier: printing and copying by a button, and searching by Enter.
"use strict";
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(text.value ?? text.textContent);
    button.textContent = "Copied";
  });
}
// Enter in a box of one sentence sends its form, unless it chooses a suggestion; Shift and Enter begin a new line.
for (const box of document.querySelectorAll("[data-enter]")) {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented || box.hasAttribute("aria-activedescendant")) return;
    event.preventDefault();
    box.form.requestSubmit();
  });
}
