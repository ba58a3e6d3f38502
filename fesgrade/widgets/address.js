// The page's address, read when the page is shown and written without loading it again.

// JupyterLab takes the query off when it has opened the notebook, and has a folder or a workspace in the path at times;
// the browser still knows the address it was asked for.
function opened() {
  const first = performance.getEntriesByType("navigation")[0];
  return document.body.dataset.voila || !first ? location : new URL(first.name);
}

// The notebook that an address shows, undefined for a folder.
const notebook = (address) => address.pathname.split("/tree/").at(-1).match(/.*\.ipynb$/)?.[0];

function render({ model, el }) {
  el.hidden = true;
  const first = opened();
  const own = notebook(location) && notebook(location) !== notebook(first) ? location : first;
  const { origin, pathname } = own;
  const read = () => {
    model.set("query", Object.fromEntries(new URLSearchParams(location.search || own.search)));
    model.set("url", origin + pathname);
    model.set("ready", true);
    document.documentElement.dataset.fgKept = ""; // see shell.js
    model.save_changes();
  };
  const write = () => {
    const search = new URLSearchParams(model.get("query")).toString();
    const now = new URLSearchParams(location.search).toString();
    // In JupyterLab another notebook may be in front; the address is that one's then.
    const other = notebook(location) && notebook(location) !== notebook({ pathname });
    if (other || (search === now && location.pathname === pathname)) return;
    history.replaceState(history.state, "", pathname + (search && `?${search}`) + location.hash);
    dispatchEvent(new Event("fg-address"));
  };
  model.on("change:query", write);
  read();
}
export default { render };
