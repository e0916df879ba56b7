// All that a reader chose stands in the address, and nowhere else: what differs from what the page shows by itself.

const CHOSEN = ["kind", "program", "type", "major", "group"];
const ISO = /^\d{4}-\d{2}-\d{2}$/;
const isoOf = (day) => new Date(Math.round(day) * DAY_MS).toISOString().slice(0, 10);
let state = read();
let lastChange = "";
let resting;

function read() {
  const given = new URLSearchParams(location.search);
  const found = Object.fromEntries(CHOSEN.map((key) => [key, given.get(key) ?? ""]));
  for (const end of ["from", "to"]) found[end] = ISO.test(given.get(end)) ? given.get(end) : "";
  return found;
}

// What is looked at, step after step, is one step back; so is each other choice.
function write(kind) {
  const given = new URLSearchParams(Object.entries(state).filter(([, one]) => one));
  const address = location.pathname + (given.size ? `?${given}` : "") + location.hash;
  if (address !== location.pathname + location.search + location.hash) {
    history[kind === "look" && lastChange === "look" ? "replaceState" : "pushState"](null, "", address);
  }
  lastChange = kind;
}

function choose(key, value) {
  state[key] = value;
  write(key);
  filter();
}

// When the hand rests: a browser refuses hundreds of addresses in a moment, and nobody listens to as many sentences.
function remember() {
  clearTimeout(resting);
  resting = setTimeout(() => {
    const whole = width === WIDTH;
    state.from = whole ? "" : isoOf(dayAt(from));
    state.to = whole ? "" : isoOf(dayAt(from + width));
    said.textContent = whole ? "All of it." : `From ${state.from.slice(0, 7)} to ${state.to.slice(0, 7)}.`;
    write("look");
  }, 300);
}
