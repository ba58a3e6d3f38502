// The page's address to hand on: visible as text, and on one press in the clipboard where the browser allows that.
function render({ model, el }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fg-button";
  button.textContent = "Copy link";
  const address = document.createElement("a");
  address.className = "fg-handout";
  const line = document.createElement("p");
  line.append("The link: ", address);
  const hint = document.createElement("p");
  hint.className = "fg-hint";
  hint.textContent = model.get("hint");
  if (["127.0.0.1", "localhost"].includes(location.hostname)) {
    hint.append(" The address begins with this computer's own: it opens here, and elsewhere once its beginning is replaced by that of a fesgrade there.");
  }
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  el.classList.add("fg-link");
  el.append(button, status, line, hint);

  const show = () => {
    address.href = location.href;
    address.textContent = location.href;
    status.textContent = "";
  };
  const choose = () => {
    const range = document.createRange();
    range.selectNodeContents(address);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    address.focus();
  };
  button.addEventListener("click", async () => {
    show();
    try {
      await navigator.clipboard.writeText(location.href);
      status.textContent = "The link is in the clipboard.";
    } catch {
      choose();
      status.textContent = "This browser does not let the page copy. The link below is selected: copy it with Ctrl+C, or ⌘C.";
    }
  });
  show();
  addEventListener("fg-address", show);
  return () => removeEventListener("fg-address", show);
}
export default { render };
