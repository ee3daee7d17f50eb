// Runs before the first paint, so that a chosen density or the elder mode doesn't make the page jump.
(function () {
  try {
    var root = document.documentElement;
    if (localStorage.getItem("leye-dense") === "1") root.classList.add("dense");
    if (localStorage.getItem("leye-elder") === "1" && root.classList.contains("leye-public")) root.classList.add("elder");
    root.classList.add("scripted");
  } catch (ignored) {
    // Storage may be forbidden; the switches then last for one page.
    document.documentElement.classList.add("scripted");
  }
})();
