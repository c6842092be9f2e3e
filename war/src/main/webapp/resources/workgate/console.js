/* Makes some things easier; without this script all pages work too. */

/* What was done, or was not, is where reading goes on. */
(function () {
    "use strict";

    document.querySelector("main .note[tabindex]")?.focus();
})();

/* The ticks of the list: select all of a page, keep those of other pages, and say how many are selected. */
(function () {
    "use strict";

    const operate = document.getElementById("operate");
    const selected = new Set();

    function ticks() {
        return Array.from(document.querySelectorAll("input[type=checkbox][name=id]"));
    }

    function tell() {
        const count = selected.size;
        const here = ticks().filter((tick) => tick.checked).length;
        const all = document.querySelector("[data-select-all]");
        const summary = document.querySelector("[data-selected]");
        if (summary) {
            const text = count === 0 ? "None selected" : count + " selected:";
            if (summary.textContent !== text) {
                summary.textContent = text;
            }
        }
        if (all) {
            all.checked = here > 0 && here === ticks().length;
            all.indeterminate = here > 0 && here < ticks().length;
        }
        document.querySelectorAll("button[form=operate]").forEach((button) => {
            button.disabled = count === 0;
        });
    }

    /* Sends the ticks of other pages along. */
    function keep() {
        const here = new Set(ticks().map((tick) => tick.value));
        operate.querySelectorAll("input[name=id]").forEach((kept) => kept.remove());
        selected.forEach((id) => {
            if (!here.has(id)) {
                const kept = document.createElement("input");
                kept.type = "hidden";
                kept.name = "id";
                kept.value = id;
                operate.append(kept);
            }
        });
    }

    document.addEventListener("change", (event) => {
        if (event.target.matches("[data-select-all]")) {
            ticks().forEach((tick) => {
                tick.checked = event.target.checked;
            });
        }
        if (event.target.matches("[data-select-all], input[name=id]")) {
            ticks().forEach((tick) => (tick.checked ? selected.add(tick.value) : selected.delete(tick.value)));
            tell();
        }
    });

    /* Each page of the list that is fetched comes with no tick set; one that is gone back to, with those that were. */
    const list = document.getElementById("list");
    if (list) {
        new MutationObserver((changes) => {
            if (changes.some((change) => change.target.closest("tbody, table") || change.target.querySelector("tbody"))) {
                ticks().forEach((tick) => {
                    tick.checked = selected.has(tick.value);
                });
                keep();
                tell();
            }
        }).observe(list, { childList: true, subtree: true });
        ticks().filter((tick) => tick.checked).forEach((tick) => selected.add(tick.value));
        tell();
    }
})();

/* The text of a file fills the field for it; what is wrong with a line of it leads to that line. */
(function () {
    "use strict";

    function show(text, number) {
        const lines = text.value.split("\n");
        const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
        text.focus();
        text.setSelectionRange(start, start + (lines[number - 1] || "").length);
        text.scrollTop = (number - 4) * parseFloat(getComputedStyle(text).lineHeight);
    }

    document.querySelectorAll("[data-fills]").forEach((part) => {
        const text = document.getElementById(part.dataset.fills);
        const problem = part.querySelector(".problem");
        part.hidden = false;
        part.addEventListener("change", async (event) => {
            const file = event.target.files[0];
            problem.textContent = "";
            if (file) {
                try {
                    text.value = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
                    text.dispatchEvent(new Event("input"));
                } catch {
                    problem.textContent = file.name + " is no text in UTF-8.";
                }
            }
        });
    });

    document.querySelectorAll("button[data-line]").forEach((button) => {
        button.hidden = false;
        button.addEventListener("click", () => {
            show(document.querySelector(".draft textarea"), Number(button.dataset.line));
        });
    });
})();

/* A draft that is not saved stays in this window, for its author: the session may end before, or the server forget its trial. */
(function () {
    "use strict";

    const author = document.querySelector(".user strong")?.textContent;
    const asked = new URLSearchParams(location.search);

    function key(page) {
        return ["draft", author, page, asked.get("of") || ""].join(" ");
    }

    if (["revise", "restructure"].includes(asked.get("done"))) {
        sessionStorage.removeItem(key(asked.get("done")));
    }

    document.querySelector("form.user")?.addEventListener("submit", () => {
        sessionStorage.clear();
    });

    document.querySelectorAll("[data-kept]").forEach((offer) => {
        const text = document.getElementById(offer.dataset.kept);
        const name = key(location.pathname.split("/").pop());
        const kept = sessionStorage.getItem(name);
        offer.hidden = kept === null || kept === text.value;
        text.addEventListener("input", () => {
            if (offer.hidden) {
                try {
                    sessionStorage.setItem(name, text.value);
                } catch {
                    sessionStorage.removeItem(name);
                }
            }
        });
        offer.querySelector("[data-take]").addEventListener("click", () => {
            text.value = kept;
            offer.hidden = true;
            text.focus();
        });
        offer.querySelector("[data-forget]").addEventListener("click", () => {
            sessionStorage.removeItem(name);
            offer.hidden = true;
            text.focus();
        });
    });
})();
