// Check lists: native details and check boxes. The groups come once they are wanted, so that a page is light until then;
// what is open stays open when they change.

function render({ model, el }) {
  const name = `fg-lists-${count()}`;
  const status = make("span", { class: "fg-lists-status" });
  const title = make("span", {});
  const said = make("p", { class: "fg-visually-hidden", "aria-live": "polite" });
  const body = make("div", { class: "fg-lists-body" });
  const fold = make("details", { class: "fg-lists" }, make("summary", {}, title, " ", status), body);
  let updates = [];
  el.append(fold, said);

  const head = () => {
    title.textContent = model.get("title");
    status.textContent = model.get("status");
    if (said.textContent !== status.textContent) said.textContent = status.textContent;
  };
  const update = () => updates.forEach((one) => one(model.get("chosen")));

  function choose(group, value, on) {
    const before = (model.get("chosen")[group.id] ?? []).filter((other) => other !== value);
    const others = before.filter((other) => other !== group.one && value !== group.one);
    const now = new Set(on ? [...others, value] : before);
    const values = group.options.map((option) => option.value).filter((each) => now.has(each));
    const { [group.id]: _, ...rest } = model.get("chosen");
    model.set("chosen", values.length ? { ...rest, [group.id]: values } : rest);
    model.save_changes();
    update();
  }

  // An item that takes people under the position does not count once it is said that there are none of them.
  const counts = ({ takes }, chosen) => !takes?.length || !chosen.below || takes.some((one) => chosen.below.includes(one));

  function box(group, option) {
    const { value, label, text, source } = option;
    const id = `${name}-${group.id}-${value}`;
    const about = text ? make("p", { id: `${id}-about` }, text) : null;
    const where = make("span", { class: "fg-source" }, source);
    const input = make("input", { type: "checkbox", id, value, "aria-describedby": about?.id });
    input.addEventListener("change", () => choose(group, value, input.checked));
    updates.push((chosen) => (input.checked = (chosen[group.id] ?? []).includes(value)));
    if (option.takes?.length) updates.push((chosen) => (about.textContent = counts(option, chosen) ? text : option.not));
    return make("div", { class: "fg-check" }, input, make("label", { for: id }, label, " ", where), about);
  }

  function glossary(terms) {
    const list = make("dl", {});
    for (const { name, text, source } of terms) {
      list.append(make("dt", {}, name), make("dd", {}, text, " ", make("span", { class: "fg-source" }, source)));
    }
    return make("details", { class: "fg-lists-terms" }, make("summary", {}, `In the guide's sense: ${terms.map((term) => term.name.toLowerCase()).join(", ")}`), list);
  }

  function group(given) {
    const counted = make("span", { class: "fg-lists-count" });
    if (given.least) {
      updates.push((chosen) => {
        const met = given.options.filter((one) => chosen[given.id]?.includes(one.value) && counts(one, chosen)).length;
        counted.textContent = `${met} of ${given.options.length}; it takes ${given.least}${given.kit ? " (fesgrade's number; the guide gives none)" : ""}`;
        counted.classList.toggle("fg-lists-enough", met >= given.least);
      });
    }
    const legend = given.folded
      ? make("legend", {}, hidden(`${given.name}. `), given.asks)
      : make("legend", {}, make("b", {}, given.name), " ", counted, " ", given.asks);
    const fields = make(
      "fieldset",
      { class: "fg-checks" },
      legend,
      ...given.options.map((option) => box(given, option)),
      given.terms.length ? glossary(given.terms) : null,
    );
    if (!given.folded) return fields;
    const details = make("details", { class: "fg-lists-group" }, make("summary", {}, given.name, " ", counted), fields);
    details.open = (model.get("chosen")[given.id] ?? []).length > 0;
    return details;
  }

  const build = () => {
    updates = [];
    body.replaceChildren();
    for (const given of model.get("groups")) {
      if (given.part) body.append(make("h3", {}, given.part));
      if (given.about) body.append(make("p", {}, given.about));
      body.append(group(given));
    }
    update();
  };
  fold.addEventListener("toggle", () => {
    if (!fold.open || model.get("wanted")) return;
    model.set("wanted", true);
    model.save_changes();
  });
  head();
  build();
  for (const trait of ["title", "status"]) model.on(`change:${trait}`, head);
  model.on("change:groups", build);
  model.on("change:chosen", update);
}

export default { render };
