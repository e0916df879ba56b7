// Without this a reader loses: choosing programs and questions, any day but the years' ends, sorting, filters, a cell's
// history beside the table, and taking away the table as chosen. The table itself, its links and the years stay.

const box = document.querySelector("[data-compare]");
const root = box?.dataset.root ?? "./";
const frame = document.querySelector(".table-frame");
const table = frame?.querySelector("table.comparison");
const DAY_MS = 86_400_000;
const MONTHS = "January February March April May June July August September October November December".split(" ");
const MOST_COLUMNS = 60;
const histories = new Map();
let choices;
let marked = new Map(); // the text of each cell at the last stop

// --- Small things ----------------------------------------------------------------------------------------------------

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

const here = (address) => root + address.replace(/^\//, "");
const keyOf = (line) => (line.aspect ? `${line.dimension}.${line.aspect}` : line.dimension);
const words = (day) => `${Number(day.slice(8))} ${MONTHS[day.slice(5, 7) - 1]} ${Number(day.slice(0, 4))}`;
const ordinal = (day) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
const dayOf = (number) => new Date(number * DAY_MS).toISOString().slice(0, 10);
const silence = (id) => choices.silences.find((one) => one.id === id);
const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") && !Number.isNaN(ordinal(text));

async function get(address) {
  const answer = await fetch(here(address));
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

async function historyOf(id) {
  if (!histories.has(id)) histories.set(id, get(`compare/history/${id}.json`));
  return histories.get(id);
}

// --- State: what the address says, against what the page shows by itself ------------------------------------------------

const own = {
  programs: table ? [...table.querySelectorAll("thead [data-program]")].map((head) => head.dataset.program) : [],
  questions: table ? [...new Set([...table.querySelectorAll("td")].map((cell) => cell.dataset.dimension))] : [],
  on: box?.dataset.day,
};
const NAMES = { programs: "p", questions: "q", on: "on", differ: "differ", sort: "sort", kind: "kind", where: "where",
  status: "status", tag: "tag", evidence: "evidence" };

function read() {
  const given = new URLSearchParams(location.search);
  const list = (name) => given.get(name)?.split(",").filter(Boolean);
  return {
    programs: list("p") ?? own.programs,
    questions: list("q") ?? own.questions,
    on: isDay(given.get("on")) ? given.get("on") : own.on,
    differ: given.has("differ"),
    sort: given.get("sort") ?? "",
    kind: given.get("kind") ?? "",
    where: given.get("where") ?? "",
    status: given.get("status") ?? "",
    tag: given.get("tag") ?? "",
    evidence: given.get("evidence") ?? "",
  };
}

function address(state) {
  const given = new URLSearchParams();
  for (const [key, name] of Object.entries(NAMES)) {
    const value = state[key];
    if (Array.isArray(value) ? value.join() !== own[key].join() : key === "on" ? value !== own.on : Boolean(value)) {
      given.set(name, value === true ? "1" : String(value));
    }
  }
  const query = given.toString().replaceAll("%2C", ",");
  return location.pathname + (query ? `?${query}` : "") + location.hash;
}

let state = read();

async function change(changes, { isStep = false } = {}) {
  state = { ...state, ...changes };
  history[isStep ? "replaceState" : "pushState"](null, "", address(state));
  await show();
}

// --- What the table holds ----------------------------------------------------------------------------------------------

function columns() {
  const chosen = state.programs.map((id) => choices.columns.find((one) => one.id === id)).filter(Boolean);
  return chosen.filter((one) =>
    (!state.kind || one.kind === state.kind) && (!state.where || one.jurisdictions.includes(state.where)) &&
    (!state.status || one.status === state.status) && (!state.tag || one.tags.includes(state.tag)));
}

function heldOn(past, line, day) {
  const asked = past.questions.find((one) => one.dimension === line.dimension && one.aspect === line.aspect);
  const stretch = asked.stretches.findLast((one) => one.start <= day);
  const answers = stretch.answers.map((id) => past.answers.find((one) => one.id === id));
  const kinds = new Set(answers.flatMap((one) => (one.sides.length ? one.sides.map((side) => side.none) : [one.none])));
  const none = answers.length ? (kinds.size === 1 ? [...kinds][0] : "") : stretch.none;
  return { answers, none };
}

async function model() {
  const wanted = columns();
  const pasts = await Promise.all(wanted.map((one) => historyOf(one.id)));
  const there = wanted.map((column, n) => ({ column, past: pasts[n] })).filter(({ past }) => past.start <= state.on);
  const lines = choices.lines.filter((line) => state.questions.includes(line.dimension));
  const sorted = choices.lines.find((line) => keyOf(line) === state.sort);
  if (sorted) there.sort((a, b) => orderOf(a.past, sorted) - orderOf(b.past, sorted));
  const rows = lines.map((line) => ({ line, cells: there.map(({ past }) => heldOn(past, line, state.on)) }));
  const kept = state.differ ? rows.filter((row) => new Set(row.cells.map(textOf)).size > 1) : rows;
  return { there, rows: kept };
}

function orderOf(past, line) {
  const found = heldOn(past, line, state.on).answers.map((one) => one.order).filter((order) => order !== "");
  return found.length ? Number(found[0]) : Infinity;
}

function textOf(cell) {
  if (cell.none) return silence(cell.none).words;
  return cell.answers.map((one) => (one.scope ? `${one.text} (${one.scope})` : one.text)).join("; ");
}

const tooWeak = (answer) => state.evidence !== "" && (answer.mark ?? Infinity) > Number(state.evidence);

// --- Drawing it --------------------------------------------------------------------------------------------------------

function markOf(rank) {
  const mark = rank == null ? null : choices.marks[rank];
  return mark && el("span", { class: `mark mark-${rank}` },
    el("span", { class: "mark-sign", "aria-hidden": "true" }, mark.sign), ` ${mark.label}`);
}

function silent(id) {
  const one = silence(id);
  return el("span", { class: `silence silence-${id}` },
    el("span", { class: "silence-sign", "aria-hidden": "true" }, one.sign), ` ${one.words}`);
}

function facts(answer) {
  return el("span", { class: "facts" },
    answer.scope && el("span", { class: "scope" }, answer.scope), " ",
    answer.since && el("span", { class: "since" }, answer.since), " ",
    answer.searched && el("span", { class: "since" }, answer.searched), " ",
    answer.said_by && el("span", { class: "said-by" }, `says ${answer.said_by}`), " ",
    markOf(answer.mark), " ",
    answer.own_word && el("span", { class: "flag" }, "own word only"), " ",
    answer.stale && el("span", { class: "flag" }, "due for a check"));
}

function answerPart(program, answer) {
  const claim = here(`/programs/${program}/#${answer.id}`);
  if (answer.sides.length) {
    const sides = answer.sides.map((side) => el("li", {},
      side.none ? silent(side.none) : el("span", { class: "value" }, side.text), " ",
      el("span", { class: "facts" }, el("span", { class: "said-by" }, `says ${side.said_by}`), " ", markOf(side.mark))));
    return el("div", { class: "answer" }, el("a", { class: "disputed", href: claim, tabindex: "-1" }, "Sources disagree"),
      el("ul", { class: "sides" }, ...sides), facts(answer));
  }
  const value = answer.none ? silent(answer.none) : el("span", { class: "value" }, answer.text);
  return el("div", { class: `answer${tooWeak(answer) ? " weaker" : ""}` },
    el("a", { class: "answer-link", href: claim, tabindex: "-1" }, value), " ", facts(answer),
    tooWeak(answer) && el("span", { class: "facts" }, "weaker than chosen"));
}

function cellPart(program, line, cell) {
  const part = el("td", { "data-program": program, "data-dimension": line.dimension, "data-aspect": line.aspect || null,
    "data-none": cell.none || null, tabindex: "-1" });
  part.append(...(cell.answers.length ? cell.answers.map((one) => answerPart(program, one)) : [silent(cell.none)]));
  return part;
}

function draw({ there, rows }) {
  const heads = there.map(({ column }) => el("th", { scope: "col", "data-program": column.id },
    el("a", { href: here(column.address) }, column.short)));
  const head = el("thead", {}, el("tr", {}, el("th", { scope: "col", class: "question-head", colspan: "2" }, "Question"), ...heads));
  const bodies = [...new Set(rows.map((row) => row.line.group))].map((group) => {
    const own = rows.filter((row) => row.line.group === group);
    const title = el("th", { scope: "rowgroup", colspan: String(there.length + 2) }, group);
    return el("tbody", {}, el("tr", { class: "group-row" }, title), ...own.map((row, n) => drawRow(row, own, n, there)));
  });
  const caption = el("caption", { id: "page-caption" }, captionOf(there, rows));
  const widths = [el("colgroup", {}, el("col", { class: "for-question" }), el("col", { class: "for-aspect" })),
    el("colgroup", {}, ...there.map(() => el("col", { class: "for-program" })))];
  table.replaceChildren(caption, ...widths, head, ...bodies);
  frame.hidden = !there.length || !rows.length;
  setTabStop(table.querySelector("td"));
}

function drawRow(row, group, at, there) {
  const same = group.filter((one) => one.line.dimension === row.line.dimension);
  const first = same[0] === row;
  const cells = row.cells.map((cell, n) => cellPart(there[n].column.id, row.line, cell));
  const question = first && el("th", { scope: "row", rowspan: String(same.length), colspan: row.line.aspect ? null : "2" },
    el("a", { href: here(row.line.address) }, row.line.label));
  const aspect = row.line.aspect && el("th", { scope: "row", class: "aspect" }, row.line.aspect_label);
  return el("tr", {}, question, aspect, ...cells);
}

function captionOf(there, rows) {
  const questions = new Set(rows.map((row) => row.line.dimension)).size;
  const many = (count, one, more) => `${count} ${count === 1 ? one : more}`;
  return `${many(there.length, box.dataset.one, box.dataset.many)} and ${many(questions, "question", "questions")}, as of ${words(state.on)}`;
}

function tellChanges(before, day) {
  const after = new Map([...table.querySelectorAll("td")].map((cell) =>
    [`${cell.dataset.program} ${cell.dataset.dimension} ${cell.dataset.aspect ?? ""}`, cell]));
  const changed = [];
  if (day && day !== state.on) {
    for (const [key, cell] of after) {
      if (before.has(key) && before.get(key) !== cell.textContent) {
        cell.classList.add("changed");
        cell.prepend(el("span", { class: "flag" }, "changed"));
        changed.push(cell);
      }
    }
  }
  marked = new Map([...after].map(([key, cell]) => [key, cell.textContent.replace(/^changed/, "")]));
  const names = changed.slice(0, 5).map((cell) => {
    const program = choices.columns.find((one) => one.id === cell.dataset.program).short;
    return `${program}: ${choices.lines.find((one) => one.dimension === cell.dataset.dimension).label}`;
  });
  const rest = changed.length > names.length ? ` and ${changed.length - names.length} more` : "";
  const told = changed.length ? `Changed since ${words(day)}: ${names.join("; ")}${rest}.` : "";
  controls.said.textContent = `${frame.hidden ? "Nothing is left with this choice. " : ""}${captionOf(shown.there, shown.rows)}. ${told}`;
}

let shown;
let lastDay;

async function show() {
  controls.said.textContent = "…";
  try {
    shown = await model();
  } catch {
    controls.said.textContent = "The history could not be loaded. The table below is as it was.";
    return;
  }
  draw(shown);
  tellChanges(marked, lastDay);
  lastDay = state.on;
  controls.sync();
}

// --- Moving in the table, opening a cell -----------------------------------------------------------------------------------

function setTabStop(cell) {
  for (const one of table.querySelectorAll('td[tabindex="0"]')) one.tabIndex = -1;
  if (cell) cell.tabIndex = 0;
}

function neighbour(cell, key) {
  const row = cell.parentElement;
  const at = [...row.querySelectorAll("td")].indexOf(cell);
  if (key === "ArrowLeft" || key === "ArrowRight") return row.querySelectorAll("td")[at + (key === "ArrowLeft" ? -1 : 1)];
  if (key === "Home" || key === "End") return [...row.querySelectorAll("td")].at(key === "Home" ? 0 : -1);
  const rows = [...table.querySelectorAll("tbody tr:not(.group-row)")];
  return rows[rows.indexOf(row) + (key === "ArrowUp" ? -1 : 1)]?.querySelectorAll("td")[at];
}

function onKey(event) {
  const cell = event.target.closest?.("td");
  if (!cell) return;
  if (event.key === "Enter" && event.target === cell) return void open(cell);
  if (!/^(Arrow|Home$|End$)/.test(event.key)) return;
  const next = neighbour(cell, event.key);
  event.preventDefault();
  if (next) {
    setTabStop(next);
    next.focus();
  }
}

async function open(cell) {
  const { program, dimension, aspect = "" } = cell.dataset;
  const past = await historyOf(program);
  const column = choices.columns.find((one) => one.id === program);
  const line = choices.lines.find((one) => one.dimension === dimension && one.aspect === aspect);
  const asked = past.questions.find((one) => one.dimension === dimension && one.aspect === aspect);
  const ids = [...new Set(asked.stretches.toReversed().flatMap((one) => one.answers))];
  const answers = ids.map((id) => past.answers.find((one) => one.id === id));
  const now = heldOn(past, line, state.on).answers;
  const title = `${column.short} · ${line.label}${line.aspect_label ? ` (${line.aspect_label.toLowerCase()})` : ""}`;
  const parts = answers.map((one) => historyPart(column, title, one, now.includes(one)));
  const panel = el("dialog", { class: "panel", "aria-labelledby": "page-panel", onclose: () => { panel.remove(); cell.focus(); } },
    el("h2", { id: "page-panel" }, title),
    parts.length ? el("ol", { class: "entries" }, ...parts) : el("p", {}, silent(cell.dataset.none)),
    el("form", { method: "dialog" }, el("button", {}, "Close")));
  document.body.append(panel);
  panel.showModal();
}

function historyPart(column, title, answer, holds) {
  const link = new URL(here(`/programs/${column.id}/#${answer.id}`), location.href).href;
  const cite = `${title}: ${answer.text}${answer.since ? ` (${answer.since})` : ""}. ` +
    `${document.querySelector(".masthead-title").textContent}, as of ${words(state.on)}. ${link}`;
  const sources = answer.sources.map((one) => el("li", {}, el("a", { href: here(one.address) }, one.title), `. ${one.publisher}`,
    one.at && `, ${one.at}`, one.quote && el("q", {}, one.quote)));
  return el("li", {}, el("p", {}, el("b", {}, answer.text), holds && el("span", { class: "flag" }, `holds on ${words(state.on)}`)),
    el("p", {}, facts(answer)), answer.note && el("p", {}, answer.note),
    sources.length ? el("ul", { class: "citations" }, ...sources) : null,
    el("p", { class: "tools" }, el("a", { href: link }, "Permanent link"), " ", copyButton("Copy as a citation", () => cite)));
}

// --- Taking it away --------------------------------------------------------------------------------------------------------

function cellsAsText() {
  const evidence = (cell) => cell.answers.map((one) => one.mark).filter((mark) => mark != null);
  const said = (cell) => {
    const since = [...new Set(cell.answers.map((one) => one.since).filter(Boolean))].join("; ");
    const mark = evidence(cell).length ? choices.marks[Math.min(...evidence(cell))].label : "";
    const more = [since, mark].filter(Boolean).join(", ");
    return textOf(cell) + (more ? ` [${more}]` : "");
  };
  const title = (line) => (line.aspect_label ? `${line.label} (${line.aspect_label.toLowerCase()})` : line.label);
  return [["Question", ...shown.there.map(({ column }) => column.title)],
    ...shown.rows.map((row) => [title(row.line), ...row.cells.map(said)])];
}

const safe = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const asCsv = () => cellsAsText().map((row) => row.map((text) => `"${safe(text).replaceAll('"', '""')}"`).join(",")).join("\r\n") + "\r\n";

function asMarkdown() {
  const plain = (text) => text.replace(/[\\|*_`[\]<>]/g, "\\$&");
  const [head, ...rows] = cellsAsText().map((row) => `| ${row.map(plain).join(" | ")} |`);
  const rule = `|${"---|".repeat(shown.there.length + 1)}`;
  return [head, rule, ...rows, "", `${captionOf(shown.there, shown.rows)}. ${location.href}`, ""].join("\n");
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = el("textarea", { "aria-hidden": "true" });
  area.value = text;
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

function copyButton(label, make) {
  const button = el("button", { type: "button", onclick: async () => {
    await (shown ?? show());
    await copy(make());
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = label; }, 2000);
  } }, label);
  return button;
}

function saveButton(label, name, type, make) {
  return el("button", { type: "button", onclick: async () => {
    if (!shown) await show();
    const link = el("a", { href: URL.createObjectURL(new Blob([make()], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } }, label);
}

// --- Controls --------------------------------------------------------------------------------------------------------------

const controls = { said: null, sync: () => {} };

function select(label, key, options) {
  const part = el("select", { onchange: () => change({ [key]: part.value }) },
    ...options.map(([value, text]) => el("option", { value }, text)));
  part.value = state[key];
  return { key, part, label: el("label", {}, label, " ", part) };
}

function checks(legend, key, groups) {
  const boxes = [];
  const fieldsets = groups.map(([name, entries]) => el("fieldset", {}, el("legend", {}, name), ...entries.map(([id, label]) => {
    const input = el("input", { type: "checkbox", value: id, onchange: () => change({ [key]: picked() }) });
    boxes.push(input);
    return el("label", {}, input, ` ${label}`);
  })));
  const picked = () => boxes.filter((one) => one.checked).map((one) => one.value);
  const all = boxes.map((one) => one.value);
  const button = (text, make) => el("button", { type: "button", onclick: () => change({ [key]: make() }) }, text);
  const summary = el("summary", {}, legend);
  const part = el("details", { class: "choice" }, summary, el("p", { class: "tools" },
    all.length <= MOST_COLUMNS && button("All", () => all), button("None", () => []), button("As on this page", () => own[key])), ...fieldsets);
  return { part, sync: () => {
    for (const one of boxes) one.checked = state[key].includes(one.value);
    summary.textContent = `${legend} (${picked().length} of ${boxes.length})`;
  } };
}

function days() {
  const pasts = shown ? shown.there.map(({ past }) => past) : [];
  const asked = new Set(state.questions);
  const edges = pasts.flatMap((past) => [past.start, ...past.questions.filter((one) => asked.has(one.dimension)).flatMap((one) =>
    one.stretches.map((stretch) => stretch.start))]);
  return [...new Set(edges)].filter((day) => day && day <= choices.today).sort();
}

function dayControls() {
  const first = ordinal(choices.first_day);
  const last = ordinal(choices.today);
  const date = el("input", { type: "date", min: choices.first_day, max: choices.today,
    onchange: () => isDay(date.value) && change({ on: date.value }) });
  const range = el("input", { type: "range", min: String(first), max: String(last), "aria-label": "Day",
    oninput: () => { date.value = dayOf(Number(range.value)); range.setAttribute("aria-valuetext", words(date.value)); },
    onchange: () => change({ on: dayOf(Number(range.value)) }) });
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 1000 8");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const step = async (find) => {
    if (!shown) await show();
    const day = find(days());
    if (day) change({ on: day });
  };
  const before = el("button", { type: "button", onclick: () => step((all) => all.findLast((day) => day < state.on)) }, "Previous change");
  const after = el("button", { type: "button", onclick: () => step((all) => all.find((day) => day > state.on)) }, "Next change");
  const part = el("fieldset", { class: "as-of" }, el("legend", {}, "As of"), el("label", {}, "Day ", date), before, after,
    el("div", { class: "slider" }, range, svg));
  return { part, sync: () => {
    date.value = state.on;
    range.value = String(ordinal(state.on));
    range.setAttribute("aria-valuetext", words(state.on));
    svg.replaceChildren(...days().map((day) => {
      const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
      const at = String(((ordinal(day) - first) / Math.max(1, last - first)) * 1000);
      for (const [name, value] of [["x1", at], ["x2", at], ["y1", "0"], ["y2", "8"]]) line.setAttribute(name, value);
      return line;
    }));
  } };
}

function build() {
  const unique = (values) => [...new Set(values)].filter(Boolean).sort((a, b) => a.localeCompare(b)).map((one) => [one, one]);
  const any = [["", "Any"]];
  const kinds = choices.kinds.map(([id, many]) => [many, choices.columns.filter((one) => one.kind === id).map((one) => [one.id, one.short])]);
  const firsts = choices.lines.filter((line, n, all) => all.findIndex((one) => one.dimension === line.dimension) === n);
  const groups = [...new Set(firsts.map((line) => line.group))].map((group) =>
    [group, firsts.filter((line) => line.group === group).map((line) => [line.dimension, line.label])]);
  const title = (line) => (line.aspect_label ? `${line.label} (${line.aspect_label.toLowerCase()})` : line.label);
  const selects = [
    select("Kind", "kind", [...any, ...choices.kinds]),
    select("Where", "where", [...any, ...unique(choices.columns.flatMap((one) => one.jurisdictions))]),
    select("Status", "status", [...any, ...unique(choices.columns.map((one) => one.status))]),
    select("Tag", "tag", [...any, ...unique(choices.columns.flatMap((one) => one.tags))]),
    select("Evidence", "evidence", [["", "Any"], ...choices.marks.slice(0, -1).map((mark) => [String(mark.rank), `${mark.label} or stronger`])]),
    select("Sort by", "sort", [["", "Kind and name"], ...choices.lines.map((line) => [keyOf(line), title(line)])]),
  ];
  const differ = el("input", { type: "checkbox", onchange: () => change({ differ: differ.checked }) });
  const programs = checks(box.dataset.many.replace(/^./, (letter) => letter.toUpperCase()), "programs", kinds);
  const questions = checks("Questions", "questions", groups);
  const asOf = dayControls();
  controls.said = el("p", { class: "said", role: "status" });
  box.replaceChildren(asOf.part, programs.part, questions.part,
    el("details", { class: "choice" }, el("summary", {}, "Filter and sort"), el("p", { class: "tools" }, ...selects.map((one) => one.label),
      el("label", {}, differ, " Only rows that differ"))),
    el("details", { class: "choice" }, el("summary", {}, "Take it away"), el("p", { class: "tools" },
      copyButton("Copy as Markdown", asMarkdown), saveButton("Download CSV", "comparison.csv", "text/csv", asCsv),
      saveButton("Download Markdown", "comparison.md", "text/markdown", asMarkdown), copyButton("Copy the link", () => location.href))),
    controls.said);
  controls.sync = () => {
    for (const one of [programs, questions, asOf]) one.sync();
    for (const one of selects) one.part.value = state[one.key];
    differ.checked = state.differ;
  };
  controls.sync();
  box.hidden = false;
}

function adopt() {
  for (const cell of table.querySelectorAll("td")) {
    cell.tabIndex = -1;
    for (const link of cell.querySelectorAll("a")) link.tabIndex = -1;
  }
  frame.removeAttribute("tabindex");
  setTabStop(table.querySelector("td"));
}

async function start() {
  choices = await get("compare/choices.json");
  build();
  adopt();
  table.addEventListener("keydown", onKey);
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    if (cell && !event.target.closest("a")) open(cell);
  });
  addEventListener("popstate", () => { state = read(); show(); });
  if (location.search && address(state) !== location.pathname + location.hash) await show();
}

if (box && table) start();
