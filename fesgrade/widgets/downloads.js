// Buttons that save a file each. Python makes the file when it is asked for; the link that saves it is made here, so
// it needs no address of the server and works wherever the page does.
function render({ model, el }) {
  const group = make("div", { class: "fg-bar", role: "group", "aria-label": model.get("label") });
  const status = make("p", { class: "fg-hint", role: "status" });
  el.append(group, status);

  const dress = () => {
    for (const button of group.children) button.disabled = model.get("disabled");
  };
  const build = () => {
    const buttons = model.get("buttons").map(([key, label], at) => {
      const dressed = at || !model.get("primary") ? "fg-button" : "fg-button fg-button-primary";
      const button = make("button", { type: "button", class: dressed }, label);
      button.addEventListener("click", () => {
        status.textContent = "Preparing the file…";
        // What was chosen just before may still wait for a busy kernel; once this is answered, it has arrived.
        model.send({ ask: key });
      });
      return button;
    });
    group.replaceChildren(...buttons);
    dress();
  };
  build();
  model.on("change:buttons", build);
  model.on("change:disabled", dress);
  model.on("msg:custom", (message, buffers) => {
    if (message.make) {
      model.send({ make: message.make });
      return;
    }
    status.textContent = message.name ? `${message.name} is saved where your browser keeps downloads.` : "";
    if (!message.name) return;
    const link = make("a", { href: URL.createObjectURL(new Blob(buffers, { type: message.mime })), download: message.name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });
}
export default { render };
