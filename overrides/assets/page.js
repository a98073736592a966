/* Comfort only: a button to print, shown where it works. */
(function () {
  "use strict";
  const button = document.getElementById("print");
  if (!button || !window.print) return;
  button.hidden = false;
  button.addEventListener("click", function () { window.print(); });
})();
