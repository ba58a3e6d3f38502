// The page's address, read when the page is shown and written without loading it again.

// JupyterLab takes the query off as soon as it has opened the notebook; the browser still knows the address it was
// asked for. It is this notebook's as long as the path is the same.
function asked() {
  if (document.body.dataset.voila) return location.search;
  const first = performance.getEntriesByType("navigation")[0];
  const url = first && new URL(first.name);
  return location.search || (url?.pathname === location.pathname ? url.search : "");
}

function render({ model, el }) {
  el.hidden = true;
  const own = location.pathname;
  const read = () => {
    model.set("query", Object.fromEntries(new URLSearchParams(asked())));
    model.set("url", location.origin + own);
    model.set("ready", true);
    model.save_changes();
  };
  const write = () => {
    const search = new URLSearchParams(model.get("query")).toString();
    const now = new URLSearchParams(location.search).toString();
    // In JupyterLab another notebook may be in front; the address is that one's then.
    if (search === now || location.pathname !== own) return;
    history.replaceState(history.state, "", own + (search && `?${search}`) + location.hash);
    dispatchEvent(new Event("fg-address"));
  };
  model.on("change:query", write);
  read();
}
export default { render };
