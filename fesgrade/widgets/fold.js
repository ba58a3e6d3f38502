// The heading of a section: a button that shows and hides what stands below it in the same box (web/style/what_if.css). An
// address that ends with the section's name opens it.
function render({ model, el }) {
  const slug = model.get("slug");
  const button = make("button", { type: "button", class: "fg-fold", "aria-describedby": `${slug}-about` });
  const heading = make("h2", { id: slug }, button);
  const about = make("p", { id: `${slug}-about`, class: "fg-hint" });
  el.append(heading, about);
  const show = () => {
    button.textContent = model.get("title");
    about.textContent = model.get("teaser");
    button.setAttribute("aria-expanded", model.get("expanded"));
  };
  const turn = (open) => {
    model.set("expanded", open);
    model.save_changes();
    show();
  };
  button.addEventListener("click", () => turn(!model.get("expanded")));
  const called = () => {
    if (!document.body.dataset.voila || location.hash !== `#${slug}`) return;
    if (!model.get("expanded")) turn(true);
    heading.scrollIntoView();
  };
  show();
  for (const trait of ["title", "teaser", "expanded"]) model.on(`change:${trait}`, show);
  requestAnimationFrame(called);
  window.addEventListener("hashchange", called);
  return () => window.removeEventListener("hashchange", called);
}
export default { render };
