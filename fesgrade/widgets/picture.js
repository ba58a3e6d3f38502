// A Vega view and the same rows as a table. New rows go into the view that is there; nothing is embedded anew.

// The library comes by its address on our pages, through the kernel in JupyterLab. Each picture asks for itself until one
// has it: a picture of a saved notebook has no kernel that would answer, and others must not wait for it.
async function library(model) {
  if (globalThis.fgVega) return globalThis.fgVega;
  const place = document.querySelector('meta[name="fg-vega"]')?.content;
  if (place) return (globalThis.fgVega = await import(new URL(place, document.baseURI).href));
  const text = await new Promise((resolve) => {
    const hear = (message, buffers) => {
      if (message !== "library") return;
      model.off("msg:custom", hear);
      resolve(buffers[0]);
    };
    model.on("msg:custom", hear);
    model.send("library");
  });
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return (globalThis.fgVega ??= await import(url));
  } finally {
    URL.revokeObjectURL(url);
  }
}

const number = new Intl.NumberFormat("en-US");
const show = (value) => (typeof value === "number" ? number.format(value) : String(value ?? ""));

function table(model) {
  const rows = model.get("table");
  const dress = model
    .get("heads")
    .map((_, i) => (rows.length > 0 && rows.every((row) => typeof (row[i] ?? 0) === "number") ? { class: "fg-number" } : {}));
  const cell = (value, i) =>
    i === 0 ? make("th", { scope: "row", ...dress[i] }, show(value)) : make("td", dress[i], show(value));
  const head = model.get("heads").map((words, i) => make("th", { scope: "col", ...dress[i] }, words));
  return make(
    "table",
    { class: "fg-table" },
    make("caption", {}, model.get("caption")),
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map(cell)))),
  );
}

const plain = (value) => JSON.parse(JSON.stringify(value ?? null));

async function draw(model, canvas) {
  const { embed } = await library(model);
  const { view } = await embed(canvas, structuredClone(model.get("spec")), {
    renderer: "svg",
    actions: false,
    tooltip: false,
    ast: false,
  });
  for (const [name, value] of Object.entries(model.get("params"))) view.signal(name, value);
  await view.resize().data("rows", structuredClone(model.get("rows"))).runAsync(); // a legend may have other lines
  return view;
}

function render({ model, el }) {
  within(el);
  const heading = make("h2", {});
  // Vega gives its own role and name to the element it draws in; ours are on the one around it.
  const canvas = make("div", { "aria-hidden": "true" });
  const drawing = make("div", { class: "fg-drawing", role: "img" }, canvas);
  const details = make("details", {}, make("summary", {}, "As a table"));
  const holder = make("div", { class: "fg-scroll", tabindex: "0", role: "group" });
  details.append(holder);
  const note = make("p", { class: "fg-hint" });
  note.hidden = true;
  el.append(make("section", { class: "fg-card fg-picture" }, heading, drawing, note, details));

  const words = () => {
    heading.textContent = model.get("title");
    drawing.setAttribute("aria-label", model.get("description"));
    holder.setAttribute("aria-label", model.get("caption"));
  };
  const fill = () => holder.replaceChildren(table(model));
  const fail = (sentence) => {
    drawing.remove();
    note.textContent = sentence;
    note.hidden = false;
    details.open = true;
  };
  words();
  fill();
  canvas.innerHTML = model.get("svg");

  let view;
  let gone = false;
  let watcher;
  // In a notebook the drawing is kept with the widget, so that a notebook opened without a kernel shows it.
  const keep = () => {
    if (document.querySelector('meta[name="fg-vega"]')) return;
    model.set("svg", canvas.querySelector("svg")?.outerHTML ?? "");
    model.save_changes();
  };
  // Rows may change faster than they can be drawn; every drawing waits for the one before and takes the newest.
  let turn = Promise.resolve();
  const redraw = () => {
    turn = turn.then(async () => {
      if (!view || gone) return;
      for (const [name, value] of Object.entries(model.get("params"))) view.signal(name, value);
      await view.resize().data("rows", structuredClone(model.get("rows"))).runAsync();
      keep();
    });
  };
  model.on("change:rows", redraw);
  model.on("change:params", redraw);
  model.on("change:table", fill);
  model.on("change:heads", fill);
  for (const trait of ["title", "description", "caption"]) model.on(`change:${trait}`, () => (words(), fill()));

  const tell = (name, value) => {
    model.set("signals", { ...model.get("signals"), [name]: plain(value) });
    model.save_changes();
  };

  if (model.get("missing")) {
    fail(`This picture cannot be shown. ${model.get("missing")}`);
    return;
  }
  turn = (async () => {
    view = await draw(model, canvas);
    if (gone) return view.finalize();
    drawing.dataset.drawn = "yes";
    keep();
    view.addEventListener("click", (_, item) => {
      const { datum } = item ?? {};
      if (datum && Object.keys(datum).length) tell("click", datum);
    });
    for (const { name } of model.get("spec").params ?? []) view.addSignalListener(name, tell);
    // Vega follows the window only; a column also changes when its neighbor does.
    let width = drawing.clientWidth;
    watcher = new ResizeObserver(() => {
      if (drawing.clientWidth === width) return;
      width = drawing.clientWidth;
      window.dispatchEvent(new Event("resize"));
    });
    watcher.observe(drawing);
  })().catch((error) => {
    console.warn("fesgrade: picture not drawn", error);
    fail("This picture could not be drawn; the table below holds the same facts.");
  });

  return () => {
    gone = true;
    watcher?.disconnect();
    view?.finalize();
  };
}
export default { render };
