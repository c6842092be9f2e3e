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

/*
 * A draft that is not saved stays in this window, for its author: the session may end before, or the server forget its trial. What it
 * is a draft of is said by the page: after a failed attempt its address does not tell any more.
 */
(function () {
    "use strict";

    const author = document.querySelector(".user strong")?.textContent;
    const done = new URLSearchParams(location.search);
    const signedOut = new BroadcastChannel("workgate signed out");

    function key(of) {
        return "draft " + author + " " + of;
    }

    /* Nobody is shown what another one has typed, whose session ended in this window. */
    if (author) {
        Object.keys(sessionStorage)
            .filter((name) => name.startsWith("draft ") && !name.startsWith(key("")))
            .forEach((name) => sessionStorage.removeItem(name));
    }

    if (done.get("done") === "revise") {
        sessionStorage.removeItem(key("revise " + done.get("of")));
    } else if (done.get("done") === "restructure") {
        sessionStorage.removeItem(key("restructure"));
    }

    /* Who signs out does so in every window. */
    document.querySelector("form.user")?.addEventListener("submit", () => {
        sessionStorage.clear();
        signedOut.postMessage(null);
    });
    signedOut.addEventListener("message", () => sessionStorage.clear());

    document.querySelectorAll("[data-kept]").forEach((offer) => {
        const text = document.getElementById(offer.dataset.kept);
        const name = key(offer.dataset.key);
        const begun = text.value;
        const kept = sessionStorage.getItem(name);

        /* Also while what was kept before is offered: that is in hand here, until the page is left. */
        function keep() {
            try {
                sessionStorage.setItem(name, text.value);
            } catch {
                sessionStorage.removeItem(name);
            }
        }

        function close() {
            offer.hidden = true;
            text.focus();
        }

        offer.hidden = kept === null || kept === begun;
        text.addEventListener("input", keep);
        offer.querySelector("[data-take]").addEventListener("click", () => {
            text.value = kept;
            keep();
            close();
        });
        offer.querySelector("[data-forget]").addEventListener("click", () => {
            if (text.value === begun) {
                sessionStorage.removeItem(name);
            }
            close();
        });
    });
})();
