// Stands for sanitize-html, of which Jupyter's widget manager cleans descriptions that may hold HTML. On these pages no
// description may (description_allow_html is never set), so all of it is text.
export default function sanitize(text) {
  const node = document.createElement("span");
  node.textContent = String(text);
  return node.innerHTML;
}
