// The page's address to hand on: visible as text, and on one press in the clipboard where the browser allows that.
function render({ model, el }) {
  const button = make("button", { type: "button", class: "fg-button" }, "Copy link");
  const address = make("a", { class: "fg-handout" });
  const hint = make("p", { class: "fg-hint" }, model.get("hint"));
  if (["127.0.0.1", "localhost"].includes(location.hostname)) {
    hint.append(" This link works only on this computer.");
  }
  const status = make("p", { role: "status" });
  el.classList.add("fg-link");
  el.append(button, status, make("p", {}, "The link: ", address), hint);

  const show = () => {
    address.href = location.href;
    address.textContent = location.href;
    status.textContent = "";
  };
  button.addEventListener("click", async () => {
    show();
    try {
      await navigator.clipboard.writeText(location.href);
      status.textContent = "The link is in the clipboard.";
    } catch {
      getSelection().selectAllChildren(address);
      address.focus();
      status.textContent = "This browser does not let the page copy. The link below is selected: copy it with Ctrl+C, or ⌘C.";
    }
  });
  show();
  addEventListener("fg-address", show);
  return () => removeEventListener("fg-address", show);
}
export default { render };
