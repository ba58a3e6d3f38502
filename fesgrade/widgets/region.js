// One element whose content changes in place: replacing the element would silence screen readers.
function render({ model, el }) {
  const node = document.createElement("div");
  const dress = () => {
    node.className = `fg-region ${model.get("name")}`.trim();
    for (const [attribute, trait] of [["role", "role"], ["aria-label", "label"]]) {
      if (model.get(trait)) node.setAttribute(attribute, model.get(trait));
      else node.removeAttribute(attribute);
    }
    if (model.get("role") === "status") node.setAttribute("aria-live", "polite");
  };
  const fill = () => {
    node.innerHTML = model.get("html");
  };
  dress();
  fill();
  el.append(node);
  model.on("change:html", fill);
  for (const trait of ["name", "role", "label"]) model.on(`change:${trait}`, dress);
}
export default { render };
