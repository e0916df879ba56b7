// Which lanes, marks and lines of the list are shown, and in which order the lanes stand.

const grouped = frame ? [...frame.querySelector(".timeline-lanes").children] : [];
const lanesByTime = [...lanes].sort((one, other) => one.dataset.first.localeCompare(other.dataset.first));
const kindOf = new Map(lanes.map((lane) => [lane.dataset.program, lane.dataset.kind]));

function shows(entry) {
  const program = keyOf(entry).split("/")[0];
  return (!state.kind || kindOf.get(program) === state.kind) && (!state.program || program === state.program) &&
    (!state.type || entry.dataset.type === state.type) && (!state.major || entry.classList.contains("entry-major"));
}

function filter() {
  let count = 0;
  for (const entry of entries) {
    entry.hidden = !shows(entry);
    count += entry.hidden ? 0 : 1;
    for (const mark of drawnOf.get(keyOf(entry)) ?? []) mark.toggleAttribute("hidden", entry.hidden && !mark.matches(".bar"));
  }
  for (const lane of lanes) {
    lane.hidden = Boolean((state.kind && lane.dataset.kind !== state.kind) || (state.program && lane.dataset.program !== state.program));
  }
  for (const kind of kinds) {
    kind.hidden = state.group === "none" || !lanes.some((lane) => !lane.hidden && lane.dataset.kind === kind.dataset.kind);
  }
  order();
  said.textContent = `${count} of ${entries.length} listed.`;
}

// Lanes by kind, or by what is dated first; the axis stays above and below.
function order() {
  if (kinds.length === 0) return;
  const rest = new Set(lanes);
  const other = grouped.filter((part) => !rest.has(part));
  const wanted = state.group === "none" ? [other[0], ...lanesByTime, ...other.slice(1)] : grouped;
  const place = frame.querySelector(".timeline-lanes");
  if (wanted.some((part, n) => place.children[n] !== part)) place.append(...wanted);
}
