// Sentences of the front end: shell.js shows them where it shows its own; "Working…" has a place at the edge.

const PATIENCE = 2000;
const place = document.getElementById("fg-working");

// An empty sentence takes the last one away. `reload` adds a link that loads the page again; `last` is the last word.
export function say(sentence, { reload = false, last = false } = {}) {
  dispatchEvent(new CustomEvent("fg-say", { detail: { sentence, reload, last } }));
}

// Python has something to answer, or nothing more. A word appears when it takes long enough to wonder.
let timer;
export function working(busy) {
  if (busy) {
    timer ??= setTimeout(() => (place.textContent = "Working…"), PATIENCE);
    return;
  }
  clearTimeout(timer);
  timer = undefined;
  if (place.textContent) place.textContent = "";
}
