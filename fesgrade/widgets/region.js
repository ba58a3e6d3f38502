// One element whose content changes in place: replacing the element would silence screen readers. A button in it with
// data-pick tells Python; what is open stays open, and the focus goes nowhere unexpected.
function render({ model, el }) {
  const node = document.createElement("div");
  node.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pick]");
    if (button) model.send({ pick: button.dataset.pick });
  });
  const dress = () => {
    node.className = `fg-region ${model.get("name")}`.trim();
    for (const [attribute, trait] of [["role", "role"], ["aria-label", "label"]]) {
      if (model.get(trait)) node.setAttribute(attribute, model.get(trait));
      else node.removeAttribute(attribute);
    }
    if (model.get("role") === "status") node.setAttribute("aria-live", "polite");
  };
  const fill = () => {
    const held = node.contains(document.activeElement) ? document.activeElement : null;
    const open = [...node.querySelectorAll("details[id][open]")].map((details) => details.id);
    node.innerHTML = model.get("html");
    for (const details of node.querySelectorAll("details[id]")) details.open ||= open.includes(details.id);
    if (!held) return;
    const same = [...node.querySelectorAll("[data-pick]")].find((one) => one.dataset.pick === held.dataset.pick);
    if (!same) node.tabIndex = -1;
    (same ?? node).focus({ preventScroll: true });
  };
  dress();
  fill();
  el.append(node);
  model.on("change:html", fill);
  model.on("change:called", () => {
    node.tabIndex = -1;
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "start" });
  });
  for (const trait of ["name", "role", "label"]) model.on(`change:${trait}`, dress);
}
export default { render };
