// Without this a reader loses: zooming and moving along the axis, filtering and grouping, and the light that joins a mark
// of the drawing to its line in the list. The drawing and the list stay, and say the same.
// The files of this folder are joined, in the order of their names, into one module.

const box = document.querySelector("[data-controls]");
const figure = box?.closest("[data-timeline]");
const WIDTH = 1000; // user units of each drawing, from the first to the last day of the axis
const DAY_MS = 86_400_000;
const [first, last] = figure ? ["start", "end"].map((name) => Date.parse(figure.dataset[name]) / DAY_MS) : [0, 1];

const all = (selector, root = figure) => [...(root?.querySelectorAll(selector) ?? [])];
const frame = figure?.querySelector(".timeline-frame");
const lanes = all(".lane[data-program]");
const kinds = all(".lane-kind");
const entries = all("main .entries > :is([data-event], [data-claim])", document);
const keyOf = (entry) => entry.dataset.event ?? entry.dataset.claim;
const byKey = new Map(entries.map((entry) => [keyOf(entry), entry]));
const drawnOf = new Map();
for (const mark of all("[data-key]")) drawnOf.set(mark.dataset.key, [...(drawnOf.get(mark.dataset.key) ?? []), mark]);

function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value != null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

const said = el("p", { class: "said", role: "status" });
