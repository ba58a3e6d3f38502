// The help below a control, tied to it for screen readers; and the name of a control whose label is not its own.
function render({ model, el }) {
  const node = make("p", { class: "fg-hint", id: `fg-hint-${count()}` });
  const fill = () => {
    node.textContent = model.get("text");
    el.hidden = !model.get("text");
  };
  fill();
  el.append(node);
  model.on("change:text", fill);
  // The control may be drawn after its help.
  const tie = () => {
    const field = el.closest(".fg-field");
    const group = field?.querySelector(".widget-radio-box, .widget-toggle-buttons > div, .jupyter-button-group");
    group?.setAttribute("role", group.matches(".widget-radio-box") ? "radiogroup" : "group");
    const control = group ?? field?.querySelector("[role=slider], input, select, textarea, button");
    if (!control) return false;
    if (control.matches("[role]")) control.setAttribute("aria-label", model.get("name"));
    if (model.get("text")) control.setAttribute("aria-describedby", node.id);
    return true;
  };
  let observer;
  const frame = requestAnimationFrame(() => {
    if (tie()) return;
    observer = new MutationObserver(() => tie() && observer.disconnect());
    observer.observe(el.closest(".fg-field") ?? document.body, { childList: true, subtree: true });
  });
  return () => {
    cancelAnimationFrame(frame);
    observer?.disconnect();
  };
}
export default { render };
