// Without this a reader loses the search and has the lists of everything, which stand on the same page.

const form = document.querySelector("[data-search]");
const root = new URL(form.dataset.root, location.href);
const words = form.elements.words;
const said = form.querySelector(".said");
const list = form.querySelector(".found");
const more = form.querySelector("[data-more]");
const filterBox = form.querySelector("[data-filters]");
const without = document.querySelector("[data-without]");
const AT_ONCE = 10;
// In a question they stand beside the words that tell one page from another. "My", "no" and "one" may be part of a name.
const SMALL = new Set(`a an and any are as at be been by can did do does for from get had has have how i in is it its
  of on or should than that the their there they this those to was were what when where which who whose why with
  you your`.split(/\s+/));
let engine;
let results = [];
let next = 0; // the first result not asked for yet
let asked = 0;

function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// The excerpt has marks and nothing else that is markup: texts and marks are taken over, the rest as text.
function excerpt(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  return [...parsed.childNodes].map((node) => (node.nodeName === "MARK" ? el("mark", {}, node.textContent) : node.textContent));
}

// Where on the page a word stands: the first claim, event, term or heading of the content that has one of them.
function placeOf(data) {
  for (const at of data.locations ?? []) {
    const nearest = (data.anchors ?? []).findLast((one) => one.location <= at);
    if (nearest && !nearest.id.startsWith("page-")) return `#${nearest.id}`;
  }
  return "";
}

const chosen = () => Object.fromEntries([...filterBox.querySelectorAll("select")].filter((one) => one.value).map((one) => [one.name, one.value]));
const fits = (data) => Object.entries(chosen()).every(([name, value]) => data.meta[name] === value);

// Pages are asked for in the order of their rank, until there are enough that fit.
async function show() {
  const now = asked;
  let added = 0;
  while (added < AT_ONCE && next < results.length) {
    const some = await Promise.all(results.slice(next, next + AT_ONCE).map((one) => one.data()));
    if (now !== asked) return;
    next += some.length;
    for (const data of some.filter(fits)) {
      const address = new URL(data.raw_url.replace(/^\//, ""), root).href + placeOf(data);
      list.append(el("li", {}, el("a", { href: address }, data.meta.title), el("p", {}, ...excerpt(data.excerpt))));
      added += 1;
    }
  }
  more.hidden = next >= results.length;
  const count = list.children.length;
  const least = more.hidden ? "" : "More than ";
  said.textContent = words.value.trim() ? `${least}${count} page${count === 1 ? "" : "s"} found.` : "";
}

function wanted(text) {
  const all = text.trim().split(/\s+/).map((word) => word.replace(/[?!.,;:]+$/, "")).filter(Boolean);
  const telling = all.filter((word) => !SMALL.has(word.toLowerCase()));
  const others = telling.filter((word) => !["my", "me"].includes(word.toLowerCase()));
  return others.length > 2 ? others : telling.length ? telling : all;
}

// Pages with all of the words; where they are few, those with most of the words too, by the sum of what each word scores.
async function find(all) {
  const found = await engine.debouncedSearch(all.join(" "), {}, 150);
  if (!found || found.results.length >= AT_ONCE || all.length < 3) return found?.results;
  const pages = new Map();
  for (const { results: some } of await Promise.all(all.map((word) => engine.search(word)))) {
    for (const page of some) {
      const before = pages.get(page.id) ?? { page, words: 0, score: 0 };
      pages.set(page.id, { page, words: before.words + 1, score: before.score + page.score });
    }
  }
  const most = [...pages.values()].filter((one) => one.words * 2 > all.length);
  return most.sort((a, b) => b.score * b.words - a.score * a.words).map((one) => one.page);
}

async function search() {
  const now = (asked += 1);
  const given = new URLSearchParams({ ...(words.value && { q: words.value }), ...chosen() });
  history.replaceState(null, "", location.pathname + (given.size ? `?${given}` : ""));
  results = [];
  if (words.value.trim()) {
    const found = await find(wanted(words.value));
    if (!found || now !== asked) return;
    results = found;
  }
  next = 0;
  list.replaceChildren();
  await show();
}

async function start() {
  engine = await import(new URL("pagefind/pagefind.js", root).href);
  await engine.options({ baseUrl: "/", excerptLength: 24, ranking: { pageLength: 0.3 } });
  const given = new URLSearchParams(location.search);
  for (const select of filterBox.querySelectorAll("select")) {
    select.value = given.get(select.name) ?? "";
    select.addEventListener("change", search);
  }
  words.value = given.get("q") ?? "";
  words.addEventListener("input", search);
  more.addEventListener("click", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  without.hidden = true;
  words.focus();
  await search();
}

start().catch(() => {
  form.hidden = true;
  without.hidden = false;
});
