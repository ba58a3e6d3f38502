// What another kernel's widgets hold while it is told the journal again; the page's own stay untouched meanwhile.
// Python does not repeat what the page set, so that counts from the moment Python takes it up.
import { same } from "./widgets.js";

export class Retelling {
  constructor(states) {
    this.states = new Map(Object.entries(states));
    this.opened = new Map();
    this.closed = new Set();
  }

  // Python works on an entry of the journal.
  taken(entry) {
    if (entry.data.method === "update") this.change(entry.comm, entry.data.state);
  }

  change(id, state) {
    Object.assign(this.states.get(id) ?? {}, state);
  }

  open(id, data, metadata, buffers) {
    this.states.set(id, { ...data.state });
    this.opened.set(id, { data, metadata, buffers });
    this.closed.delete(id);
  }

  close(id) {
    this.states.delete(id);
    this.opened.delete(id);
    this.closed.add(id);
  }

  // The kernel has heard everything: where it came to another state than the page shows, it is right.
  apply(widgets) {
    for (const [id, { data, metadata, buffers }] of this.opened) {
      if (!widgets.comms.has(id)) widgets.open(id, { ...data, state: this.states.get(id) }, metadata, buffers);
    }
    for (const [id, state] of this.states) {
      const mine = widgets.raw.get(id) ?? {};
      const other = Object.fromEntries(Object.entries(state).filter(([trait, value]) => !same(value, mine[trait])));
      if (Object.keys(other).length) widgets.update(id, other);
    }
    for (const id of this.closed) if (widgets.comms.has(id)) widgets.close(id);
  }
}
