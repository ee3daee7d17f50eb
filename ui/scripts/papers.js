// What the pages of papers gain where scripts run: signing on the screen, and a word while
// photos are on their way.

/** Draws with a finger, a pen or the mouse; what is drawn goes with the form as a picture. */
function signOnScreen(form) {
  const pad = form.querySelector("canvas");
  const sent = form.querySelector("[name=signature]");
  const brush = pad.getContext("2d");
  let last = null;
  let drawn = false;
  const clear = () => {
    brush.clearRect(0, 0, pad.width, pad.height);
    drawn = false;
  };
  /** Where the pointer is, in the pixels of the picture. */
  const at = (event) => {
    const box = pad.getBoundingClientRect();
    return [((event.clientX - box.left) * pad.width) / box.width, ((event.clientY - box.top) * pad.height) / box.height];
  };
  const draw = (event) => {
    if (!last) return;
    const next = at(event);
    // A pen that tells how hard it is pressed writes like one.
    brush.lineWidth = 4 + 8 * (event.pointerType === "pen" ? event.pressure : 0.4);
    brush.lineCap = "round";
    brush.strokeStyle = "#10192b";
    brush.beginPath();
    brush.moveTo(...last);
    brush.lineTo(...next);
    brush.stroke();
    last = next;
    drawn = true;
  };
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    last = at(event);
    draw(event);
  });
  pad.addEventListener("pointermove", draw);
  for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => (last = null));
  form.querySelector("[data-clear]").addEventListener("click", clear);
  form.addEventListener("submit", () => (sent.value = drawn ? pad.toDataURL("image/png") : ""));
}

/** The button says that photos are on their way: on a telephone that takes a while. */
function tellOfSending(form) {
  form.addEventListener("submit", () => form.querySelector("button[type=submit]").setAttribute("aria-busy", "true"));
}

document.querySelectorAll("[data-sign]").forEach(signOnScreen);
document.querySelectorAll("[data-upload]").forEach(tellOfSending);
