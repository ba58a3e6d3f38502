// Every term of the glossary (data/glossary.csv) is a link where it first stands in what the page shows, wherever that
// text comes from. A link opens a tab of its own, so that nothing that was entered is lost; when the text that held it
// goes away, the term is linked where it stands next.
"use strict";
(() => {
  const GLOSSARY = "sources.ipynb#";
  // What is pressed or filled in, headings, citations, and words that are not the page's own: what a standard says of a
  // level may have a word of ours in its usual sense.
  const APART =
    "a, button, label, summary, legend, caption, th, dt, select, textarea, h1, h2, h3, h4, svg, pre, code, mark, dialog," +
    " [role=alert], [role=option], [aria-hidden=true], [data-pick], .fg-meaning, .fg-source, .fg-visually-hidden," +
    " .fg-case-text, .fg-document";
  const root = document.documentElement;
  const main = document.getElementById("fg-main");
  const given = JSON.parse(document.getElementById("fg-terms").textContent);
  const ids = new Map(given.flatMap(([id, ...words]) => words.map((word) => [word.toLowerCase(), id])));
  const longestFirst = [...ids.keys()].sort((one, other) => other.length - one.length);
  const pattern = longestFirst.map((word) => word.replaceAll(".", "\\.").replaceAll(" ", "\\s+")).join("|");
  const mention = new RegExp(`(?<![\\w-])(?:${pattern})(?![\\w-])`, "gi");
  const idOf = (word) => ids.get(word.toLowerCase().replace(/\s+/g, " "));
  const shown = (node) => node.checkVisibility({ visibilityProperty: true });

  const dress = (link) => {
    link.target = "_blank";
    link.rel = "noopener";
    link.title = "Glossary, in a new tab";
    return link;
  };
  const linkOf = (id, word) => {
    const link = dress(document.createElement("a"));
    link.href = GLOSSARY + id;
    link.className = "fg-term";
    link.textContent = word;
    return link;
  };

  const walk = () => {
    const linked = new Set();
    for (const link of main.querySelectorAll(`a[href^="${GLOSSARY}"]`)) {
      dress(link);
      if (shown(link)) linked.add(link.getAttribute("href").slice(GLOSSARY.length));
    }
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    let next = texts.nextNode();
    while (next) {
      const text = next;
      next = texts.nextNode(); // before the text is parted
      const found = [...text.data.matchAll(mention)].filter(([word]) => !linked.has(idOf(word)));
      if (!found.length || text.parentElement.closest(APART) || !shown(text.parentElement)) continue;
      for (const { 0: word, index } of found.toReversed()) {
        const id = idOf(word);
        // from the end on, so that the places before it still hold; of a term's mentions the first one
        if (found.find(([other]) => idOf(other) === id).index !== index) continue;
        linked.add(id);
        const rest = text.splitText(index);
        rest.data = rest.data.slice(word.length);
        rest.before(linkOf(id, word));
      }
    }
  };

  // In the frame in which a text is drawn, so that a status is read once, as a whole.
  let waiting = false;
  const soon = () => {
    if (waiting || root.dataset.fg !== "ready") return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      walk();
      observer.takeRecords(); // what this has changed itself
    });
  };
  const observer = new MutationObserver(soon);
  observer.observe(main, {
    childList: true,
    characterData: true,
    subtree: true,
    attributeFilter: ["open", "hidden", "class", "style"],
  });
  new MutationObserver(soon).observe(root, { attributeFilter: ["data-fg", "data-present"] });
})();
