// A group of check boxes, each with its explanation. One of them may mean "none of these": it goes with no other.

function render({ model, el }) {
  const group = `fg-checks-${count()}`;
  const boxes = new Map();
  const choose = (value, on) => {
    const none = model.get("none");
    const others = model.get("chosen").filter((other) => other !== value);
    const now = new Set(on ? [...others.filter((other) => other !== none && value !== none), value] : others);
    model.set("chosen", [...boxes.keys()].filter((each) => now.has(each)));
    model.save_changes();
    update();
  };
  const update = () => {
    const chosen = new Set(model.get("chosen"));
    for (const [value, input] of boxes) input.checked = chosen.has(value);
  };
  const fieldset = make("fieldset", { class: "fg-checks" });
  const build = () => {
    boxes.clear();
    fieldset.replaceChildren(make("legend", {}, model.get("label")));
    for (const { value, label, text, source } of model.get("options")) {
      const id = `${group}-${value}`;
      const where = source ? make("span", { class: "fg-source" }, source) : null;
      const about = text ? make("p", { id: `${id}-about` }, text, " ", where) : null;
      const input = make("input", { type: "checkbox", id, "aria-describedby": about?.id });
      input.addEventListener("change", () => choose(value, input.checked));
      boxes.set(value, input);
      fieldset.append(make("div", { class: "fg-check" }, input, make("label", { for: id }, label, ...(about ? [] : [" ", where])), about));
    }
    update();
  };
  el.append(fieldset);
  build();
  model.on("change:options", build);
  model.on("change:chosen", update);
}

export default { render };
