// What every page does beside its widgets: the theme button, the loading note, and a sentence
// when the connection to the kernel is lost, where Voila itself would show nothing.
"use strict";
(() => {
  const root = document.documentElement;

  // ---- theme ----
  const system = matchMedia("(prefers-color-scheme: dark)");
  const themes = ["system", "light", "dark"];
  const stored = () => {
    try {
      const choice = localStorage.getItem("fg-theme");
      return themes.includes(choice) ? choice : "system";
    } catch {
      return "system";
    }
  };
  let choice = stored();
  const button = document.getElementById("fg-theme");
  const paint = () => {
    root.dataset.theme = choice === "system" ? (system.matches ? "dark" : "light") : choice;
    if (button) button.textContent = `Theme: ${choice}`;
  };
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      choice = themes[(themes.indexOf(choice) + 1) % themes.length];
      try {
        localStorage.setItem("fg-theme", choice);
      } catch {
        // storage is off: the choice holds until the page is left
      }
      paint();
    });
  }
  system.addEventListener("change", paint);
  window.addEventListener("storage", (event) => {
    if (event.key === "fg-theme") {
      choice = stored();
      paint();
    }
  });
  paint();

  // ---- the way to the pages, folded away on a narrow screen ----
  const menu = document.getElementById("fg-menu");
  const unfold = (open) => menu.setAttribute("aria-expanded", String(open));
  menu?.addEventListener("click", () => unfold(menu.getAttribute("aria-expanded") === "false"));
  menu?.parentElement.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || menu.getAttribute("aria-expanded") === "false") return;
    unfold(false);
    menu.focus();
  });

  // ---- what stands below a result that stays in view has to know how high that is ----
  const heads = new ResizeObserver(() => {
    for (const side of document.querySelectorAll(".fg-side")) {
      heads.observe(side.firstElementChild);
      side.style.setProperty("--fg-head", `${side.firstElementChild.offsetHeight}px`);
    }
  });
  heads.observe(document.body);

  // ---- a control that goes away, or can no longer be used, hands its focus on ----
  const main = document.getElementById("fg-main");
  const usable = (node) =>
    node.isConnected && !node.matches(":disabled") && node.tabIndex >= 0 && node.checkVisibility({ visibilityProperty: true });
  const stops = () => [...main.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  const same = (one, other) =>
    one.tagName === other.tagName && one.textContent === other.textContent && one.ariaLabel === other.ariaLabel;
  let held; // the control with the focus and those that stood before and after it
  const handOn = () => {
    if (!held || document.activeElement !== document.body || usable(held.control)) return;
    const { control, before, after } = held;
    const twin = control.isConnected || !control.textContent ? undefined : stops().find((one) => same(one, control) && usable(one));
    (twin ?? after.find(usable) ?? before.findLast(usable))?.focus({ preventScroll: true });
  };
  main?.addEventListener("focusin", ({ target }) => {
    const all = stops();
    const at = all.indexOf(target);
    held = at < 0 ? undefined : { control: target, before: all.slice(0, at), after: all.slice(at + 1) };
  });
  main?.addEventListener("focusout", ({ target, relatedTarget }) => {
    // a click beside every control takes the focus away, and nothing is to give it back
    if (!relatedTarget) requestAnimationFrame(() => held?.control === target && usable(target) && (held = undefined));
  });
  if (main) {
    // the browser takes the focus from what cannot have it when it next draws the page
    new MutationObserver(() => held && requestAnimationFrame(() => setTimeout(handOn))).observe(main, {
      childList: true,
      subtree: true,
      attributeFilter: ["disabled", "hidden", "class", "style"],
    });
  }

  // ---- the page's own state ----
  const alertBox = document.getElementById("fg-alert");
  const loading = document.getElementById("fg-loading");
  const live = [...document.querySelectorAll(".fg-live")];
  if (!alertBox || !loading) return; // an error page

  let final = false;
  const say = (sentence, { reload = true, last = false } = {}) => {
    if (final) return;
    final = last;
    alertBox.replaceChildren();
    if (!sentence) return;
    const text = document.createElement("p");
    text.className = "fg-alert fg-alert-error";
    text.append(sentence);
    if (reload) {
      const link = document.createElement("a");
      link.href = "";
      link.textContent = "Load the page again";
      link.addEventListener("click", (event) => {
        event.preventDefault();
        location.reload();
      });
      text.append(" ", link);
    }
    alertBox.append(text);
  };

  // The front end of pages that are alive before their kernel speaks here, too (front/notices.js).
  addEventListener("fg-say", ({ detail: { sentence, ...how } }) => say(sentence, how));

  const arrived = () => {
    loading.remove();
    document.querySelectorAll(".fg-first-paint").forEach((node) => node.remove());
    root.dataset.fg = "ready";
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView(); // there is room for it now
    clearTimeout(patience);
    clearTimeout(enough);
    clearTimeout(quiet);
    observer.disconnect();
  };
  // ipywidgets gives a widget up by the clock: a browser that was busy for two seconds is told that there is none
  // although it has come meanwhile, and nothing shows it then but this.
  const INCOMPLETE = "Some controls of this page could not be loaded.";
  const givenUp = (node) =>
    [...node.querySelectorAll(".jupyter-widgets")].find((each) => each.textContent.startsWith("Error displaying widget"));
  const shownAgain = new Set();
  const showAgain = async (node) => {
    const place = givenUp(node);
    const manager = window.jupyterapp.widgetManager;
    const { luminoWidget } = await manager.create_view(await manager.get_model(node.dataset.model));
    place.replaceChildren();
    place.classList.remove("jupyter-widgets");
    luminoWidget.constructor.attach(luminoWidget, place);
  };
  let enough;
  let quiet;
  const check = () => {
    clearTimeout(quiet);
    if (document.querySelector(".jupyter-widgets-error-widget")) say(INCOMPLETE);
    const late = live.filter(givenUp);
    for (const node of late) {
      if (!window.jupyterapp?.widgetManager || shownAgain.has(node)) continue; // watch() comes back to it
      shownAgain.add(node);
      showAgain(node).catch(() => say(INCOMPLETE, { last: true }));
    }
    if (late.length) return;
    const pages = live.map((node) => node.querySelector(".jupyter-widgets, .fg-alone, .fg-region"));
    if (!pages.every(Boolean)) return;
    // A widget that has not been drawn yet is an empty element. A box may also be empty by intent, and nothing tells
    // the two apart but that the page has come to rest. However slow the machine, what can be read stays until then.
    enough ??= setTimeout(arrived, 60000);
    const parts = pages.flatMap((node) => [node, ...node.querySelectorAll(".lm-Widget")]);
    // In a notebook of an author a widget may stand alone, and what is printed into stays empty in parts.
    const empty = parts.filter((node) => !node.hidden && !node.hasChildNodes() && !node.closest(".jp-OutputArea"));
    if (!empty.length) arrived();
    else if (empty.every((node) => node.matches(".widget-box") && !pages.includes(node))) quiet = setTimeout(arrived, 300);
  };
  const observer = new MutationObserver(check);
  const patience = setTimeout(
    () => say("The controls of this page have not loaded yet. If they do not appear soon, reload."),
    30000,
  );
  // A sheet of an author's page is told from an empty place by its class, which may be the last thing to come.
  const changes = { childList: true, subtree: true, attributeFilter: ["hidden", "class"] };
  live.forEach((node) => observer.observe(node, changes));
  if (document.querySelector("[data-fg-failed]") || live.length === 0) arrived();
  // The server has said by now that all is well, and cannot take it back: it just ends.
  if (!document.querySelector(".fg-footer")) {
    say("Only a part of this page came, because the program behind it did not start.", { last: true });
  }

  // Scripts and chunks that cannot be fetched: Voila would leave the page without controls.
  window.addEventListener(
    "error",
    (event) => {
      if (event.target instanceof HTMLScriptElement && root.dataset.fg !== "ready") {
        say("The controls of this page could not be loaded.");
      }
    },
    true,
  );

  // ---- the kernel ----
  // A page that the browser kept while it was left has given its kernel back.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());

  // The parts that keep something in the address or in this browser say so on the root (address.js).
  const lost = () =>
    "This page has lost its session on the server, so its controls no longer answer." +
    ("fgKept" in root.dataset ? " What you entered comes back when the page is loaded again." : "");
  const watch = (app) => {
    // Voila is started by now; without a manager there was no kernel under the page's id any more.
    if (!app.widgetManager) return say(lost(), { last: true });
    const manager = app.widgetManager;
    const kernel = manager.kernel;
    let leaving = false;
    window.addEventListener("beforeunload", () => (leaving = true));
    let waiting;
    const connection = () => {
      clearTimeout(waiting);
      if (leaving || kernel.isDisposed) return;
      if (kernel.connectionStatus === "connected") {
        say("");
      } else if (kernel.connectionStatus === "disconnected") {
        say(lost(), { last: true });
      } else {
        // a short break mends itself
        waiting = setTimeout(() => say("The connection to the server is interrupted; trying to reach it again."), 2000);
      }
    };
    const status = () => {
      if (leaving) return;
      if (["dead", "restarting", "autorestarting", "terminating"].includes(kernel.status)) say(lost(), { last: true });
    };
    kernel.connectionStatusChanged.connect(connection);
    kernel.statusChanged.connect(status);
    kernel.disposed.connect(() => leaving || say(lost(), { last: true }));
    status();
    if (kernel.connectionStatus !== "connecting") connection();
    if (root.dataset.fg !== "ready") check();
  };
  if (window.jupyterapp) {
    watch(window.jupyterapp);
  } else {
    let app;
    Object.defineProperty(window, "jupyterapp", {
      configurable: true,
      get: () => app,
      set: (value) => {
        app = value;
        watch(value);
      },
    });
  }
})();
