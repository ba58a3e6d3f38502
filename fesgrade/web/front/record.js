// The first state of the page's widgets, which came with the page (fesgrade/early/record.py).

const element = document.getElementById("fg-record");
export const hash = element.dataset.hash;

// Each call makes it anew: { page, states: widget -> traits, shows: what is shown, in order }.
export function read() {
  const { page, texts, states, shows } = JSON.parse(element.textContent);
  for (const state of Object.values(states)) {
    for (const [trait, value] of Object.entries(state)) {
      if (value !== null && typeof value === "object" && "$text" in value) state[trait] = texts[value.$text];
    }
  }
  return { page, states, shows };
}
