// Reloads the page when the site was built anew, and lays the mistakes over it while it cannot be built.
// While writing, each claim also names its line. Only `serve` adds this file; it speaks LiveReload's protocol 7 and one command of its own, "problems".

const PROTOCOL = "http://livereload.com/protocols/official-7";
const AGAIN_MS = 500;
const mark = new URL(import.meta.url).searchParams.get("mark"); // the build that this page is of

function element(name, text, ...children) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

const overlay = element("div");
overlay.id = "serve-problems";
const style = element("link");
style.rel = "stylesheet";
style.href = new URL("live.css", import.meta.url);
const notice = element("section");
notice.setAttribute("role", "alert");
overlay.attachShadow({ mode: "open" }).append(style, notice);

function show({ title, blocks }) {
  if (!blocks.length) return overlay.remove();
  const items = blocks.map((block) => {
    const [first, ...rest] = block.trimEnd().split("\n");
    return element("li", "", element("strong", first), ...(rest.length ? [element("pre", rest.join("\n"))] : []));
  });
  notice.replaceChildren(element("h1", title), element("ol", "", ...items));
  document.body.append(overlay);
}

function connect() {
  const socket = new WebSocket(`ws://${location.host}/@serve/live`);
  socket.onopen = () => {
    socket.send(JSON.stringify({ command: "hello", protocols: [PROTOCOL] }));
    socket.send(JSON.stringify({ command: "info", url: location.href, mark }));
  };
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.command === "reload") location.reload();
    if (message.command === "problems") show(message);
  };
  socket.onclose = () => setTimeout(connect, AGAIN_MS);
}

// Beside each claim and event the file and line that say it, and at the foot the way to what is left to do.
async function annotate() {
  const program = location.pathname.match(/^\/programs\/([a-z0-9-]+)\/$/)?.[1];
  const drafts = element("a", "Drafts: what is left to do, by file");
  drafts.href = "/@serve/drafts";
  document.querySelector(".colophon")?.append(element("p", "", drafts));
  if (!program) return;
  const places = await (await fetch(`/@serve/places/${program}`)).json();
  for (const [id, place] of Object.entries(places)) {
    const line = element("p", place);
    line.className = "facts serve-place";
    document.getElementById(id)?.append(line);
  }
}

connect();
annotate();
