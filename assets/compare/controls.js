// The bar above the table. Every control changes the state; `sync` sets each to what the state is.

const controls = { said: null, sync: () => {} };

function select(label, key, options) {
  const part = el("select", { onchange: () => change({ [key]: part.value }) },
    ...options.map(([value, text]) => el("option", { value }, text)));
  return { label: el("label", {}, label, " ", part), sync: () => { part.value = state[key]; } };
}

const unfold = (name, ...parts) => el("details", { class: "choice" }, el("summary", {}, name), ...parts);

// Boxes to tick, made when they are first looked at: a thousand of them take a while.
function checks(legend, key, groups) {
  const all = groups.flatMap(([, entries]) => entries.map(([id]) => id));
  const tick = (id, isOn) => change({ [key]: isOn ? all.filter((one) => one === id || state[key].includes(one))
    : state[key].filter((one) => one !== id) });
  const line = ([id, label]) => el("label", {}, el("input", { type: "checkbox", value: id, checked: state[key].includes(id),
    onchange: (event) => tick(id, event.target.checked) }), ` ${label}`);
  const find = el("input", { type: "search", oninput: () => {
    const wanted = find.value.trim().toLowerCase();
    for (const one of part.querySelectorAll("fieldset label")) one.hidden = !one.textContent.toLowerCase().includes(wanted);
    for (const one of part.querySelectorAll("fieldset")) one.hidden = !one.querySelector("label:not([hidden])");
  } });
  const button = (text, make) => el("button", { type: "button", onclick: () => change({ [key]: make() }) }, text);
  const tools = el("p", { class: "tools" }, el("label", {}, "Find ", find), all.length <= MOST_COLUMNS && button("All", () => all),
    button("None", () => []), button("As on this page", () => own[key]));
  const part = unfold(legend, tools);
  part.addEventListener("toggle", () => part.append(...groups.filter(([, entries]) => entries.length).map(([name, entries]) =>
    el("fieldset", {}, el("legend", {}, name), ...entries.map(line)))), { once: true });
  return { part, sync: () => {
    for (const one of part.querySelectorAll("[type=checkbox]")) one.checked = state[key].includes(one.value);
    part.firstChild.textContent = `${legend} (${state[key].length} of ${all.length})`;
  } };
}

function drawMarks(svg, days, first, last) {
  svg.replaceChildren(...days.map((day) => {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
    const at = String(((ordinal(day) - first) / Math.max(1, last - first)) * 1000);
    for (const [name, value] of [["x1", at], ["x2", at], ["y1", "0"], ["y2", "8"]]) line.setAttribute(name, value);
    return line;
  }));
}

function dayControls() {
  const first = ordinal(choices.first_day);
  const last = ordinal(choices.today);
  const date = el("input", { type: "date", min: choices.first_day, max: choices.today,
    onchange: () => isDay(date.value) && change({ on: date.value }) });
  const slide = () => {
    date.value = dayOf(Number(range.value));
    range.setAttribute("aria-valuetext", words(date.value));
  };
  const before = () => turns().findLast((day) => day < state.on);
  const after = () => turns().find((day) => day > state.on);
  const step = (day) => day && change({ on: day }, day < state.on ? dayOf(ordinal(day) - 1) : lastDay);
  const onkeydown = (event) => { // an arrow leads to the next change; days alone would take a lifetime
    const find = { ArrowLeft: before, ArrowDown: before, ArrowRight: after, ArrowUp: after }[event.key];
    if (find) event.preventDefault();
    if (find) step(find());
  };
  const range = el("input", { type: "range", min: String(first), max: String(last), "aria-label": "Day", oninput: slide, onkeydown,
    onchange: () => change({ on: dayOf(Number(range.value)) }) });
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of [["viewBox", "0 0 1000 8"], ["preserveAspectRatio", "none"], ["aria-hidden", "true"]]) {
    svg.setAttribute(name, value);
  }
  const back = el("button", { type: "button", onclick: () => step(before()) }, "Previous change");
  const on = el("button", { type: "button", onclick: () => step(after()) }, "Next change");
  const part = el("fieldset", { class: "as-of" }, el("legend", {}, "As of"), el("label", {}, el("span", { class: "unseen" }, "Day "), date),
    el("span", { class: "steps" }, back, on), el("div", { class: "slider" }, range, svg));
  return { part, sync: () => {
    range.value = String(ordinal(state.on));
    slide();
    drawMarks(svg, turns(), first, last);
    back.setAttribute("aria-disabled", String(!before()));
    on.setAttribute("aria-disabled", String(!after()));
  } };
}

function filters() {
  const unique = (values) => [...new Set(values)].filter(SOME).sort((a, b) => a.localeCompare(b)).map((one) => [one, one]);
  const aspects = new Map(choices.lines.filter((line) => line.aspect).map((line) => [line.aspect, line.aspect_label]));
  const strengths = choices.marks.slice(0, -1).map((mark) => [String(mark.rank), `${mark.label} or stronger`]);
  const all = [
    ["Kind", "kind", choices.kinds],
    ["Where", "where", unique(choices.columns.flatMap((one) => one.jurisdictions))],
    ["Status", "status", choices.statuses.map((one) => [one, one])],
    ["Tag", "tag", unique(choices.columns.flatMap((one) => one.tags))],
    ["Evidence", "evidence", strengths],
  ].filter(([, , options]) => options.length > 1).map(([label, key, options]) => select(label, key, [["", "Any"], ...options]));
  if (aspects.size > 1) all.push(select("Show", "aspect", [["", [...aspects.values()].join(" and ")], ...aspects]));
  all.push(select("Sort by", "sort", [["", "Kind and name"], ...choices.lines.map((line) => [keyOf(line), titleOf(line)])]));
  const differ = el("input", { type: "checkbox", onchange: () => change({ differ: differ.checked }) });
  const part = unfold("Filter and sort", el("p", { class: "tools" }, ...all.map((one) => one.label),
    el("label", {}, differ, " Only rows that differ")));
  return { part, sync: () => {
    for (const one of all) one.sync();
    differ.checked = state.differ;
    part.firstChild.textContent = isFiltered() || state.differ || state.sort || state.aspect || state.evidence
      ? "Filter and sort (in use)" : "Filter and sort";
  } };
}

function build() {
  const kinds = choices.kinds.map(([id, many]) =>
    [many, choices.columns.filter((one) => one.kind === id).map((one) => [one.id, one.short])]);
  const firsts = choices.lines.filter((line, n, all) => all.findIndex((one) => one.dimension === line.dimension) === n);
  const groups = [...new Set(firsts.map((line) => line.group))].map((group) =>
    [group, firsts.filter((line) => line.group === group).map((line) => [line.dimension, line.label])]);
  const many = box.dataset.many.replace(/^./, (letter) => letter.toUpperCase());
  const parts = [dayControls(), checks(many, "programs", kinds), checks("Questions", "questions", groups), filters()];
  const take = unfold("Take it away", el("p", { class: "tools" }, copyButton("Copy as Markdown", asMarkdown),
    saveButton("Download CSV", "comparison.csv", "text/csv", asCsv),
    saveButton("Download Markdown", "comparison.md", "text/markdown", asMarkdown), copyButton("Copy the link", () => location.href)));
  controls.said = el("p", { class: "said", role: "status" }, "Press a cell for its history, quotes and sources.");
  controls.sync = () => parts.forEach((one) => one.sync());
  box.replaceChildren(...parts.map((one) => one.part), take, controls.said);
  controls.sync();
}
