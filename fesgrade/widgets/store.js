// A text that stays in this browser. Storage may be off or full: the page then works without it.
function render({ model, el }) {
  const key = `fg:${model.get("key")}`;
  const write = () => {
    try {
      if (model.get("value")) localStorage.setItem(key, model.get("value"));
      else localStorage.removeItem(key);
    } catch {
      // nothing is kept
    }
    if (button) button.disabled = !model.get("value");
  };
  let button;
  if (model.get("label")) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "fg-button";
    button.textContent = model.get("label");
    button.addEventListener("click", () => {
      model.set("value", "");
      model.save_changes();
      write();
    });
    el.append(button);
  } else {
    el.hidden = true;
  }
  try {
    const kept = localStorage.getItem(key);
    if (kept !== null) model.set("value", kept);
  } catch {
    // nothing was kept
  }
  if (button) button.disabled = !model.get("value");
  model.set("ready", true);
  document.documentElement.dataset.fgKept = ""; // see shell.js
  model.save_changes();
  model.on("change:value", write);
}
export default { render };
