// One tab stop in the table, arrow keys from cell to cell, and what opens when a cell is asked.

const near = new IntersectionObserver((rows) => {
  for (const { isIntersecting, target } of rows) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    for (const cell of target.querySelectorAll("td")) buttonOf(cell);
  }
}, { root: frame, rootMargin: "50%" });

function adopt() {
  near.disconnect();
  for (const link of table.querySelectorAll("td a")) link.tabIndex = -1;
  for (const row of table.querySelectorAll("tbody tr:not(.group-row)")) near.observe(row);
  frame.removeAttribute("tabindex");
  const first = table.querySelector("td");
  setTabStop(first && buttonOf(first));
}

// Each cell has its button when its row comes near: a thousand at once would hold up the page.
function buttonOf(cell) {
  const made = cell.querySelector(".more");
  if (made) return made;
  const button = el("button", { type: "button", class: "more", tabindex: "-1", "aria-haspopup": "dialog",
    "aria-label": `History and sources. ${nameOf(cell)}` });
  cell.append(button);
  return button;
}

function setTabStop(button) {
  for (const one of table.querySelectorAll('.more[tabindex="0"]')) one.tabIndex = -1;
  if (button) button.tabIndex = 0;
}

function neighbour(cell, key) {
  const row = cell.parentElement;
  const cells = [...row.querySelectorAll("td")];
  if (key === "Home" || key === "End") return cells.at(key === "Home" ? 0 : -1);
  if (key === "ArrowLeft" || key === "ArrowRight") return cells[cells.indexOf(cell) + (key === "ArrowLeft" ? -1 : 1)];
  const rows = [...table.querySelectorAll("tbody tr:not(.group-row)")];
  return rows[rows.indexOf(row) + (key === "ArrowUp" ? -1 : 1)]?.querySelectorAll("td")[cells.indexOf(cell)];
}

function onKey(event) {
  const cell = event.target.closest("td");
  if (!cell || !/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(event.key)) return;
  event.preventDefault();
  const next = neighbour(cell, event.key);
  if (next) go(next);
}

function go(cell) {
  const button = buttonOf(cell);
  setTabStop(button);
  button.focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function onClick(event) {
  const cell = event.target.closest("td");
  const isReading = !event.target.closest(".more") && getSelection().toString();
  if (!cell || event.target.closest("a") || isReading) return;
  setTabStop(buttonOf(cell));
  open(cell);
}

async function open(cell) {
  const { program, dimension, aspect = "" } = cell.dataset;
  const past = await historyOf(program);
  const line = lineOf(cell.dataset);
  const column = columnOf(program);
  const asked = past.questions.find((one) => one.dimension === dimension && one.aspect === aspect);
  const ids = [...new Set(asked.stretches.toReversed().flatMap((one) => one.answers))];
  const now = heldOn(past, line, state.on).answers;
  const title = `${column.short} · ${titleOf(line)}`;
  const parts = ids.map((id) => past.answers.find((one) => one.id === id)).map((one) => entry(column, title, one, now));
  const close = () => {
    panel.remove();
    buttonOf(cell).focus();
  };
  const panel = el("dialog", { class: "panel", "aria-labelledby": "page-panel", onclose: close,
    onclick: (event) => event.target === panel && panel.close() },
    el("form", { method: "dialog" }, el("h2", { id: "page-panel" }, title), el("button", {}, "Close")),
    !now.length && el("p", {}, silent(cell.dataset.none), ` on ${words(state.on)}`),
    parts.length > 0 && el("ol", { class: "entries" }, ...parts),
    el("p", { class: "facts" }, el("a", { href: here(line.address) }, "The question"), " ",
      el("a", { href: here(column.address) }, column.title)));
  document.body.append(panel);
  panel.showModal();
}

function entry(column, title, answer, now) {
  const link = new URL(here(`/programs/${column.id}/#${answer.id}`), location.href).href;
  const site = document.querySelector(".masthead-title").textContent;
  const when = answer.since ? ` (${answer.since})` : "";
  const cite = `${column.title}. ${title.split(" · ")[1]}: ${answer.text}${when}. ${site}, as of ${words(state.on)}. ${link}`;
  return el("li", { class: now.includes(answer) ? "holds" : null },
    answer.sides.length ? sidesOf(answer) : el("p", {}, el("b", {}, valueOf(answer))),
    el("p", {}, facts(answer), " ", now.includes(answer) && el("span", { class: "facts" }, `holds on ${words(state.on)}`)),
    answer.note && el("p", {}, answer.note),
    answer.sources.length > 0 && el("ul", { class: "citations" }, ...answer.sources.map(citation)),
    el("p", { class: "tools" }, el("a", { href: link }, "Permanent link"), copyButton("Copy as a citation", () => cite)));
}

function citation(one) {
  return el("li", {}, el("a", { href: here(one.address) }, one.title), `. ${one.publisher}`, one.at && `, ${one.at}`, ". ",
    el("span", { class: "facts" }, markOf(one.mark)), one.quote && el("q", {}, one.quote));
}
