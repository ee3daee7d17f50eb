// A place to sign on: with a finger, a pen or the mouse.

/** Lets the canvas of a form be drawn on. `changed` is told the picture as a data address, empty when cleared. */
export function signable(form, changed) {
  const pad = form.querySelector("canvas");
  const brush = pad.getContext("2d");
  let last = null;
  let drawn = false;
  const clear = () => {
    brush.clearRect(0, 0, pad.width, pad.height);
    drawn = false;
    changed("");
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
  for (const end of ["pointerup", "pointercancel"]) {
    pad.addEventListener(end, () => {
      if (last && drawn) changed(pad.toDataURL("image/png"));
      last = null;
    });
  }
  form.querySelector("[data-clear]").addEventListener("click", clear);
}
