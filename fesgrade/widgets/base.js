// What several widgets need: each has it in front of its own file (base.script), as a widget is one file.

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value != null) node.setAttribute(name, value);
  node.append(...children.filter((child) => child != null));
  return node;
}

const hidden = (text) => make("span", { class: "fg-visually-hidden" }, text);
// Every widget runs this anew, so what tells them apart is counted for the page.
const count = () => (globalThis.fgCount = (globalThis.fgCount ?? 0) + 1);
// A widget that no page of ours is around has the colors and the type of one within itself. A notebook has other plans
// for arrow keys, and is not told of those that are meant for the widget.
const within = (el) =>
  requestAnimationFrame(() => {
    if (el.parentElement?.closest(".fg-page")) return;
    el.classList.add("fg-page", "fg-alone");
    el.addEventListener("keydown", (event) => event.key.startsWith("Arrow") && event.stopPropagation());
  });
