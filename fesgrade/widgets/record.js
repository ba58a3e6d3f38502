// What people write about an evaluation: lines, texts and dates in groups. All of it is kept in this browser as it is
// typed, without asking Python, so that it outlives the server; Python says with `extra` what else is kept with it.
// What an earlier visit left stays until something is written here: nothing is kept of a page that says nothing yet.
// Only what was typed goes to Python, numbered, and Python says up to which number it has `seen` it: so what is typed
// while Python is at work, and what Python changes meanwhile, do not undo each other.
// A tab keeps its own: two evaluations side by side do not mix. A new tab starts from what was kept last.

const PAUSE = 300;
const filled = (object) => Object.keys(object).length > 0;

function render({ model, el }) {
  const key = `fg:${model.get("key")}`;
  const prefix = `fg-record-${count()}`;
  const root = make("div", { class: "fg-record", role: "group", "aria-label": model.get("label") });
  el.append(root);
  const cells = new Map(); // by the key of a field
  const typed = new Map(); // what Python has not seen yet: text and number by the key of a field
  let number = model.get("seen");
  let groups = [];
  const values = () => {
    const texts = { ...model.get("values") };
    for (const [name, one] of typed) texts[name] = one.text;
    return texts;
  };

  // ---- the browser's storage; it may be off or full ----
  const stores = [() => sessionStorage, () => localStorage];
  const kept = () => {
    for (const store of stores) {
      try {
        const text = store().getItem(key);
        if (text !== null) return text;
      } catch {
        // nothing was kept there
      }
    }
    return "";
  };
  let own = false; // whether what is kept was written here
  const keep = () => {
    own = true;
    const found = { values: values(), extra: model.get("extra") };
    if (!Object.values(found).some(filled)) return forget();
    const text = JSON.stringify(found);
    let failed = false;
    for (const store of stores) {
      try {
        store().setItem(key, text);
      } catch {
        failed = true;
      }
    }
    set({ failed });
  };
  const keepOwn = () => (own || filled(model.get("extra"))) && keep();
  const forget = () => {
    own = false;
    for (const store of stores) {
      try {
        store().removeItem(key);
      } catch {
        // nothing was kept there
      }
    }
  };
  const set = (traits) => {
    const changed = Object.entries(traits).filter(([name, value]) => model.get(name) !== value);
    if (!changed.length) return;
    for (const [name, value] of changed) model.set(name, value);
    model.save_changes();
  };

  // ---- the fields ----
  let waiting;
  const send = () => {
    clearTimeout(waiting);
    waiting = undefined;
    const changed = {};
    for (const [name, cell] of cells) {
      if (cell.control.value !== cell.last) changed[name] = cell.last = cell.said = cell.control.value;
    }
    const names = Object.keys(changed);
    if (!names.length) return;
    number += 1;
    for (const name of names) typed.set(name, { text: changed[name], number });
    if (names.some((name) => name !== "series" && changed[name].trim())) keep();
    else keepOwn();
    model.send({ typed: changed, number });
  };
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(send, PAUSE);
  };
  addEventListener("pagehide", send);

  function cell(field) {
    const id = `${prefix}-${field.key}`;
    const label = make("label", { for: id });
    const hint = make("p", { id: `${id}-hint`, class: "fg-hint" });
    const control =
      field.type === "text"
        ? make("textarea", { id, rows: "3" })
        : make("input", { id, type: field.type === "date" ? "date" : "text", autocomplete: "off" });
    control.addEventListener("input", later);
    control.addEventListener("change", send);
    const node = make("div", { class: `fg-cell fg-cell-${field.type}` }, label, hint, control);
    return { node, label, hint, control, last: "", said: "" }; // what stands there, and how Python said it
  }
  function dress(one, field) {
    one.label.textContent = field.label;
    one.hint.textContent = field.hint ?? "";
    one.hint.hidden = !field.hint;
    if (field.hint) one.control.setAttribute("aria-describedby", one.hint.id);
    else one.control.removeAttribute("aria-describedby");
    one.node.classList.toggle("fg-cell-whole", Boolean(field.wide));
  }
  const fill = () => {
    const texts = values();
    for (const [name, one] of cells) {
      const text = texts[name] ?? "";
      if (text === one.said || one.control.value !== one.last) continue; // what is being typed stays
      one.control.value = one.said = text;
      one.last = one.control.value;
    }
  };
  // Fields that stay are the same elements as before, so that what is typed in them and the focus stay too.
  const build = () => {
    send();
    const wanted = model.get("groups");
    const keys = new Set(wanted.flatMap((group) => group.fields.map((field) => field.key)));
    for (const name of cells.keys()) if (!keys.has(name)) cells.delete(name);
    if (wanted.map((group) => group.heading).join() !== groups.map((group) => group.heading).join()) {
      groups = wanted.map(({ heading }) => {
        const title = make("h3", {}, heading);
        const about = make("p", { class: "fg-hint" });
        const grid = make("div", { class: "fg-record-fields" });
        return { heading, about, grid, node: make("section", {}, title, about, grid) };
      });
      root.replaceChildren(...groups.map((group) => group.node));
    }
    wanted.forEach(({ about, fields }, at) => {
      const { about: said, grid } = groups[at];
      said.textContent = about ?? "";
      said.hidden = !about;
      const nodes = fields.map((field) => {
        if (!cells.has(field.key)) cells.set(field.key, cell(field));
        dress(cells.get(field.key), field);
        return cells.get(field.key).node;
      });
      if (nodes.length !== grid.children.length || nodes.some((node, i) => node !== grid.children[i])) {
        grid.replaceChildren(...nodes);
      }
    });
    root.hidden = !wanted.length;
    fill();
    if (awaited && cells.size) focus(awaited);
  };

  // ---- the focus, when the button that was pressed goes away ----
  let awaited; // what the focus waits for
  const focus = ({ start, jump }) => {
    const [first] = cells.values();
    awaited = start || first ? undefined : { start, jump };
    const place = start && !first ? root.closest(".fg-keep")?.querySelector("button.mod-primary") : first?.control;
    place?.focus({ preventScroll: !jump });
  };

  model.on("change:groups", build);
  model.on("change:values change:seen", () => {
    for (const [name, one] of typed) if (one.number <= model.get("seen")) typed.delete(name);
    fill();
    keepOwn();
  });
  model.on("change:extra", keepOwn);
  model.on("msg:custom", (message) => {
    if (message.forget) forget();
    // Who came by keyboard is taken there; who came by mouse need not be carried across the page.
    if (message.focus) {
      focus({ start: message.focus === "start", jump: document.activeElement?.matches(":focus-visible") ?? true });
    }
  });
  set({ kept: kept(), ready: true });
  build();
  return () => removeEventListener("pagehide", send);
}
export default { render };
