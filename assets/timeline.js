// Without this a reader loses: zooming and moving along the axis, filtering, and the light that joins a mark of the
// drawing to its line in the list. The drawing and the list stay, and say the same.

const WIDTH = 1000; // user units of each drawing, from the first to the last day of the axis
const LEAST_DAYS = 60;
const DAY_MS = 86_400_000;
const TICKS = 8;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const STEPS_MONTHS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000];

function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value != null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

const drawn = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

function start(figure) {
  const first = Date.parse(figure.dataset.start) / DAY_MS;
  const last = Date.parse(figure.dataset.end) / DAY_MS;
  const lanes = [...figure.querySelectorAll(".lane[data-program]")];
  const drawings = lanes.map((lane) => lane.querySelector("svg"));
  const heights = drawings.map((svg) => svg.viewBox.baseVal.height);
  const axis = figure.querySelector(".lane-axis svg");
  const frame = figure.querySelector(".timeline-frame");
  const entries = [...document.querySelectorAll("main .entries > .entry")].filter((entry) => entry.dataset.event || entry.dataset.claim);
  const byKey = new Map(entries.map((entry) => [entry.dataset.event ?? entry.dataset.claim, entry]));
  const points = [...figure.querySelectorAll(".point")];
  const pointOf = new Map(points.map((point) => [point.dataset.key, point]));
  const least = Math.min(WIDTH, (LEAST_DAYS / (last - first)) * WIDTH);
  const said = el("p", { class: "said", role: "status" });
  let from = 0;
  let width = WIDTH;
  let waiting = false;

  // --- Zoom: one rectangle of all drawings, once a frame ---

  const day = (at) => first + (at / WIDTH) * (last - first);

  function draw() {
    waiting = false;
    drawings.forEach((svg, n) => svg.setAttribute("viewBox", `${from} 0 ${width} ${heights[n]}`));
    const span = day(from + width) - day(from);
    const step = STEPS_MONTHS.find((months) => span / (months * 30.44) <= TICKS) ?? STEPS_MONTHS.at(-1);
    const begin = new Date(day(from) * DAY_MS);
    let month = Math.ceil((begin.getUTCFullYear() * 12 + begin.getUTCMonth()) / step) * step;
    const labels = [];
    for (; ; month += step) {
      const when = new Date(0);
      when.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
      const share = ((when / DAY_MS - first) / (last - first) * WIDTH - from) / width;
      if (share > 0.98 || labels.length > 2 * TICKS) break;
      if (share < 0) continue;
      const label = drawn("text", { x: `${(share * 100).toFixed(2)}%`, y: "14" });
      label.textContent = step % 12 ? `${MONTHS[month % 12]} ${Math.floor(month / 12)}` : String(Math.floor(month / 12));
      labels.push(label);
    }
    axis.replaceChildren(...labels);
  }

  function look(newFrom, newWidth, { tell = true } = {}) {
    width = Math.min(WIDTH, Math.max(least, newWidth));
    from = Math.min(WIDTH - width, Math.max(0, newFrom));
    if (!waiting) requestAnimationFrame(draw);
    waiting = true;
    const text = (at) => new Date(day(at) * DAY_MS).toISOString().slice(0, 7);
    if (tell) said.textContent = width === WIDTH ? "" : `From ${text(from)} to ${text(from + width)}.`;
  }

  const zoom = (factor, share = 0.5) => look(from + width * share * (1 - factor), width * factor);
  const move = (share) => look(from + width * share, width);
  const shareOf = (x) => {
    const box = drawings[0].getBoundingClientRect();
    return Math.min(1, Math.max(0, (x - box.left) / box.width));
  };

  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.shiftKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return; // the page scrolls
    event.preventDefault();
    if (event.ctrlKey) zoom(Math.exp(event.deltaY / 200), shareOf(event.clientX));
    else move((event.deltaX || event.deltaY) / 1500);
  }, { passive: false });

  const fingers = new Map();
  frame.addEventListener("pointerdown", (event) => {
    if (event.target.closest("a")) return;
    fingers.set(event.pointerId, event.clientX);
  });
  frame.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = [...fingers.values()];
    fingers.set(event.pointerId, event.clientX);
    const after = [...fingers.values()];
    if (after.length === 1) {
      if (Math.abs(after[0] - before[0]) > 0 && width < WIDTH) frame.setPointerCapture(event.pointerId);
      move(shareOf(before[0]) - shareOf(after[0]));
    } else if (after.length === 2) {
      const apart = (pair) => Math.max(10, Math.abs(pair[0] - pair[1]));
      zoom(apart(before) / apart(after), shareOf((after[0] + after[1]) / 2));
    }
  });
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) frame.addEventListener(name, (event) => fingers.delete(event.pointerId));

  frame.addEventListener("keydown", (event) => {
    const keys = { "+": () => zoom(0.5), "=": () => zoom(0.5), "-": () => zoom(2), "0": () => look(0, WIDTH),
      ArrowLeft: () => move(-0.2), ArrowRight: () => move(0.2), Home: () => look(0, width), End: () => look(WIDTH, width) };
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key] || event.target.closest("a")) return;
    event.preventDefault();
    keys[event.key]();
  });

  // --- A mark and its line ---

  function light(key, isLit) {
    pointOf.get(key)?.classList.toggle("lit", isLit);
    byKey.get(key)?.classList.toggle("lit", isLit);
  }
  for (const point of points) {
    point.addEventListener("pointerenter", () => light(point.dataset.key, true));
    point.addEventListener("pointerleave", () => light(point.dataset.key, false));
    point.addEventListener("click", () => byKey.get(point.dataset.key)?.scrollIntoView({ block: "center" }));
  }
  for (const [key, entry] of byKey) {
    for (const name of ["pointerenter", "focusin"]) entry.addEventListener(name, () => light(key, true));
    for (const name of ["pointerleave", "focusout"]) entry.addEventListener(name, () => light(key, false));
  }

  // --- Filters, kept in the address ---

  const state = Object.fromEntries(["kind", "program", "type", "major"].map((key) => [key, new URLSearchParams(location.search).get(key) ?? ""]));

  function filter() {
    const kinds = new Map(lanes.map((lane) => [lane.dataset.program, lane.dataset.kind]));
    const shows = (key) => {
      const program = key.split("/")[0];
      const entry = byKey.get(key);
      return (!state.kind || kinds.get(program) === state.kind) && (!state.program || program === state.program) &&
        (!state.type || entry?.dataset.type === state.type) && (!state.major || entry?.classList.contains("entry-major"));
    };
    let count = 0;
    for (const [key, entry] of byKey) {
      entry.hidden = !shows(key);
      count += entry.hidden ? 0 : 1;
    }
    for (const point of points) point.toggleAttribute("hidden", !shows(point.dataset.key));
    for (const lane of lanes) {
      lane.hidden = Boolean((state.kind && lane.dataset.kind !== state.kind) || (state.program && lane.dataset.program !== state.program));
    }
    said.textContent = `${count} of ${byKey.size} listed.`;
  }

  function choose(key, value) {
    state[key] = value;
    const given = new URLSearchParams(Object.entries(state).filter(([, one]) => one));
    history.replaceState(null, "", location.pathname + (given.size ? `?${given}` : "") + location.hash);
    filter();
  }

  function select(label, key, options) {
    if (options.length < 2) return null;
    const part = el("select", { onchange: () => choose(key, part.value) },
      el("option", { value: "" }, "Any"), ...options.map(([value, text]) => el("option", { value }, text)));
    part.value = state[key];
    return el("label", {}, `${label} `, part);
  }

  const unique = (pairs) => [...new Map(pairs)].filter(([value]) => value);
  const button = (label, act) => el("button", { type: "button", onclick: act }, label);
  const major = el("input", { type: "checkbox", onchange: () => choose("major", major.checked ? "1" : "") });
  major.checked = Boolean(state.major);
  const types = unique(entries.map((entry) => [entry.dataset.type, entry.dataset.type])).sort();
  figure.prepend(el("div", { class: "instrument" },
    el("p", { class: "tools" }, button("Closer", () => zoom(0.5)), button("Farther", () => zoom(2)), button("Earlier", () => move(-0.3)),
      button("Later", () => move(0.3)), button("All of it", () => look(0, WIDTH)),
      select("Kind", "kind", unique(lanes.map((lane) => [lane.dataset.kind, lane.dataset.kindLabel]))),
      select("Program", "program", unique(lanes.map((lane) => [lane.dataset.program, lane.dataset.short]))),
      select("Events", "type", types),
      entries.some((entry) => entry.classList.contains("entry-major")) && el("label", {}, major, " Major only")),
    said));
  if (Object.values(state).some(Boolean)) filter();
}

for (const figure of document.querySelectorAll('[data-timeline]:not([data-timeline="home"])')) start(figure);
