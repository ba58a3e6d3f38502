// Check boxes or radio buttons in one group, each with its explanation. A check box may mean "none of these": it goes
// with no other. Other options go into the fieldset that is there.

function render({ model, el }) {
  const several = model.get("several");
  const group = `fg-choices-${count()}`;
  const fieldset = make("fieldset", { class: "fg-checks" });
  const inputs = new Map();
  el.append(fieldset);

  const choose = (value, on) => {
    if (several) {
      const none = model.get("none");
      const others = model.get("chosen").filter((other) => other !== value);
      const now = new Set(on ? [...others.filter((other) => other !== none && value !== none), value] : others);
      model.set("chosen", [...inputs.keys()].filter((each) => now.has(each)));
    } else {
      model.set("chosen", [value]);
    }
    model.save_changes();
    update();
  };
  const update = () => {
    const chosen = new Set(model.get("chosen"));
    for (const [value, input] of inputs) input.checked = chosen.has(value);
  };
  const option = ({ value, label, text, source }, number) => {
    const id = `${group}-${number}`;
    const where = source ? make("span", { class: "fg-source" }, source) : null;
    const about = text ? make("p", { id: `${id}-about` }, text, " ", where) : null;
    const input = make("input", {
      type: several ? "checkbox" : "radio",
      name: several ? null : group,
      id,
      value,
      "aria-describedby": about?.id,
    });
    input.addEventListener("change", () => choose(value, input.checked));
    inputs.set(value, input);
    return make("div", { class: "fg-check" }, input, make("label", { for: id }, label, ...(about ? [] : [" ", where])), about);
  };
  const build = () => {
    inputs.clear();
    fieldset.replaceChildren(make("legend", {}, model.get("label")), ...model.get("options").map(option));
    update();
  };
  build();
  model.on("change:options", build);
  model.on("change:label", build);
  model.on("change:chosen", update);
}

export default { render };
