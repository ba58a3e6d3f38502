// The help below a control, tied to it for screen readers.
let count = 0;
function render({ model, el }) {
  const node = document.createElement("p");
  node.className = "fg-hint";
  node.id = `fg-hint-${Date.now()}-${count++}`;
  const fill = () => {
    node.textContent = model.get("text");
  };
  fill();
  el.append(node);
  model.on("change:text", fill);
  // The control may be drawn after its help.
  const tie = () => {
    const field = el.closest(".fg-field");
    const control = field?.querySelector("input, select, textarea, button, [role=slider], [contenteditable]");
    control?.setAttribute("aria-describedby", node.id);
    return Boolean(control);
  };
  const frame = requestAnimationFrame(() => {
    if (tie()) return;
    const observer = new MutationObserver(() => tie() && observer.disconnect());
    observer.observe(el.closest(".fg-field") ?? document.body, { childList: true, subtree: true });
  });
  return () => cancelAnimationFrame(frame);
}
export default { render };
