// A text for every factor, with buttons that write the commonest doubts: perhaps the level below, perhaps the one above.

function render({ model, el }) {
  const id = `fg-doubtful-${count()}`;
  const help = make("p", { class: "fg-hint", id: `${id}-help` });
  const list = make("div", { class: "fg-doubtful" });
  el.append(make("div", { role: "group", "aria-label": model.get("label"), "aria-describedby": help.id }, help, list));
  let rows = [];

  const write = (factor, text) => {
    if ((model.get("texts")[factor] ?? "") === text) return;
    model.set("texts", { ...model.get("texts"), [factor]: text });
    model.save_changes();
    update();
  };

  // What the buttons write for the offers that are pressed, in order; nothing when none is.
  const written = (field, offers) => (offers.length ? [field.rated, ...offers.map((code) => `perhaps ${code}`)].join(", ") : "");
  const pressed = (field, text) => {
    const subsets = field.offers.length > 1 ? [[field.offers[0]], [field.offers[1]], field.offers] : [field.offers];
    return subsets.find((offers) => offers.length && written(field, offers) === text.trim()) ?? [];
  };

  function row(at) {
    const factor = model.get("fields")[at].id;
    const name = `${id}-${factor}`;
    const label = make("label", { for: name });
    const input = make("input", { type: "text", id: name, autocomplete: "off", spellcheck: "false", "aria-describedby": `${name}-fault` });
    const buttons = make("div", { class: "fg-offers" });
    const fault = make("p", { class: "fg-fault", id: `${name}-fault` });
    input.addEventListener("change", () => write(factor, input.value.trim()));
    const node = make("div", { class: "fg-doubt" }, label, input, buttons, fault);
    const fill = (field, text) => {
      label.replaceChildren(field.label, make("span", { class: "fg-source fg-rated" }, field.rated ? ` rated ${field.rated}` : " not rated"));
      if (document.activeElement !== input || input.value.trim() !== text) input.value = text;
      input.placeholder = field.rated || "–";
      input.setAttribute("aria-invalid", String(Boolean(field.fault)));
      fault.textContent = field.fault;
      fault.hidden = !field.fault;
      const on = pressed(field, text);
      while (buttons.children.length > field.offers.length) buttons.lastChild.remove();
      field.offers.forEach((code, i) => {
        let button = buttons.children[i];
        if (!button) {
          button = make("button", { type: "button", class: "fg-button fg-small" });
          button.addEventListener("click", () => offer(at, i));
          buttons.append(button);
        }
        button.textContent = `perhaps ${code}`;
        button.setAttribute("aria-pressed", String(on.includes(code)));
      });
    };
    return { node, fill };
  }

  function offer(at, i) {
    const field = model.get("fields")[at];
    const on = pressed(field, model.get("texts")[field.id] ?? "");
    const code = field.offers[i];
    const now = field.offers.filter((other) => (other === code ? !on.includes(code) : on.includes(other)));
    write(field.id, written(field, now));
  }

  function update() {
    const fields = model.get("fields");
    const texts = model.get("texts");
    help.textContent = model.get("help");
    const key = fields.map((field) => field.id).join(" ");
    if (list.dataset.key !== key) {
      list.dataset.key = key;
      rows = fields.map((_, at) => row(at));
      list.replaceChildren(...rows.map(({ node }) => node));
    }
    rows.forEach(({ fill }, at) => fill(fields[at], texts[fields[at].id] ?? ""));
  }
  update();
  model.on("change:fields", update);
  model.on("change:texts", update);
}
export default { render };
