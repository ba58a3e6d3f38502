// The models and views of the page, with a raw copy of what each model holds: what Python said last and what the page
// said last, whichever came later.
import { ManagerBase, modules, Widget } from "./vendor/widgets.js";

const TARGET = "jupyter.widget";
const METADATA = { version: "2.1.0" }; // of the protocol of widgets

const copy = (value) => JSON.parse(JSON.stringify(value));
export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

class Manager extends ManagerBase {
  loadClass(name, module) {
    return modules[module]?.[name]
      ? Promise.resolve(modules[module][name])
      : Promise.reject(new Error(`There is no ${name} of ${module} on these pages.`));
  }
  _get_comm_info() {
    return Promise.resolve({});
  }
  _create_comm() {
    return Promise.reject(new Error("Widgets are made by Python only."));
  }
}

// One widget's line to Python. A model is made in several turns; what comes before it waits.
class Comm {
  constructor(id, send) {
    this.comm_id = id;
    this.target_name = TARGET;
    this.say = send;
    this.early = [];
  }
  on_msg(listen) {
    this.listen = listen;
    for (const message of this.early.splice(0)) listen(message);
  }
  on_close(listen) {
    this.closed = listen;
  }
  hear(message) {
    if (this.listen) this.listen(message);
    else this.early.push(message);
  }
  send(data, callbacks, _metadata, buffers) {
    return this.say("comm_msg", this.comm_id, data, buffers, callbacks);
  }
  close(data, callbacks, _metadata, buffers) {
    return this.say("comm_close", this.comm_id, data, buffers, callbacks);
  }
}

const wrapped = (id, data, metadata = METADATA, buffers = []) => ({
  content: { comm_id: id, data },
  metadata,
  buffers,
  header: {},
  parent_header: {},
});

export class Widgets {
  // `say(type, id, data, buffers, callbacks)` takes what a model says and returns the id of the message.
  constructor(say) {
    this.manager = new Manager();
    this.comms = new Map();
    this.raw = new Map();
    this.say = (type, id, data = {}, buffers = [], callbacks = undefined) => {
      const plain = copy(data);
      if (plain.method === "update") Object.assign(this.raw.get(id) ?? {}, plain.state);
      const parts = buffers.map((part) => (ArrayBuffer.isView(part) ? part : new DataView(part)));
      return say(type, id, plain, parts, callbacks);
    };
  }

  open(id, data, metadata = METADATA, buffers = []) {
    const comm = new Comm(id, this.say);
    this.comms.set(id, comm);
    this.raw.set(id, copy(data.state));
    return this.manager.handle_comm_open(comm, wrapped(id, data, metadata, buffers));
  }

  hear(id, data, buffers = []) {
    if (data.method === "update") Object.assign(this.raw.get(id) ?? {}, copy(data.state));
    this.comms.get(id)?.hear(wrapped(id, data, METADATA, buffers));
  }

  update(id, state) {
    this.hear(id, { method: "update", state, buffer_paths: [] });
  }

  close(id) {
    this.comms.get(id)?.closed?.(wrapped(id, {}));
    this.comms.delete(id);
    this.raw.delete(id);
  }

  // Show a widget in an element.
  async show(id, place) {
    const view = await this.manager.create_view(await this.manager.get_model(id));
    Widget.attach(view.luminoWidget, place);
  }
}
