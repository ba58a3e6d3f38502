// The steps of a case. One button a step; the arrow keys, Home and End go through them, as in any list.

function render({ model, el }) {
  const list = make("ol", {});
  const details = make("details", {}, make("summary", {}, model.get("label")), list);
  details.open = matchMedia("(min-width: 1024px)").matches;
  el.append(make("nav", { class: "fg-card fg-steps", "aria-label": model.get("label") }, details));
  let buttons = [];

  const button = ({ id, heading, mark }) => {
    const sign = mark ? make("span", { class: `fg-mark fg-mark-${mark === "changed" ? "changed" : "yours"}` }, mark) : null;
    const made = make("button", { type: "button", value: id }, heading, sign ? " " : null, sign);
    made.addEventListener("click", () => {
      model.set("current", id);
      model.save_changes();
      update();
    });
    return made;
  };
  const update = () => {
    for (const each of buttons) {
      if (each.value === model.get("current")) each.setAttribute("aria-current", "step");
      else each.removeAttribute("aria-current");
    }
  };
  const build = () => {
    const held = buttons.find((each) => each === document.activeElement)?.value;
    buttons = model.get("items").map(button);
    list.replaceChildren(...buttons.map((each) => make("li", {}, each)));
    update();
    buttons.find((each) => each.value === held)?.focus();
  };
  list.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    buttons[to]?.focus();
  });
  // A step read to its end leaves the next one above the window.
  const shown = () => {
    update();
    const target = document.querySelector(model.get("target") || "#none");
    if (target && target.getBoundingClientRect().top < 0) target.scrollIntoView({ block: "start" });
  };
  build();
  model.on("change:items", build);
  model.on("change:current", shown);
}

export default { render };
