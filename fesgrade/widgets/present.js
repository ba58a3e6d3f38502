// The page on a projector: one part a screen in large type, beside it the result and the scale. Nothing is moved or made
// anew: what stands on the stage is marked, with the way to it, and the style (present.css) leaves out the rest.

const BESIDE = ".fg-result, .fg-scale, .fg-beside";
const TYPED = "select, textarea, input:not([type=radio], [type=checkbox])"; // these have a use for Page Up and Page Down

function render({ model, el }) {
  const root = document.documentElement;
  if (!document.body.dataset.voila) return; // a notebook has a frame around the page that cannot be folded away
  const button = (words, act, rest = {}) => {
    const made = make("button", { type: "button", class: "fg-button", ...rest }, words);
    made.addEventListener("click", act);
    return made;
  };
  const start = button("Present", () => enter(true), { title: "Large type, one part at a time, for a projector" });
  const back = button("Previous", () => go(-1), { "aria-keyshortcuts": "PageUp" });
  const on = button("Next", () => go(1), { "aria-keyshortcuts": "PageDown", class: "fg-button fg-button-primary" });
  const leave = button("Leave", () => exit(), { "aria-keyshortcuts": "Escape" });
  const place = make("p", { role: "status" });
  const keys = make("p", { class: "fg-hint" }, "Page Down: next. Page Up: previous. Esc: leave.");
  const bar = make("div", { class: "fg-present-bar", role: "group", "aria-label": "Presentation" }, back, on, place, keys, leave);
  bar.hidden = true;
  el.classList.add("fg-present");
  el.append(start, bar);

  const page = () => el.closest(".fg-page");
  const screens = () => [...page().querySelectorAll(model.get("screens"))].filter((one) => one.hasChildNodes());
  const steps = () => (model.get("walk") ? [...page().querySelectorAll(model.get("walk"))] : []);
  const presenting = () => "present" in root.dataset;
  // A part that is longer than the screen is gone through before the next one comes.
  const more = (by) => {
    const shown = screens()[at];
    if (!shown) return false;
    const left = by > 0 ? shown.scrollHeight - shown.clientHeight - shown.scrollTop : shown.scrollTop;
    return left > 8 && shown.clientHeight > 96 && getComputedStyle(shown).overflowY === "auto";
  };
  let at = 0;

  // Marks what is on the stage; run again whenever Python changes what the page is made of.
  function stage() {
    if (!presenting() || !page()) return;
    watch.disconnect();
    const all = screens();
    at = Math.max(0, Math.min(at, all.length - 1));
    for (const one of page().querySelectorAll(".fg-way, [data-stage]")) {
      one.classList.remove("fg-way");
      delete one.dataset.stage;
    }
    const shown = all[at];
    // What the part itself shows of the result stays within it.
    const beside = [...page().querySelectorAll(BESIDE)].filter((one) => !shown?.contains(one));
    for (const [one, role] of [[el, "bar"], ...beside.map((one) => [one, "beside"]), [shown, "screen"]]) {
      if (!one) continue;
      one.dataset.stage = role;
      for (let way = one.parentElement; way && way.id !== "fg-main"; way = way.parentElement) way.classList.add("fg-way");
    }
    if (shown) {
      shown.tabIndex = -1;
      shown.querySelector('.fg-fold[aria-expanded="false"]')?.click();
    }
    const [first, last] = steps();
    back.disabled = at === 0 && !more(-1) && (first?.disabled ?? true);
    on.disabled = at >= all.length - 1 && !more(1) && (last?.disabled ?? true);
    on.textContent = more(1) ? "More" : "Next";
    const name = shown?.querySelector("legend, h2, h3")?.textContent ?? "Nothing to show yet";
    const words = [model.get("walk") || !shown ? "" : `${at + 1} of ${all.length}`, page().querySelector(".fg-case b")?.textContent ?? model.get("about")];
    const said = words.filter(Boolean).join(" · ");
    // what has not changed is not said again; the heading can be read on the screen
    if (place.textContent !== said + name) place.replaceChildren(said, hidden(name));
    start.hidden = true;
    bar.hidden = false;
    watch.observe(page(), { childList: true, subtree: true, attributeFilter: ["disabled", "hidden"] });
    if (shown) sizes.observe(shown);
  }
  const watch = new MutationObserver(stage);
  const sizes = new ResizeObserver(() => presenting() && (on.textContent = more(1) ? "More" : "Next"));

  function show(next) {
    const held = screens()[at]?.contains(document.activeElement);
    at = next;
    stage();
    window.scrollTo(0, 0);
    const shown = screens()[at];
    shown?.scrollTo(0, 0);
    if (held) shown?.focus({ preventScroll: true });
  }
  function go(by) {
    const [first, last] = steps();
    const shown = screens()[at];
    if (more(by)) {
      shown.scrollBy({ top: by * (shown.clientHeight - 64), behavior: "instant" });
      stage();
    } else if (at + by >= 0 && at + by < screens().length) show(at + by);
    else if (by > 0 && last && !last.disabled) (last.click(), show(0));
    else if (by < 0 && first && !first.disabled) (first.click(), show(0));
  }
  const address = (hash) => {
    history.replaceState(history.state, "", location.pathname + location.search + hash);
    dispatchEvent(new Event("fg-address")); // the link to hand on
  };
  function enter(byHand) {
    root.dataset.present = "";
    if (location.hash !== "#present") address("#present");
    show(0);
    if (byHand) (on.disabled ? leave : on).focus();
  }
  function exit() {
    const shown = screens()[at];
    watch.disconnect();
    delete root.dataset.present;
    for (const one of page().querySelectorAll(".fg-way, [data-stage]")) {
      one.classList.remove("fg-way");
      delete one.dataset.stage;
    }
    address("");
    start.hidden = false;
    bar.hidden = true;
    (start.checkVisibility() ? start : shown)?.focus({ preventScroll: true });
    shown?.scrollIntoView({ block: "nearest" });
  }
  // A link within the page leads to the screen that has what it names.
  function called() {
    if (location.hash === "#present") return presenting() || enter(false);
    if (!presenting()) return;
    const target = document.getElementById(location.hash.slice(1));
    const found = screens().findIndex((one) => one.contains(target));
    if (found >= 0) show(found);
    address("#present");
  }
  function pressed(event) {
    if (!presenting() || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") exit();
    else if ((event.key === "PageDown" || event.key === "PageUp") && !event.target.closest?.(TYPED)) {
      event.preventDefault();
      go(event.key === "PageDown" ? 1 : -1);
    }
  }
  model.on("change:about", stage);
  window.addEventListener("hashchange", called);
  window.addEventListener("keydown", pressed);
  requestAnimationFrame(called);
  return () => {
    watch.disconnect();
    sizes.disconnect();
    delete root.dataset.present;
    window.removeEventListener("hashchange", called);
    window.removeEventListener("keydown", pressed);
  };
}
export default { render };
