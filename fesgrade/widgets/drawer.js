// A dialog with a text that stands elsewhere on the page, as it is now. The browser keeps the focus in it and gives it back.

function render({ model, el }) {
  const close = make("button", { type: "button", class: "fg-button" }, model.get("back"));
  const text = make("div", { class: "fg-drawer-text", tabindex: "0", role: "region" });
  const dialog = make("dialog", { class: "fg-drawer", "aria-label": model.get("label") }, close, text);
  text.setAttribute("aria-label", model.get("label"));
  el.append(dialog);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close()); // beside it
  const called = (event) => {
    if (!event.target.closest?.(".fg-opens-drawer")) return;
    const source = document.querySelector(model.get("source"));
    if (!source) return;
    text.innerHTML = source.innerHTML;
    for (const one of text.querySelectorAll("[id]")) one.removeAttribute("id"); // it is there twice now
    dialog.showModal();
    text.scrollTo(0, 0);
  };
  document.addEventListener("click", called);
  return () => document.removeEventListener("click", called);
}
export default { render };
