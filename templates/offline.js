/* The whole site in one file: unpacks it, shows the page that the address names after "#", and finds words in it.
   Without it a reader sees where the site is to be found. */
const SITE = "https://site.invalid";
const main = document.querySelector("main");
const words = document.querySelector("[type=search]");

async function unpacked() {
  const packed = Uint8Array.from(atob(document.querySelector("#site-data").textContent), letter => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

function adapt(element, name, address, site) {
  const url = new URL(element.getAttribute(name), SITE + address);
  if (url.origin !== SITE) return;
  if (url.pathname in site.media) element.setAttribute(name, site.media[url.pathname]);
  else if (url.pathname in site.pages) element.setAttribute(name, `#${url.pathname}${url.hash}`);
  else element.setAttribute(name, site.base + url.pathname.slice(1) + url.hash);
}

function show(site) {
  const [address, anchor] = decodeURIComponent(location.hash.startsWith("#/") ? location.hash.slice(1) : "/").split("#");
  const page = site.pages[address] ?? site.pages["/404.html"];
  document.title = page.title;
  main.innerHTML = page.html;
  for (const link of main.querySelectorAll("a[href]")) adapt(link, "href", address, site);
  for (const image of main.querySelectorAll("img[src]")) adapt(image, "src", address, site);
  const target = anchor && document.getElementById(anchor);
  if (target) {
    for (let one = target; one; one = one.parentElement) if (one.localName === "details") one.open = true;
    target.scrollIntoView();
  } else scrollTo(0, 0);
}

function find(site, texts) {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  if (!wanted.length) return show(site);
  const found = texts.filter(one => wanted.every(word => one.small.includes(word)));
  const heading = document.createElement("h1");
  heading.textContent = `${found.length} page${found.length === 1 ? "" : "s"} found`;
  const list = document.createElement("ol");
  for (const one of found.slice(0, 100)) {
    const item = list.appendChild(document.createElement("li"));
    const link = item.appendChild(document.createElement("a"));
    link.href = `#${one.address}`;
    link.textContent = one.title;
    const place = Math.max(0, one.small.indexOf(wanted[0]) - 60);
    item.appendChild(document.createElement("p")).textContent = `… ${one.text.slice(place, place + 180)} …`;
  }
  list.className = "found";
  main.replaceChildren(heading, list);
}

const site = await unpacked();
const texts = Object.entries(site.pages).map(([address, page]) => {
  const text = new DOMParser().parseFromString(page.html, "text/html").body.textContent.replace(/\s+/g, " ");
  return { address, title: page.title, text, small: text.toLowerCase() };
});
for (const link of document.querySelectorAll("header a[href], footer a[href]")) adapt(link, "href", "/", site);
words.addEventListener("input", () => find(site, texts));
addEventListener("hashchange", () => location.hash.startsWith("#/") && show(site));
show(site);
