// Without this a reader loses: choosing programs and questions, any day but the years' ends, sorting, filters, a cell's
// history beside the table, and taking away the table as chosen. The table itself, its links and the years stay.
// The files of this folder are joined, in the order of their names, into one module.

const box = document.querySelector("[data-compare]");
const frame = document.querySelector(".table-frame");
const table = frame?.querySelector("table.comparison");
const DAY_MS = 86_400_000;
const MONTHS = "January February March April May June July August September October November December".split(" ");
const MOST_COLUMNS = 60;
const histories = new Map();
let choices;

function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null && child !== false && child !== ""));
  return element;
}

const here = (address) => box.dataset.root + address.replace(/^\//, "");
const keyOf = (line) => (line.aspect ? `${line.dimension}.${line.aspect}` : line.dimension);
const titleOf = (line) => (line.aspect_label ? `${line.label} (${line.aspect_label.toLowerCase()})` : line.label);
const columnOf = (id) => choices.columns.find((one) => one.id === id);
const lineOf = ({ dimension, aspect = "" }) =>
  choices.lines.find((one) => one.dimension === dimension && one.aspect === aspect);
const silence = (id) => choices.silences.find((one) => one.id === id);
const counted = (count, one, many) => `${count} ${count === 1 ? one : many}`;

const words = (day) => `${Number(day.slice(8))} ${MONTHS[day.slice(5, 7) - 1]} ${Number(day.slice(0, 4))}`;
const ordinal = (day) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
const dayOf = (number) => new Date(number * DAY_MS).toISOString().slice(0, 10);
const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") && !Number.isNaN(ordinal(text));

async function get(address) {
  const answer = await fetch(here(address));
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

async function historyOf(id) {
  if (!histories.has(id)) histories.set(id, get(`compare/history/${id}.json`));
  try {
    return await histories.get(id);
  } catch (error) {
    histories.delete(id); // so that the next wish asks again
    throw error;
  }
}
