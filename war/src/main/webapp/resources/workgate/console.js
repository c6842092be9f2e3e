/* The ticks of the list: select all of a page, and say how many are selected. Without this script the list works too. */
(function () {
    "use strict";

    function ticks() {
        return Array.from(document.querySelectorAll("input[type=checkbox][name=id]"));
    }

    function tell() {
        const count = ticks().filter((tick) => tick.checked).length;
        const all = document.querySelector("[data-select-all]");
        const summary = document.querySelector("[data-selected]");
        if (summary) {
            summary.textContent = count === 0 ? "None selected" : count + " selected:";
        }
        if (all) {
            all.checked = count > 0 && count === ticks().length;
            all.indeterminate = count > 0 && count < ticks().length;
        }
        document.querySelectorAll("button[form=operate]").forEach((button) => {
            button.disabled = count === 0;
        });
    }

    document.addEventListener("change", (event) => {
        if (event.target.matches("[data-select-all]")) {
            ticks().forEach((tick) => {
                tick.checked = event.target.checked;
            });
        }
        if (event.target.matches("[data-select-all], input[name=id]")) {
            tell();
        }
    });

    /* Each page of the list that is fetched comes with no tick set. */
    const list = document.getElementById("list");
    if (list) {
        new MutationObserver((changes) => {
            if (changes.some((change) => change.target.closest("tbody, table") || change.target.querySelector("tbody"))) {
                tell();
            }
        }).observe(list, { childList: true, subtree: true });
        tell();
    }
})();
