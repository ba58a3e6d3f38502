// A search field with a list below it: the combobox of the ARIA Authoring Practices, whose focus stays in the field.

function render({ model, el }) {
  const id = `fg-find-${count()}`;
  const input = make("input", {
    id,
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": `${id}-list`,
  });
  const list = make("ul", { id: `${id}-list`, role: "listbox", "aria-label": model.get("label"), hidden: "" });
  const told = make("p", { class: "fg-find-told fg-visually-hidden", role: "status" });
  el.append(
    make("div", { class: "fg-find" }, make("label", { for: id }, model.get("label")), input, list, told),
  );

  let found = []; // the things in the list, with their nodes
  let at = -1; // the place of the one that Enter would pick
  const isOpen = () => !list.hidden;

  const fitting = () => {
    const words = input.value.toLowerCase().split(" ").filter(Boolean);
    return model.get("things").filter(({ name, about, words: more }) => {
      const text = `${name} ${about} ${more}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  };
  const point = (place) => {
    at = place;
    found.forEach(({ node }, number) => node.setAttribute("aria-selected", String(number === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", found[at].node.id);
      found[at].node.scrollIntoView({ block: "nearest" });
    }
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    point(-1);
  };
  const say = (text, isFault) => {
    told.textContent = text;
    told.classList.toggle("fg-visually-hidden", !isFault);
  };
  const pick = ({ value, name }) => {
    input.value = "";
    close();
    say(`${name}: chosen.`, false);
    model.set("picked", value);
    model.save_changes();
  };
  const open = () => {
    found = fitting().map((thing, number) => {
      const node = make(
        "li",
        { id: `${id}-${number}`, role: "option", "aria-selected": "false" },
        make("b", {}, thing.name),
        " ",
        make("span", {}, thing.about),
      );
      node.addEventListener("click", () => pick(thing));
      return { thing, node };
    });
    list.replaceChildren(...found.map(({ node }) => node));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    point(-1);
    if (found.length === 0) say("Nothing has these words; try a number such as 0343, or one word of the name.", true);
    else say(found.length === 1 ? "1 found" : `${found.length} found`, false);
  };

  const keys = {
    ArrowDown: () => {
      if (!isOpen()) open();
      if (found.length) point((at + 1) % found.length);
    },
    ArrowUp: () => {
      if (!isOpen()) open();
      if (found.length) point(at <= 0 ? found.length - 1 : at - 1);
    },
    Enter: () => {
      // the only one that fits needs no arrow
      const one = found[at] ?? (isOpen() && found.length === 1 ? found[0] : null);
      if (one) pick(one.thing);
      else if (!isOpen()) open();
    },
    Escape: () => {
      if (isOpen()) close();
      else {
        input.value = "";
        say("", false);
      }
    },
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !(event.key in keys)) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  input.addEventListener("input", () => {
    if (input.value.trim()) open();
    else {
      close();
      say("", false);
    }
  });
  input.addEventListener("click", () => isOpen() || open());
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
  model.on("change:things", () => isOpen() && open());
}

export default { render };
