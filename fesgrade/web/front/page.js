// The page between its widgets and Python. What the widgets say goes into the journal, and to Python as soon as there
// is one; a Python that is lost is replaced by another one, which is told the journal again.
import { Journal } from "./journal.js";
import { say, working } from "./notices.js";
import { hash, read } from "./record.js";
import { Retelling } from "./retelling.js";
import { same, Widgets } from "./widgets.js";

const TARGET = "fesgrade.page"; // fesgrade/early/kernel.py
const FAILED = "This page could not be prepared, because of an error in the program. The window in which fesgrade was started says more.";
const LOST = "This page has lost its session on the server, so its controls no longer answer.";
const KEPT = " What you entered comes back when the page is loaded again.";
const STALE = "The server has another version of this page by now. Start fesgrade again.";
const root = document.documentElement;

export class Page {
  constructor(transport) {
    this.transport = transport;
    this.widgets = new Widgets((...words) => this.tell(...words));
    this.journal = new Journal();
    this.waiting = new Map(); // entries that Python has not dealt with, by id
    this.sent = 0;
    this.greeted = false; // whether Python has made this page
    this.retelling = undefined;
  }

  // Show every widget in its first state.
  async show() {
    const { states, shows } = read();
    for (const [id, state] of Object.entries(states)) this.widgets.open(id, { state, buffer_paths: [] });
    const places = [...document.querySelectorAll(".fg-live")];
    for (const [kind, id] of shows) if (kind === "widget") await this.widgets.show(id, places.shift());
  }

  // ---- what the page says ----

  tell(type, comm, data, buffers, callbacks) {
    const entry = { id: this.next(), type, comm, data, buffers, callbacks, done: false };
    this.journal.add(entry);
    if (this.greeted) this.send(entry);
    else if (!this.journal.whole) this.giveUp();
    working(true);
    return entry.id;
  }

  send(entry) {
    this.waiting.set(entry.id, entry);
    const content = { comm_id: entry.comm, data: entry.data };
    this.transport.send({ id: entry.id, type: entry.type, content, buffers: entry.buffers });
  }

  next() {
    this.sent += 1;
    return `${this.transport.session}_${this.sent}`;
  }

  // ---- Python comes and goes ----

  async join() {
    await this.transport.start(
      (message) => this.receive(message),
      () => this.lost(),
    );
    this.hello = this.next();
    const data = { page: document.body.dataset.page, record: hash };
    const content = { comm_id: this.hello, target_name: TARGET, data };
    this.transport.send({ id: this.hello, type: "comm_open", content, buffers: [] });
    working(true);
  }

  lost() {
    this.greeted = false;
    this.waiting.clear();
    root.dataset.python = "waiting";
    if (!this.journal.whole) {
      this.giveUp();
      return;
    }
    this.retelling = new Retelling(read().states);
    this.join();
  }

  giveUp() {
    say(LOST + ("fgKept" in root.dataset ? KEPT : ""), { reload: true, last: true });
  }

  // Python has made the page; `differing` is what it holds in place of what was recorded.
  greet({ stale, failed, differing }) {
    if (stale) {
      reloadOnce();
      return;
    }
    if (failed) {
      say(FAILED, { reload: true, last: true });
      return;
    }
    const { states } = read();
    for (const [id, state] of differing) {
      if (this.retelling) {
        this.retelling.change(id, state);
        continue;
      }
      // What the visitor has changed meanwhile stays.
      const raw = this.widgets.raw.get(id);
      const others = Object.entries(state).filter(([trait]) => same(raw[trait], states[id][trait]));
      if (others.length) this.widgets.update(id, Object.fromEntries(others));
    }
    this.greeted = true;
    for (const entry of this.journal.entries) this.send(entry);
    this.rest();
  }

  // ---- what Python says ----

  receive({ type, parent, content, metadata, buffers }) {
    const entry = this.waiting.get(parent);
    if (type === "status") this.status(entry, content.execution_state);
    else if (content.comm_id === this.hello) this.greet(content.data);
    else if (type.startsWith("comm_")) this.hear(entry, type, content, metadata, buffers);
    else if (type === "stream" || type === "error") console.warn("Python:", content.text ?? content.evalue);
  }

  status(entry, state) {
    if (!entry) return;
    if (state === "busy") this.retelling?.taken(entry);
    if (state !== "idle") return;
    this.waiting.delete(entry.id);
    const again = entry.done;
    entry.done = true;
    this.rest();
    if (!again) entry.callbacks?.iopub?.status?.({ header: { msg_type: "status" }, content: { execution_state: state } });
  }

  hear(entry, type, content, metadata, buffers) {
    const { comm_id: id, data } = content;
    const told = this.retelling;
    if (type === "comm_open") {
      if (told) told.open(id, data, metadata, buffers);
      else this.widgets.open(id, data, metadata, buffers);
    } else if (type === "comm_close") {
      if (told) told.close(id);
      else this.widgets.close(id);
    } else if (told && data.method === "update" && !buffers.length) {
      told.change(id, data.state);
    } else if (!(told && entry?.done)) {
      this.widgets.hear(id, data, buffers); // a file that was asked for and had already is not saved again
    }
  }

  // Nothing is left to be answered.
  rest() {
    if (this.waiting.size) return;
    const told = this.retelling;
    this.retelling = undefined;
    told?.apply(this.widgets);
    working(false);
    root.dataset.python = "ready";
  }
}

// A page that the browser kept of an earlier version loads itself again, but never in a circle.
function reloadOnce() {
  const name = "fg-stale";
  let before = hash;
  try {
    before = sessionStorage.getItem(name);
    sessionStorage.setItem(name, hash);
  } catch {
    // storage is off: rather a sentence than a circle
  }
  if (before === hash) say(STALE, { last: true });
  else location.reload();
}
