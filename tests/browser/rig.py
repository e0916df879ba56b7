"""What a real browser finds out about a page. Each function returns what is wrong, in words; nothing is fine."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

AXE = Axe()
WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],  # to describe all that is well takes as long as to find what is not
}
UNUSED = [  # parts of a window that nobody sees, two drawn by processes of their own; the rest as Playwright has it
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
ARGUMENTS = [
    f"--disable-features={','.join(UNUSED)}",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HEIGHT_PX = 900

WIDER_THAN_THE_PAGE = """() => {
    const page = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= page) return [];
    const out = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > page + 1);
    return out.map(e => e.tagName.toLowerCase() + (e.className ? "." + e.className : ""));
}"""
LAID_OUT = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets.push(sheet);
}"""
ANSWERS = """() => [...document.querySelectorAll("main :is(h1, td, .entry, .answer)")]
    .map(e => e.textContent.replace(/\\s+/g, " ").trim())"""
HIDDEN = """() => [...document.querySelectorAll("main :is(h1, h2, td, th)")]
    .filter(e => !e.closest("details:not([open])") && !e.checkVisibility())
    .map(e => e.tagName.toLowerCase() + ": " + e.textContent.trim())"""

Scheme = Literal["light", "dark"]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder as any web server does, with the site's own page for what is not there."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        content = Path(self.directory, "404.html")
        if code != 404 or not content.is_file():
            super().send_error(code, message, explain)
            return
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(content.read_bytes())


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served while the block runs; it ends without a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def opened(
    browser: Browser, address: str, *, width_px: int = 1280, scheme: Scheme = "light", scripts: bool = True
) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width_px, "height": HEIGHT_PX}, color_scheme=scheme, java_script_enabled=scripts
    )
    try:
        page = context.new_page()
        page.goto(address)
        yield page
    finally:
        context.close()


def noise(browser: Browser, address: str, origin: str) -> list[str]:
    """Errors and warnings of the console, requests that failed, and requests that leave the origin."""
    heard: list[str] = []
    context = browser.new_context()
    try:
        page = context.new_page()
        page.on("console", lambda m: heard.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: heard.append(f"error: {error.message}"))
        page.on("request", lambda r: heard.append(f"asks {r.url}") if not r.url.startswith(f"{origin}/") else None)
        page.on("requestfailed", lambda r: heard.append(f"fails {r.url}"))
        page.goto(address, wait_until="networkidle")
    finally:
        context.close()
    return heard


def barriers(page: Page) -> list[str]:
    """Each violation of WCAG 2.2 AA that axe finds, with the elements that it lies in. All is laid out before, as it is
    when a reader comes near: what waits for that (`content-visibility`) lies, by its numbers, over what follows."""
    page.evaluate(LAID_OUT)
    found = AXE.run(page, options=WCAG).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def overflow(page: Page) -> list[str]:
    """The elements that make the page scroll sideways."""
    wide: list[str] = page.evaluate(WIDER_THAN_THE_PAGE)
    return wide


def answers(page: Page) -> list[str]:
    """The texts that a reader came for: headings, cells, entries."""
    texts: list[str] = page.evaluate(ANSWERS)
    return texts


def hidden(page: Page) -> list[str]:
    """Headings and cells that are there and cannot be seen, outside of what a reader can open."""
    texts: list[str] = page.evaluate(HIDDEN)
    return texts
