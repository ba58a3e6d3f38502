// An editable table: every row is a fieldset of native controls, side by side where there is room and one below the
// other on a phone. Rows that Python sends go into the controls that are there, so the focus stays where it is.

function render({ model, el }) {
  const table = `fg-rows-${count()}`;
  const list = make("div", { class: "fg-rows" });
  const said = make("p", { class: "fg-visually-hidden", "aria-live": "polite" });
  const add = make("button", { type: "button", class: "fg-button" }, model.get("add"));
  const group = make("div", { role: "group", "aria-label": model.get("label") }, list, add, said);
  el.append(group);
  let shown = [];

  const send = (rows) => {
    model.set("rows", rows);
    model.save_changes();
    update();
  };
  const change = (at, key, value) =>
    send(model.get("rows").map((row, i) => (i === at ? { ...row, [key]: value } : row)));

  // One control with its label; `fill` brings it in line with the row. It says what it is and in which row.
  function cell(column, at) {
    const id = `${table}-${at}-${column.key}`;
    const where = hidden(column.type === "checkbox" ? `, row ${at + 1}` : ` of row ${at + 1}`);
    const unit = column.unit ? make("span", { class: "fg-unit" }, ` ${column.unit}`) : null;
    const label = make("label", { for: id }, column.label, where, unit);
    let control;
    if (column.type === "select") {
      const options = column.options.map(([value, text]) => make("option", { value }, text));
      control = make("select", { id }, ...options);
    } else if (column.type === "checkbox") {
      control = make("input", { id, type: "checkbox" });
    } else {
      const decimal = column.type === "number" ? "decimal" : null;
      control = make("input", { id, type: "text", inputmode: decimal, autocomplete: "off" });
    }
    const checkbox = column.type === "checkbox";
    let last = checkbox ? false : ""; // what is being typed stays until the row itself says something else
    control.addEventListener("change", () => {
      last = checkbox ? control.checked : control.value.trim();
      change(at, column.key, last);
    });
    const node = make("div", { class: `fg-cell fg-cell-${column.type}` }, ...(checkbox ? [control, label] : [label, control]));
    node.style.setProperty("--fg-span", column.width ?? 3);
    if ((column.width ?? 3) > 3) node.classList.add("fg-cell-wide");
    const fill = (row) => {
      node.hidden = !(column.when ?? []).every(([key, values]) => values.includes(row[key]));
      const value = row[column.key] ?? (checkbox ? false : "");
      if (value === last) return;
      last = value;
      if (checkbox) control.checked = value;
      else control.value = value;
    };
    return { node, fill, column };
  }

  function fieldset(at) {
    const cells = model.get("columns").map((column) => cell(column, at));
    const grid = (more) => cells.filter(({ column }) => Boolean(column.more) === more).map(({ node }) => node);
    const name = make("span", {});
    const remove = make("button", { type: "button", class: "fg-remove" }, "Remove", hidden(` row ${at + 1}`));
    remove.addEventListener("click", () => {
      send(model.get("rows").filter((_, i) => i !== at));
      said.textContent = `Row ${at + 1} removed.`;
      (shown[Math.min(at, shown.length - 1)]?.remove ?? add).focus();
    });
    const note = make("p", { id: `${table}-${at}-note`, class: "fg-row-note" });
    const folded = grid(true);
    const more = make(
      "details",
      {},
      make("summary", {}, model.get("more"), hidden(` of row ${at + 1}`)),
      make("div", { class: "fg-cells" }, ...folded),
    );
    more.hidden = !folded.length;
    const node = make(
      "fieldset",
      { class: "fg-row", "aria-describedby": note.id },
      make("legend", {}, `Row ${at + 1}`, name),
      remove,
      make("div", { class: "fg-cells" }, ...grid(false)),
      more,
      note,
    );
    const fill = (row, message) => {
      cells.forEach((one) => one.fill(row));
      name.textContent = row.name ? `: ${row.name}` : "";
      note.textContent = message ?? "";
      note.hidden = !message;
      const blank = model.get("blank");
      if (cells.some(({ column: { key, more: folds } }) => folds && (row[key] ?? "") !== (blank[key] ?? ""))) more.open = true;
    };
    return { node, fill, remove, first: node.querySelector("input, select") };
  }

  function update() {
    const rows = model.get("rows");
    const notes = model.get("notes");
    while (shown.length > rows.length) shown.pop().node.remove();
    while (shown.length < rows.length) {
      shown.push(fieldset(shown.length));
      list.append(shown.at(-1).node);
    }
    shown.forEach((one, at) => one.fill(rows[at], notes[at]));
  }

  add.addEventListener("click", () => {
    send([...model.get("rows"), { ...model.get("blank") }]);
    said.textContent = `Row ${shown.length} added.`;
    shown.at(-1).first.focus();
  });
  const rebuild = () => {
    const open = shown.map(({ node }) => node.querySelector("details").open);
    list.replaceChildren();
    shown = [];
    update();
    shown.forEach(({ node }, at) => (node.querySelector("details").open ||= open[at]));
  };
  update();
  model.on("change:rows", update);
  model.on("change:notes", update);
  model.on("change:columns", rebuild);
}

export default { render };
