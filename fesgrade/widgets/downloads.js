// Buttons that save a file each. Python makes the file when it is asked for; the link that saves it is made here, so
// it needs no address of the server and works wherever the page does.
function render({ model, el }) {
  const group = document.createElement("div");
  group.className = "fg-bar";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", model.get("label"));
  const status = document.createElement("p");
  status.className = "fg-hint";
  status.setAttribute("role", "status");
  el.append(group, status);
  let buttons = [];

  const dress = () => {
    for (const button of buttons) button.disabled = model.get("disabled");
  };
  const build = () => {
    buttons = model.get("buttons").map(([key, label], at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = at || !model.get("primary") ? "fg-button" : "fg-button fg-button-primary";
      button.textContent = label;
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
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(buffers, { type: message.mime }));
    link.download = message.name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });
}
export default { render };
