// A button that opens a file and hands its content to Python in parts, since a message to a kernel may hold ten
// million bytes. A file may also be dropped. What is too large is refused here, before it is read.
const PART = 2_000_000;
const said = (bytes) => bytes.toLocaleString("en-US");

function render({ model, el }) {
  const id = `fg-file-${count()}`;
  const help = make("p", { id, class: "fg-hint" }, model.get("help"));
  help.hidden = !model.get("help");
  const button = make("button", { type: "button", class: "fg-button", "aria-describedby": help.hidden ? null : id });
  button.textContent = model.get("label");
  const input = make("input", { type: "file", accept: model.get("accept"), hidden: "", tabindex: "-1" });
  input.multiple = model.get("multiple");
  const status = make("p", { role: "status", class: "fg-file-status" });
  el.classList.add("fg-file");
  el.append(button, input, help, status);

  const tell = (text, refused = false) => {
    status.textContent = text;
    status.className = refused ? "fg-file-status fg-alert fg-alert-error" : "fg-file-status fg-hint";
  };

  let reading = false;
  const read = async (chosen) => {
    const files = [...chosen].slice(0, model.get("multiple") ? undefined : 1);
    if (reading || !files.length) return;
    const largest = model.get("largest");
    const large = files.filter((file) => file.size > largest);
    if (large.length) {
      const each = large.map((file) => `${file.name} has ${said(file.size)} bytes`).join("; ");
      tell(`${each}; at most ${said(largest)} are read. Nothing was opened.`, true);
      return;
    }
    reading = true;
    try {
      for (const [at, file] of files.entries()) {
        const parts = Math.max(1, Math.ceil(file.size / PART));
        for (let part = 0; part < parts; part += 1) {
          if (parts > 1) tell(`Reading ${file.name}, ${Math.round((100 * part) / parts)} percent`);
          const content = await file.slice(part * PART, (part + 1) * PART).arrayBuffer();
          const place = { file: at, files: files.length, name: file.name, part, parts };
          model.send(place, undefined, [new DataView(content)]);
        }
      }
      tell("");
    } catch {
      tell("The file could not be read; nothing was opened. It may have been moved or changed.", true);
    } finally {
      reading = false;
    }
  };

  button.addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    await read(input.files);
    input.value = ""; // the same file can be chosen again after it was corrected
  });

  // A file that misses the button would replace the page, so it may be dropped anywhere; JupyterLab has its own way
  // with dropped files.
  const place = document.body.dataset.voila ? document : el;
  const files = (event) => event.dataTransfer?.types.includes("Files");
  const over = (event) => files(event) && event.preventDefault();
  const drop = (event) => {
    if (!files(event)) return;
    event.preventDefault();
    if (el.contains(event.target) || document.querySelectorAll(".fg-file").length === 1) read(event.dataTransfer.files);
  };
  place.addEventListener("dragover", over);
  place.addEventListener("drop", drop);
  return () => {
    place.removeEventListener("dragover", over);
    place.removeEventListener("drop", drop);
  };
}
export default { render };
