/// The one script: the key `S` opens *May we share this?*.
///
/// Every page works without it.
///
/// It can be turned off on every page (WCAG 2.1.4); the browser keeps that choice and nothing else.
enum KeyScript {
    /// JavaScript, served at `/pledge.js`.
    ///
    /// Its words come from the page's own attributes.
    static let text = #"""
        "use strict";
        (() => {
          const place = document.getElementById("keys");
          if (!place) return;
          const name = "pledge-keys";
          let isOff = false;
          try { isOff = localStorage.getItem(name) === "off"; } catch { isOff = false; }
          const button = document.createElement("button");
          button.type = "button";
          button.className = "keys-off";
          const hints = document.querySelectorAll("[data-keys]");
          const show = () => {
            button.textContent = isOff ? place.dataset.on : place.dataset.off;
            for (const hint of hints) hint.hidden = isOff;
          };
          button.addEventListener("click", () => {
            isOff = !isOff;
            try { isOff ? localStorage.setItem(name, "off") : localStorage.removeItem(name); } catch { /* this page only */ }
            show();
          });
          place.append(button);
          show();
          document.addEventListener("keydown", (event) => {
            if (isOff || event.defaultPrevented || event.repeat) return;
            if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
            if (event.key !== "s" && event.key !== "S") return;
            const at = event.target;
            if (at instanceof Element && at.closest("input:not([type=radio]):not([type=checkbox]), select, textarea, [contenteditable]")) return;
            event.preventDefault();
            location.assign("/");
          });
        })();
        """#
}
