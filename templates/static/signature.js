// A field to sign in with a finger, a pen or a mouse. What is kept is lines of whole numbers, never a picture.
"use strict";
for (const pad of document.querySelectorAll("[data-signature]")) {
  const canvas = pad.querySelector("canvas");
  const field = pad.querySelector("input[type=hidden]");
  const clear = pad.querySelector("[data-clear]");
  const context = canvas.getContext("2d");
  const { width, height } = canvas;
  const most = 7000; // numbers, somewhat fewer than the desk takes
  let lines = [];
  let line = null;

  const draw = () => {
    context.clearRect(0, 0, width, height);
    context.lineWidth = 3;
    context.lineCap = context.lineJoin = "round";
    context.strokeStyle = "#1b2430";
    for (const one of lines) {
      context.beginPath();
      for (let at = 0; at < one.length; at += 2) context.lineTo(one[at], one[at + 1]);
      context.stroke();
    }
  };
  const add = (event) => {
    const box = canvas.getBoundingClientRect();
    const x = Math.round(((event.clientX - box.left) / box.width) * width);
    const y = Math.round(((event.clientY - box.top) / box.height) * height);
    const last = line.slice(-2);
    if (last[0] === x && last[1] === y) return;
    if (lines.reduce((sum, one) => sum + one.length, 0) >= most) return;
    line.push(Math.min(Math.max(x, 0), width), Math.min(Math.max(y, 0), height));
  };
  const keep = () => {
    field.value = lines.length ? JSON.stringify(lines) : "";
    draw();
  };

  try {
    lines = field.value ? JSON.parse(field.value) : [];
  } catch {
    lines = [];
  }
  for (const hidden of document.querySelectorAll("[data-needs-script]")) hidden.hidden = false;
  draw();

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    lines.push((line = []));
    add(event);
    keep();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (line === null) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) add(one);
    keep();
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (line = null));
  clear.addEventListener("click", () => {
    lines = [];
    keep();
  });
}
