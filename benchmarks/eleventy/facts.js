// What pages show of a program's front matter.
const BASE = "https://example.org";
const DAY = "2026-11-24";
const MONTHS = "January February March April May June July August September October November December".split(" ");
const START = Date.UTC(2008, 0, 1);
const SPAN = Date.UTC(2027, 0, 1) - START;
const EVIDENCE = {
  law: { id: "binding", label: "Binding text", rank: 0, sign: "◆" },
  news: { id: "press", label: "Press report", rank: 1, sign: "▲" },
  company: { id: "own", label: "Own word", rank: 2, sign: "●" },
};
const PHASES = { planned: "before", pilot: "before", open: "running", paused: "paused", ended: "ended" };
const EVENTS = { launch: "Launch", rule: "Rule", report: "Report" };
const COUNTRIES = {
  GB: "United Kingdom", IN: "India", KE: "Kenya", CN: "China", BR: "Brazil", EE: "Estonia",
};

// "2021-03" -> "March 2021", "2021-03-04" -> "4 March 2021"
export function when(date) {
  const [year, month, day] = date.split("-");
  return `${day ? `${Number(day)} ` : ""}${MONTHS[month - 1]} ${year}`;
}

// Where a date lies on an axis of 1000 from 2008 to 2027.
const at = (date) => (1000 * (Date.parse(date.length === 7 ? `${date}-01` : date) - START)) / SPAN;

export function question(item) {
  const { id, title, weight, answer, labels } = item.data;
  return { id, title, weight, answer, labels, address: `/dimensions/${id}/`, url: `${BASE}/dimensions/${id}/` };
}

export function years(items) {
  return items.map((item) => ({ year: item.data.title, day: item.data.day, when: when(item.data.day) }));
}

export function newest(programs) {
  const all = programs.flatMap((one) => one.entries);
  return all.sort((a, b) => (a.date < b.date ? 1 : -1)).slice(0, 200);
}

export function program(item, questions) {
  const { id, title, sector, summary, operators, jurisdictions, bibliography } = item.data;
  const address = `/programs/${id}/`;
  const one = { id, title, sector, summary, operators, jurisdictions, address, url: BASE + address };
  one.where = jurisdictions.map((code) => COUNTRIES[code]).join(", ");
  one.sources = item.data.sources.map((key) => source(bibliography[key], one));
  const byId = Object.fromEntries(one.sources.map((record) => [record.id, record]));
  one.claims = {};
  for (const asked of questions) {
    one.claims[asked.id] = item.data.claims[asked.id].map((given) => claim(given, asked, one, byId));
  }
  one.events = item.data.events.map((given) => event(given, one, byId));
  one.all = Object.values(one.claims).flat();
  one.entries = [...one.all, ...one.events].sort((a, b) => (a.date < b.date ? -1 : 1));
  for (const entry of [...one.all, ...one.events]) entry.source.rests.push(entry);
  one.start = one.claims.status[0].date;
  one.status = one.claims.status.at(-1);
  one.bars = one.claims.status.map((claim, n, all) => ({
    phase: claim.phase, title: `${claim.shown}, ${claim.since}`, x: at(claim.date),
    width: at(all[n + 1]?.date ?? DAY) - at(claim.date),
  }));
  one.cited = [cited(one), ...one.all.map((claim) => cited(one, claim))];
  return one;
}

function source(record, one) {
  return {
    ...record, program: one, evidence: EVIDENCE[record.kind], rests: [], address: `/sources/${record.id}/`,
    page: `${BASE}/sources/${record.id}/`, when: when(record.published), read: when(record.checked),
    kindLabel: record.kind[0].toUpperCase() + record.kind.slice(1),
  };
}

function claim(given, asked, one, byId) {
  const isNumber = asked.answer === "number";
  const id = `${asked.id}-${given.date}`;
  const shown = asked.labels ? asked.labels[given.value]
    : isNumber ? Number(given.value).toLocaleString("en") : given.value;
  return {
    ...given, id, shown, program: one, question: asked, source: byId[given.source], isNumber,
    evidence: byId[given.source].evidence, when: when(given.date), phase: PHASES[given.value],
    since: `${isNumber ? "as of" : "since"} ${when(given.date)}`, full: `${asked.title}: ${shown}`,
    address: `${one.address}#${id}`, url: `${one.url}#${id}`,
  };
}

function event(given, one, byId) {
  const id = `${given.date}-${given.title.toLowerCase().replaceAll(" ", "-")}`;
  return {
    ...given, id, program: one, source: byId[given.source], evidence: byId[given.source].evidence, isEvent: true,
    when: when(given.date), label: EVENTS[given.type], x: at(given.date), address: `${one.address}#${id}`,
    url: `${one.url}#${id}`, full: given.title,
  };
}

function cited(one, claim) {
  const title = claim ? `${one.title}: ${claim.full}, ${claim.since}` : one.title;
  const url = claim ? claim.url : one.url;
  const source = claim && `“${claim.source.title}”, ${claim.source.publisher}, ${claim.source.when}`;
  return {
    id: claim?.id ?? "", key: claim ? `${one.id}:${claim.id}` : one.id, title, url,
    note: source ? `Rests on: ${source}. CC-BY-4.0.` : "CC-BY-4.0",
    line: `${source ? `${source}; via ` : ""}“${title}”. Measured, side by side, as of ${when(DAY)}. ${url}`,
  };
}

export function history(one) {
  const mark = (claim) => claim.evidence.rank;
  const answers = one.all.map((claim) => ({
    id: claim.id, text: claim.shown, none: "", scope: "", since: claim.since, searched: "", said_by: "",
    note: claim.note, mark: mark(claim), own_word: claim.evidence.id === "own", stale: false, order: "1", sides: [],
    sources: [{
      title: claim.source.title, publisher: claim.source.publisher, address: claim.source.address, at: "", quote: "",
      mark: mark(claim),
    }],
  }));
  return { program: one.id, start: one.start, answers };
}

const inFigures = (day) => day.toISOString().slice(0, 10).replaceAll("-", "");

// The first day of a date, and the day after its last, as iCalendar writes them.
export function firstDay({ date }) {
  return inFigures(new Date(date));
}

export function dayAfter({ date }) {
  const day = new Date(date);
  if (date.length === 7) day.setUTCMonth(day.getUTCMonth() + 1);
  else day.setUTCDate(day.getUTCDate() + 1);
  return inFigures(day);
}
