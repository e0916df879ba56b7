// The table of a state, made of the same parts as the page's own.

const totals = document.querySelector("[data-totals] table");
let held = document.querySelector(".lead time");
let shown;
let lastDay; // the last stop
let since; // the day that changes are told from: the last stop, or the eve of the day

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

const valueOf = (one) => (one.none ? silent(one.none) : el("span", { class: "value" }, one.text));

function sidesOf(answer) {
  return el("ul", { class: "sides" }, ...answer.sides.map((side) => el("li", {}, valueOf(side), " ",
    el("span", { class: "facts" }, el("span", { class: "said-by" }, `says ${side.said_by}`), " ", markOf(side.mark)))));
}

function answerPart(program, answer) {
  const href = here(`/programs/${program}/#${answer.id}`);
  const isWeak = isTooWeak(answer);
  const part = el("div", { class: isWeak ? "answer weaker" : "answer" });
  if (answer.sides.length) part.append(el("a", { class: "disputed", href }, "Sources disagree"), sidesOf(answer));
  else part.append(el("a", { class: "answer-link", href }, valueOf(answer)), " ");
  part.append(facts(answer));
  if (isWeak) part.append(el("span", { class: "facts" }, "weaker than chosen"));
  return part;
}

function cellPart(program, line, cell) {
  const part = el("td", { "data-program": program, "data-dimension": line.dimension,
    "data-aspect": line.aspect || null, "data-none": cell.none || null });
  part.append(...(cell.answers.length ? cell.answers.map((one) => answerPart(program, one)) : [silent(cell.none)]));
  return part;
}

function draw({ there, rows }) {
  const heads = there.map(({ column }) => el("th", { scope: "col", "data-program": column.id },
    el("a", { href: here(column.address) }, column.short)));
  const question = el("th", { scope: "col", class: "question-head", colspan: "2" }, "Question");
  const bodies = [...new Set(rows.map((row) => row.line.group))].map((group) => {
    const asked = rows.filter((row) => row.line.group === group);
    const title = el("th", { scope: "rowgroup", colspan: String(there.length + 2) }, el("span", {}, group));
    return el("tbody", {}, el("tr", { class: "group-row" }, title), ...asked.map((row) => rowPart(row, asked, there)));
  });
  const widths = [el("colgroup", {}, el("col", { class: "for-question" }), el("col", { class: "for-aspect" })),
    el("colgroup", {}, ...there.map(() => el("col", { class: "for-program" })))];
  if (held) held.replaceWith(held = el("time", { datetime: state.on }, words(state.on)));
  table.replaceChildren(el("caption", { id: "page-caption" }, caption()), ...widths,
    el("thead", {}, el("tr", {}, question, ...heads)), ...bodies);
  frame.hidden = !there.length || !rows.length;
  adopt();
}

function rowPart(row, group, there) {
  const same = group.filter((one) => one.line.dimension === row.line.dimension);
  const cells = row.cells.map((cell, n) => cellPart(there[n].column.id, row.line, cell));
  const question = same[0] === row && el("th", { scope: "row", rowspan: String(same.length),
    colspan: row.line.aspect ? null : "2" }, el("a", { href: here(row.line.address) }, row.line.label));
  const aspect = row.line.aspect && el("th", { scope: "row", class: "aspect" }, el("span", {}, row.line.aspect_label));
  return el("tr", {}, question, aspect, ...cells);
}

function caption() {
  const questions = new Set(shown.rows.map((row) => row.line.dimension)).size;
  const programs = counted(shown.there.length, box.dataset.one, box.dataset.many);
  return `${programs} and ${counted(questions, "question", "questions")}, as of ${words(state.on)}`;
}

const nameOf = (cell) => `${columnOf(cell.dataset.program).short}: ${titleOf(lineOf(cell.dataset))}`;

// Marks the cells in which other claims hold than on the day `since`, and tells which; a program is new by itself.
function markChanges() {
  const says = (cell) => cell.none + cell.answers.map((one) => one.id).join();
  const changed = shown.rows.flatMap((row) => shown.there.filter(({ past }, n) =>
    past.start <= since && says(heldOn(past, row.line, since)) !== says(row.cells[n])).map(({ column }) => {
    const { dimension, aspect } = row.line;
    const where = `[data-program="${column.id}"][data-dimension="${dimension}"]` + (aspect && `[data-aspect="${aspect}"]`);
    return table.querySelector(`td${where}`);
  }));
  for (const cell of changed) {
    cell.classList.add("changed");
    cell.prepend(el("span", { class: "flag" }, "changed"));
  }
  const came = shown.there.filter(({ past }) => past.start > since).map(({ column }) => `${column.short} is there`);
  const gone = shown.pasts.filter((past) => past.start <= since && past.start > state.on)
    .map((past) => `${columnOf(past.program).short} is not there yet`);
  return { names: [...came, ...gone, ...changed.map(nameOf)], first: changed[0] };
}

function tell({ names, first }) {
  const told = [`${caption()}.`];
  if (frame.hidden) told.unshift("Nothing is left with this choice.");
  if (shown.leftOut) told.push(`There was no room for ${shown.leftOut} more.`);
  const isEve = ordinal(state.on) - ordinal(since) === 1;
  const when = isEve ? `Changed on ${words(state.on)}` : `${state.on < since ? "Other than on" : "Changed since"} ${words(since)}`;
  const rest = names.length > 5 ? ` and ${names.length - 5} more` : "";
  if (names.length) told.push(`${when}: ${names.slice(0, 5).join("; ")}${rest}.`.replace("?.", "?"));
  controls.said.replaceChildren(told.join(" "));
  if (first) controls.said.append(" ", el("button", { type: "button", onclick: () => go(first) }, "Go to the first change"));
}

function drawTotals() {
  const counts = (cells) => {
    const answered = cells.filter((cell) => !cell.none);
    const silences = choices.silences.map(({ id }) => cells.filter((cell) => cell.none === id).length);
    return [answered.length, answered.filter((cell) => cell.answers.every((one) => one.own_word)).length,
      answered.filter((cell) => cell.answers.some((one) => one.stale)).length, ...silences];
  };
  const row = (what, label, to, cells) => el("tr", {},
    el("th", { scope: "row" }, el("span", { class: "unseen" }, `${what}: `), el("a", { href: here(to) }, label)),
    ...counts(cells).map((count) => el("td", {}, String(count))));
  const one = box.dataset.one.replace(/^./, (letter) => letter.toUpperCase());
  totals.tBodies[0].replaceChildren(
    ...shown.there.map(({ column }, n) => row(one, column.short, column.address, shown.rows.map((r) => r.cells[n]))),
    ...shown.rows.map(({ line, cells }) => row("Question", titleOf(line), line.address, cells)));
}

async function show() {
  const asked = state;
  controls.sync();
  try {
    const found = await model();
    if (asked !== state) return; // another wish came in between
    shown = found;
  } catch {
    controls.said.textContent = "The history could not be loaded. The table below is as it was.";
    return;
  }
  draw(shown);
  tell(markChanges());
  drawTotals();
  lastDay = state.on;
  controls.sync();
}
