function select(label, key, options) {
  if (options.length < 2) return null;
  const part = el("select", { name: key, onchange: () => choose(key, part.value) },
    el("option", { value: "" }, "Any"), ...options.map(([value, text]) => el("option", { value }, text)));
  return el("label", {}, `${label} `, part);
}

function check(label, key, value) {
  const part = el("input", { type: "checkbox", name: key, onchange: () => choose(key, part.checked ? value : "") });
  return el("label", {}, part, ` ${label}`);
}

function build() {
  const unique = (pairs) => [...new Map(pairs)].filter(([value]) => value);
  const button = (label, act) => el("button", { type: "button", onclick: act }, label);
  const noun = box.dataset.one[0].toUpperCase() + box.dataset.one.slice(1);
  box.append(
    el("p", { class: "tools" }, button("Zoom in", () => zoom(0.5)), button("Zoom out", () => zoom(2)),
      button("Earlier", () => move(-0.3)), button("Later", () => move(0.3)), button("All of it", () => look(0, WIDTH))),
    el("p", { class: "tools" },
      select("Kind", "kind", unique(lanes.map((lane) => [lane.dataset.kind, lane.dataset.kindLabel]))),
      select(noun, "program", unique(lanes.map((lane) => [lane.dataset.program, lane.dataset.short]))),
      select("Events", "type", unique(entries.map((entry) => [entry.dataset.type, entry.dataset.type])).sort()),
      entries.some((entry) => entry.classList.contains("entry-major")) && check("Major only", "major", "1"),
      kinds.length > 0 && check("Earliest first, not by kind", "group", "none")),
    said);
}

function showChoices() {
  for (const part of box.querySelectorAll("[name]")) {
    if (part.type === "checkbox") part.checked = Boolean(state[part.name]);
    else part.value = state[part.name];
  }
}

function adopt() {
  showChoices();
  filter();
  lookAsAddressed();
}

function start() {
  build();
  listen();
  joinLights();
  new ResizeObserver(drawTicks).observe(drawings[0]);
  addEventListener("popstate", () => {
    clearTimeout(resting);
    lastChange = "";
    state = read();
    adopt();
  });
  if (Object.values(state).some(Boolean)) adopt();
}

if (figure) start();
