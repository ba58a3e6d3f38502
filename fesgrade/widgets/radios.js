// One choice of several, each with its explanation. Other options go into the fieldset that is there.

function render({ model, el }) {
  const group = `fg-radios-${count()}`;
  const fieldset = make("fieldset", { class: "fg-checks" });
  let inputs = [];
  el.append(fieldset);

  const update = () => inputs.forEach((input) => (input.checked = input.value === model.get("chosen")));
  const option = ({ value, label, text, source }, number) => {
    const id = `${group}-${number}`;
    const about = text || source ? make("p", { id: `${id}-about` }, text, " ") : null;
    if (source) about.append(make("span", { class: "fg-source" }, source));
    const input = make("input", { type: "radio", name: group, id, value, "aria-describedby": about?.id });
    input.addEventListener("change", () => {
      model.set("chosen", value);
      model.save_changes();
    });
    inputs.push(input);
    return make("div", { class: "fg-check" }, input, make("label", { for: id }, label), about);
  };
  const build = () => {
    inputs = [];
    fieldset.replaceChildren(make("legend", {}, model.get("label")), ...model.get("options").map(option));
    update();
  };
  build();
  model.on("change:options", build);
  model.on("change:label", build);
  model.on("change:chosen", update);
}

export default { render };
