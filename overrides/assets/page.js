/* Comfort only: a button to print, shown where it works, and paper on which no meaning of a word lies open over the text. */
(function () {
  "use strict";
  const button = document.getElementById("print");
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".term__text").forEach(function (open) {
      if (open.hidePopover && open.matches(":popover-open")) open.hidePopover();
    });
  });
  if (!button || !window.print) return;
  button.hidden = false;
  button.addEventListener("click", function () { window.print(); });
})();
