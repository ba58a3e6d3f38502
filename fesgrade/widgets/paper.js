// A document as it prints. It has a tree of its own, so the page's style and the document's do not mix; printing the
// page while it is shown prints the document alone (see web/style/keep.css).
function render({ model, el }) {
  const button = make("button", { type: "button", class: "fg-button" }, "Print");
  button.addEventListener("click", () => window.print());
  const host = make("div", { class: "fg-paper" });
  const tree = host.attachShadow({ mode: "open" });
  const fill = () => {
    tree.innerHTML = model.get("html");
    if (model.get("html")) el.replaceChildren(button, host);
    else el.replaceChildren();
    el.hidden = !model.get("html");
  };
  // Browsers put the title above what they print and suggest it as the name of a PDF.
  let title;
  const before = () => {
    if (!model.get("html")) return;
    title = document.title;
    document.title = model.get("title");
  };
  const after = () => {
    if (title !== undefined) document.title = title;
    title = undefined;
  };
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  fill();
  model.on("change:html", fill);
  return () => {
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
  };
}
export default { render };
