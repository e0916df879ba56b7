// Without this a reader loses the search and has the lists of everything, which stand on the same page.

const form = document.querySelector("[data-search]");
const root = new URL(form.dataset.root, location.href);
const words = form.elements.words;
const said = form.querySelector(".said");
const list = form.querySelector(".found");
const more = form.querySelector("[data-more]");
const filterBox = form.querySelector("[data-filters]");
const AT_ONCE = 10;
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
  const rest = more.hidden ? "" : " and more";
  said.textContent = words.value.trim() ? `${count}${rest} page${count === 1 && !rest ? "" : "s"} found.` : "";
}

async function search() {
  const now = (asked += 1);
  const given = new URLSearchParams({ ...(words.value && { q: words.value }), ...chosen() });
  history.replaceState(null, "", location.pathname + (given.size ? `?${given}` : ""));
  results = [];
  if (words.value.trim()) {
    const found = await engine.debouncedSearch(words.value, {}, 150);
    if (!found || now !== asked) return;
    results = found.results;
  }
  next = 0;
  list.replaceChildren();
  await show();
}

async function start() {
  engine = await import(new URL("pagefind/pagefind.js", root).href);
  await engine.options({ baseUrl: "/", excerptLength: 24 });
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
  words.focus();
  await search();
}

start().catch(() => { form.hidden = true; });
