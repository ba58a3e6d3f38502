// The page's address, read when the page is shown and written without loading it again.
function render({ model, el }) {
  el.hidden = true;
  // In JupyterLab the address is JupyterLab's.
  if (!document.body.dataset.voila) return;
  const read = () => {
    model.set("query", Object.fromEntries(new URLSearchParams(location.search)));
    model.set("url", location.origin + location.pathname);
    model.set("ready", true);
    model.save_changes();
  };
  const write = () => {
    const search = new URLSearchParams(model.get("query")).toString();
    const now = new URLSearchParams(location.search).toString();
    if (search === now) return;
    history.replaceState(null, "", location.pathname + (search && `?${search}`) + location.hash);
    dispatchEvent(new Event("fg-address"));
  };
  model.on("change:query", write);
  read();
}
export default { render };
