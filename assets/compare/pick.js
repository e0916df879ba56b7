// What the table holds for a state: which columns, which rows, and what holds on the day, looked up in the histories.

const SOME = (text) => text !== "";

// Where a page has no room for all, a filter looks for its programs among all of them.
function wantedColumns() {
  const isAll = box.dataset.more !== undefined && state.programs === own.programs && isFiltered();
  const pool = isAll ? choices.columns : state.programs.map(columnOf).filter(Boolean);
  const isToday = isAll && state.on === choices.day;
  const found = pool.filter((one) =>
    (!state.kind || one.kind === state.kind) && (!state.where || one.jurisdictions.includes(state.where)) &&
    (!state.tag || one.tags.includes(state.tag)) && (!state.status || !isToday || one.status.startsWith(state.status)));
  return { wanted: found.slice(0, MOST_COLUMNS), leftOut: Math.max(0, found.length - MOST_COLUMNS) };
}

const isFiltered = () => [state.kind, state.where, state.tag, state.status].some(SOME);

function heldOn(past, line, day) {
  const asked = past.questions.find((one) => one.dimension === line.dimension && one.aspect === line.aspect);
  const stretch = asked.stretches.findLast((one) => one.start <= day);
  const answers = stretch.answers.map((id) => past.answers.find((one) => one.id === id));
  const kinds = new Set(answers.flatMap((one) => (one.sides.length ? one.sides.map((side) => side.none) : [one.none])));
  const none = answers.length ? (kinds.size === 1 ? [...kinds][0] : "") : stretch.none;
  return { answers, none };
}

function hasStatus(past) {
  const lines = choices.lines.filter((line) => line.dimension === choices.status);
  return lines.some((line) => heldOn(past, line, state.on).answers.some((one) => one.text === state.status));
}

async function model() {
  const { wanted, leftOut } = wantedColumns();
  const pasts = await Promise.all(wanted.map((one) => historyOf(one.id)));
  const there = wanted.map((column, n) => ({ column, past: pasts[n] }))
    .filter(({ past }) => past.start <= state.on && (!state.status || hasStatus(past)));
  const sorted = choices.lines.find((line) => keyOf(line) === state.sort);
  if (sorted) there.sort((a, b) => orderOf(a.past, sorted) - orderOf(b.past, sorted));
  const lines = choices.lines.filter((line) =>
    state.questions.includes(line.dimension) && (!state.aspect || !line.aspect || line.aspect === state.aspect));
  const rows = lines.map((line) => ({ line, cells: there.map(({ past }) => heldOn(past, line, state.on)) }));
  const kept = state.differ ? rows.filter((row) => new Set(row.cells.map(textOf)).size > 1) : rows;
  return { there, rows: kept, pasts, leftOut };
}

function orderOf(past, line) {
  const found = heldOn(past, line, state.on).answers.map((one) => one.order).filter(SOME);
  return found.length ? Number(found[0]) : Number.MAX_VALUE;
}

function textOf(cell) {
  if (cell.none) return silence(cell.none).words;
  return cell.answers.map((one) => (one.scope ? `${one.text} (${one.scope})` : one.text)).join("; ");
}

const isTooWeak = (answer) => state.evidence !== "" && (answer.mark ?? Infinity) > Number(state.evidence);

// The days at which something of what is asked turned into another; before any history is here, those the page tells.
function turns() {
  if (!shown) return box.dataset.turns.split(" ").filter(SOME);
  const asked = new Set(shown.rows.map(({ line }) => keyOf(line)));
  const days = shown.pasts.flatMap((past) => [past.start,
    ...past.questions.filter((one) => asked.has(keyOf(one))).flatMap((one) => one.stretches.map(({ start }) => start))]);
  return [...new Set(days)].filter((day) => day && day <= choices.today).sort();
}
