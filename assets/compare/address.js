// All that a reader chose stands in the address, and nowhere else: what differs from what the page shows by itself.

const own = table && {
  programs: [...table.querySelectorAll("thead [data-program]")].map((head) => head.dataset.program),
  questions: [...new Set([...table.querySelectorAll("td")].map((cell) => cell.dataset.dimension))],
  on: box.dataset.day,
};
const LISTS = { programs: "p", questions: "q" };
const TEXTS = ["sort", "kind", "where", "status", "tag", "evidence", "aspect"];
let state = table && read();
let lastKind = "";

function read() {
  const given = new URLSearchParams(location.search);
  const found = { on: isDay(given.get("on")) ? given.get("on") : own.on, differ: given.has("differ") };
  for (const [key, name] of Object.entries(LISTS)) found[key] = given.get(name)?.split(",").filter(Boolean) ?? own[key];
  for (const name of TEXTS) found[name] = given.get(name) ?? "";
  return found;
}

function address(wanted) {
  const given = new URLSearchParams();
  for (const [key, name] of Object.entries(LISTS)) {
    if (wanted[key].join() !== own[key].join()) given.set(name, wanted[key].join());
  }
  if (wanted.on !== own.on) given.set("on", wanted.on);
  if (wanted.differ) given.set("differ", "1");
  for (const name of TEXTS) if (wanted[name]) given.set(name, wanted[name]);
  const query = given.toString().replaceAll("%2C", ",");
  return location.pathname + (query ? `?${query}` : "") + location.hash;
}

// Days that follow one another without another wish between are one step back.
async function change(changes, from = lastDay) {
  const kind = Object.keys(changes).join();
  const follows = kind === "on" && lastKind === "on";
  lastKind = kind;
  since = from;
  state = { ...state, ...changes };
  history[follows ? "replaceState" : "pushState"](null, "", address(state));
  await show();
}
