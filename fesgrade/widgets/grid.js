// A grid after the ARIA pattern: one stop for the Tab key, arrow keys from cell to cell, Enter takes the cell.
const points = (value) => value.toLocaleString("en-US");

function render({ model, el }) {
  within(el);
  const id = `fg-grid-${count()}`;
  const corner = make("p", { class: "fg-hint", id });
  const holder = make("div", { class: "fg-scroll" });
  el.append(corner, holder);
  let cells = [];
  let at = [0, 0];

  const stop = (row, column) => {
    cells[at[0]]?.[at[1]]?.setAttribute("tabindex", "-1");
    at = [
      Math.max(0, Math.min(row, cells.length - 1)),
      Math.max(0, Math.min(column, (cells[0]?.length ?? 1) - 1)),
    ];
    cells[at[0]]?.[at[1]]?.setAttribute("tabindex", "0");
  };
  const take = (row, column) => {
    const line = model.get("lines")[row];
    model.send({ take: `${line.code} ${line.cells[column].column}` });
  };

  function cell(one, row, column) {
    const node = make(
      "td",
      {
        role: "gridcell",
        tabindex: "-1",
        "aria-label": one.label,
        "aria-selected": String(one.current),
        class: ["fg-gridcell", one.flips && "fg-gridcell-flips", !one.described && "fg-gridcell-dashed"].filter(Boolean).join(" "),
      },
      make("b", {}, one.grade),
      make("span", {}, points(one.total)),
    );
    node.addEventListener("click", () => {
      stop(row, column);
      node.focus();
      take(row, column);
    });
    return node;
  }

  function build() {
    const rows = model.get("lines");
    const held = holder.contains(document.activeElement);
    const top = make("tr", { role: "row" }, make("td", {}));
    for (const code of model.get("heads")) top.append(make("th", { role: "columnheader", scope: "col" }, code));
    cells = rows.map((line, row) => line.cells.map((one, column) => cell(one, row, column)));
    const body = rows.map((line, row) =>
      make("tr", { role: "row" }, make("th", { role: "rowheader", scope: "row" }, line.code), ...cells[row]),
    );
    corner.textContent = `${model.get("corner")}. Arrow keys go from cell to cell; Enter or a click takes the cell.`;
    const table = make(
      "table",
      { role: "grid", class: "fg-pairs", "aria-label": model.get("label"), "aria-describedby": id },
      make("thead", { role: "rowgroup" }, top),
      make("tbody", { role: "rowgroup" }, ...body),
    );
    table.addEventListener("keydown", walk);
    holder.replaceChildren(table);
    // The Tab key stops at the position's own cell until another one was walked to.
    const row = rows.findIndex((line) => line.cells.some((one) => one.current));
    if (held) stop(...at);
    else if (row >= 0) stop(row, rows[row].cells.findIndex((one) => one.current));
    if (held) cells[at[0]]?.[at[1]]?.focus({ preventScroll: true });
  }

  function walk(event) {
    const [row, column] = at;
    const last = cells[0].length - 1;
    const steps = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      Home: [event.ctrlKey ? 0 : row, 0],
      End: [event.ctrlKey ? cells.length - 1 : row, last],
    };
    if (steps[event.key]) {
      stop(...steps[event.key]);
      cells[at[0]][at[1]].focus();
    } else if (event.key === "Enter" || event.key === " ") {
      take(row, column);
    } else {
      return;
    }
    event.preventDefault();
  }

  build();
  model.on("change:lines", build);
}
export default { render };
