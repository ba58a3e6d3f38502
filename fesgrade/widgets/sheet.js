// The rating sheet: every factor with its levels as native radio buttons, so that arrow keys, screen readers and
// forced colors work by themselves. What a chosen level means is shown at once; Python adds up the points.

const points = (value) => value.toLocaleString("en-US");
const LINE = { outside: "fg-level-dashed", unknown: "fg-level-dotted" };
const REMARK = { outside: "not described by this standard", unknown: "not confirmed for this standard" };

function render({ model, el }) {
  within(el);
  const form = make("form", { class: "fg-sheet", "aria-label": model.get("label") });
  form.addEventListener("submit", (event) => event.preventDefault());
  el.append(form);
  const sheet = `fg-sheet-${count()}`;
  let updates = [];

  const choose = (codes) => {
    model.set("chosen", { ...model.get("chosen"), ...codes });
    model.save_changes();
    update();
  };
  const update = () => updates.forEach((one) => one(model.get("chosen")));

  // A radio button; `set` is what it chooses, by factor, and `said` its name for a screen reader.
  function radio(name, set, said, shown, remark, status) {
    const input = make("input", {
      type: "radio",
      name: `${sheet}-${name}`,
      value: Object.values(set).join(" "),
      "aria-label": [said, remark].filter(Boolean).join(", "),
    });
    input.addEventListener("change", () => choose(set));
    updates.push((chosen) => {
      input.checked = Object.entries(set).every(([factor, code]) => chosen[factor] === code);
    });
    return make(
      "label",
      { class: `fg-level ${LINE[status] ?? ""}`, title: remark || null },
      input,
      ...shown,
    );
  }

  function legend(badge, said, name) {
    return make("legend", {}, make("span", { class: "fg-badge", "aria-hidden": "true" }, badge), hidden(said), name);
  }

  // The chosen level in words, and what the next one would also need; the factor's question until one is chosen.
  function meaning(factor, id) {
    const text = make("p", { class: "fg-synopsis" });
    const next = make("p", { class: "fg-next" });
    const source = make("span", { class: "fg-source" });
    const rules = make("ul", { class: "fg-rules", "aria-live": "polite", "aria-label": "Keep in mind" });
    let last = "";
    updates.push(() => {
      const found = model.get("rules")[factor.id] ?? [];
      if (JSON.stringify(found) === last) return; // what has been read out is not said again
      last = JSON.stringify(found);
      rules.replaceChildren(
        ...found.map((rule) =>
          make(
            "li",
            {},
            make("strong", {}, "Keep in mind:"),
            ` ${rule.text} `,
            make("span", { class: "fg-source" }, rule.source),
          ),
        ),
      );
    });
    updates.push((chosen) => {
      const at = factor.levels.findIndex((level) => level.code === chosen[factor.id]);
      const level = factor.levels[at];
      source.textContent = level ? level.source : factor.source;
      text.replaceChildren(level ? level.synopsis : factor.asks, " ", source);
      text.classList.toggle("fg-question", !level);
      next.replaceChildren();
      if (level?.next_needs) {
        next.append(make("strong", {}, `${factor.levels[at + 1].code} would also need`), ` ${level.next_needs}`);
      } else if (level) {
        next.textContent = `${level.code} is the highest level of this factor.`;
      }
    });
    return make("div", { id, class: "fg-meaning" }, text, next, rules);
  }

  // Every level in words, for whoever wants to read before choosing.
  function levels(factors) {
    const list = make("dl", {});
    for (const level of factors.flatMap((factor) => factor.levels)) {
      list.append(make("dt", {}, level.code), make("dd", {}, level.synopsis));
    }
    return make("details", {}, make("summary", {}, "Compare the levels"), list);
  }

  // The rater's own words, folded away until there are some: why this level, and why not the next one.
  const PAUSE = 400;
  let waiting;
  const unsent = new Map();
  const sendReasons = () => {
    clearTimeout(waiting);
    if (!unsent.size) return;
    model.set("reasons", { ...model.get("reasons"), ...Object.fromEntries(unsent) });
    unsent.clear();
    model.save_changes();
  };
  addEventListener("pagehide", sendReasons);

  function because(key) {
    const id = `${sheet}-why-${key.replace("/", "-")}`;
    const label = make("label", { for: id });
    const text = make("textarea", { id, rows: 2, maxlength: model.get("longest") });
    text.addEventListener("input", () => {
      unsent.set(key, text.value);
      clearTimeout(waiting);
      waiting = setTimeout(sendReasons, PAUSE);
    });
    text.addEventListener("change", sendReasons);
    let last = "";
    updates.push(() => {
      const given = model.get("reasons")[key] ?? "";
      if (given === last || unsent.has(key)) return; // what is being typed stays
      last = given;
      if (text.value !== given) text.value = given;
    });
    return { node: make("div", { class: "fg-because" }, label, text), label, text };
  }
  function reason(factor) {
    const meets = because(factor.id);
    const beyond = because(`${factor.id}/next`);
    const written = make("span", { class: "fg-hint" });
    const fold = make(
      "details",
      { class: "fg-reason" },
      make("summary", {}, `${model.get("ask")}, factor ${factor.id}`, written),
      meets.node,
      beyond.node,
    );
    const where = () => hidden(`Factor ${factor.id}: `);
    updates.push((chosen) => {
      const at = factor.levels.findIndex((level) => level.code === chosen[factor.id]);
      const next = at < 0 ? undefined : factor.levels[at + 1];
      const met = at < 0 ? "It meets its level because" : `Meets ${factor.levels[at].code} because`;
      meets.label.replaceChildren(where(), met);
      beyond.label.replaceChildren(where(), `Does not meet ${next?.code ?? "the next level"} because`);
      beyond.node.hidden = at >= 0 && !next;
      written.textContent = meets.text.value || beyond.text.value ? " · written" : "";
    });
    return fold;
  }
  const reasons = (...factors) => (model.get("ask") ? factors.map(reason) : []);

  // The way to the drawer, which knows the button by its class.
  const aside = () =>
    model.get("aside") ? make("button", { type: "button", class: "fg-button fg-opens-drawer" }, model.get("aside")) : null;

  function sum(...factors) {
    const node = make("span", { class: "fg-points", "aria-hidden": "true" });
    updates.push((chosen) => {
      const found = factors.map((factor) => factor.levels.find((level) => level.code === chosen[factor.id]));
      node.textContent = found.every(Boolean) ? points(found.reduce((all, level) => all + level.points, 0)) : "–";
    });
    return node;
  }

  function fieldset(factor) {
    const id = `${sheet}-${factor.id}`;
    const row = make("div", { class: "fg-levels" });
    for (const level of factor.levels) {
      const shown = [make("b", {}, level.code), make("span", {}, points(level.points))];
      const said = `${level.code}, ${points(level.points)} points`;
      const set = { [factor.id]: level.code };
      row.append(radio(factor.id, set, said, shown, REMARK[level.status], level.status));
    }
    return make(
      "fieldset",
      { class: "fg-card fg-factor", "aria-describedby": id },
      legend(factor.id, factor.title.slice(0, -factor.name.length), factor.name),
      sum(factor),
      row,
      meaning(factor, id),
      levels([factor]),
      ...reasons(factor),
      aside(),
    );
  }

  function contacts(chart, six, seven) {
    const head = make("tr", {}, make("td", {}));
    for (const [letter, label] of chart.purposes) {
      head.append(make("th", { scope: "col" }, make("b", {}, letter), ` ${label}`));
    }
    const body = make("tbody", {});
    const cells = [];
    for (const [number, label] of chart.contacts) {
      const row = make("tr", {}, make("th", { scope: "row" }, make("b", {}, number), ` ${label}`));
      for (const [letter] of chart.purposes) {
        const cell = chart.cells[`${number}${letter}`];
        const shown = [make("span", {}, points(cell.points), cell.unlikely ? "*" : "")];
        const said = `${number}${letter}, ${points(cell.points)} points`;
        const set = { [six.id]: cell.codes[0], [seven.id]: cell.codes[1] };
        const remark = [cell.unlikely ? "an unlikely combination" : "", REMARK[cell.status]].filter(Boolean).join(", ");
        const label = radio("contacts", set, said, shown, remark, cell.status);
        cells.push(label.firstChild);
        row.append(make("td", {}, label));
      }
      body.append(row);
    }
    // In a chart the up and down arrows go to the next row, not to the next cell.
    const columns = chart.purposes.length;
    const table = make("table", { class: "fg-chart" }, make("thead", {}, head), body);
    table.addEventListener("keydown", (event) => {
      const step = { ArrowUp: -columns, ArrowDown: columns, ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const at = cells.indexOf(event.target);
      if (!step || at < 0) return;
      event.preventDefault();
      const to = cells[(at + step + cells.length) % cells.length];
      to.focus();
      to.checked = true;
      to.dispatchEvent(new Event("change"));
    });
    return make(
      "fieldset",
      { class: "fg-card fg-factor", "aria-describedby": `${sheet}-6 ${sheet}-7` },
      legend("6·7", "Factors 6 and 7, ", `${six.name} and ${seven.name}`),
      sum(six, seven),
      make("div", { class: "fg-scroll" }, table),
      chart.note ? make("p", { class: "fg-hint" }, chart.note) : null,
      meaning(six, `${sheet}-6`),
      meaning(seven, `${sheet}-7`),
      levels([six, seven]),
      ...reasons(six, seven),
      aside(),
    );
  }

  // What is chosen and that it is meant go to Python in one message: a button of its own might come first.
  const submit = make("button", { type: "button", class: "fg-button fg-button-primary fg-submit" });
  submit.addEventListener("click", () => {
    model.set("submitted", model.get("submitted") + 1);
    model.save_changes();
  });
  const label = () => {
    submit.textContent = model.get("action");
    if (!model.get("action")) submit.remove();
    else if (!submit.isConnected) form.after(submit); // moving it would take the focus from it
  };

  const build = () => {
    updates = [];
    const factors = model.get("factors");
    const chart = model.get("chart");
    const charted = new Set(chart?.cells ? ["6", "7"] : []);
    form.replaceChildren();
    for (const factor of factors) {
      if (!charted.has(factor.id)) form.append(fieldset(factor));
      else if (factor.id === "6") {
        form.append(contacts(chart, factor, factors.find((other) => other.id === "7")));
      }
    }
    update();
  };
  build();
  label();
  model.on("change:action", label);
  model.on("change:factors", build);
  model.on("change:chart", build);
  model.on("change:ask", build);
  model.on("change:chosen", update);
  model.on("change:reasons", update);
  model.on("change:rules", update);
  return () => removeEventListener("pagehide", sendReasons);
}

export default { render };
