// anywidget comes as an AMD module; this catches what it defines.
globalThis.define = (_, factory) => {
  globalThis.define.made = factory;
};
