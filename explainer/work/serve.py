"""Shows the site while it is written: build, serve from memory, build again on every save, tell the browser.

In: a function that builds, the folders to watch. Out: pages at 127.0.0.1, to this machine only. The last good build
stays on show while the content is broken, with the mistakes laid over it. Nothing is written; no failure ends it.
"""

import asyncio
import json
import mimetypes
import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.routing import HostMatches, Rule
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

from explainer.problems import Level, Place, Problem, as_text
from explainer.work.drafts import drafts_page
from explainer.work.watch import watch

HERE = "127.0.0.1"
OUR_NAMES = r"(127\.0\.0\.1|localhost)"  # any other name in Host is a page of somebody else's that was led here
SCRIPTS = Path(__file__).parent / "live"
TYPES = {
    ".bib": "application/x-bibtex",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".sqlite": "application/vnd.sqlite3",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}

Message = dict[str, object]
RELOAD: Message = {"command": "reload", "path": "*"}


@dataclass(frozen=True, slots=True)
class Built:
    """A whole site, or None and the problems that stand against it; `crash` is the trace of an error of ours.

    `places` tells where claims and events stand: by "claim/<program>/<id>" and "event/<program>/<id>". `mark` is that
    of the bytes of all files; they may be made when they are asked for.
    """

    files: Mapping[str, bytes] | None
    problems: tuple[Problem, ...] = ()
    crash: str = ""
    places: Callable[[], Mapping[str, Place]] = dict
    mark: str = ""


Build = Callable[[str], Built]  # from the address at which the site is shown


class Show:
    """What is on show: the files of the last good build, its mark, and what is wrong since."""

    def __init__(self) -> None:
        self.files: Mapping[str, bytes] | None = None
        self.mark = ""
        self.built = Built(None)

    def take(self, built: Built) -> None:
        self.built = built
        if built.files is not None:
            self.files = built.files
            self.mark = built.mark


def serve(
    build: Build,
    watched: Sequence[Path],
    port: int,
    announce: Callable[[str], None],
    report: Callable[[Built], None],
) -> None:
    """Serves until it is interrupted; port 0 takes a free one. `announce` gets the address, `report` what each build
    has come to. Raises the OSError of a port that cannot be had."""
    asyncio.run(_serve(build, watched, port, announce, report))


async def _serve(
    build: Build,
    watched: Sequence[Path],
    port: int,
    announce: Callable[[str], None],
    report: Callable[[Built], None],
) -> None:
    show = Show()
    sockets = bind_sockets(port, HERE)
    HTTPServer(application(show)).add_sockets(sockets)
    address = f"http://{HERE}:{sockets[0].getsockname()[1]}/"
    announce(address)
    with ThreadPoolExecutor(1) as worker:

        async def rebuild() -> None:
            built = await _outcome(worker, build, address)
            before = show.mark
            show.take(built)
            report(built)
            Live.tell(problems_message(built))
            if show.mark != before:
                Live.tell(RELOAD)

        await watch(watched, rebuild)


async def _outcome(worker: ThreadPoolExecutor, build: Build, address: str) -> Built:
    """What the build gives, or the trace of what it has raised, a SystemExit among it."""
    building = asyncio.wrap_future(worker.submit(build, address))
    await asyncio.wait([building])
    error = building.exception()
    return building.result() if error is None else Built(None, crash="".join(traceback.format_exception(error)))


# --- The browser's end ------------------------------------------------------------------------------------------------


class Live(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """The open pages: each is told of a new build, and of what is wrong with the content."""

    def initialize(self, show: Show) -> None:
        self.show = show

    def check_origin(self, origin: str) -> bool:
        """Only a page of this server may listen; livereload lets all."""
        return WebSocketHandler.check_origin(self, origin)

    def on_message(self, message: str | bytes) -> None:
        super().on_message(message)
        said = json.loads(message)
        if said.get("command") == "info":
            self.write_message(problems_message(self.show.built))
            if self.show.mark and said.get("mark") != self.show.mark:  # built between the page's request and this one
                self.write_message(RELOAD)

    @classmethod
    def tell(cls, message: Message) -> None:
        for waiter in cls.waiters.copy():
            waiter.write_message(message)


def problems_message(built: Built) -> Message:
    """The mistakes as blocks of text; none where all is well."""
    errors = [problem for problem in built.problems if problem.level is Level.ERROR]
    if built.crash:
        last = built.crash.strip().splitlines()[-1]
        return {"command": "problems", "title": "The build itself has failed", "blocks": [f"{last}\n{built.crash}"]}
    if built.files is not None or not errors:
        return {"command": "problems", "title": "", "blocks": []}
    title = f"{len(errors)} mistake{'' if len(errors) == 1 else 's'} in the content"
    return {"command": "problems", "title": title, "blocks": [as_text([error]) for error in errors]}


class Stranger(RequestHandler):
    def prepare(self) -> None:
        self.set_status(403)
        self.finish(f"This server answers to http://{HERE} only.\n")


class Script(RequestHandler):
    """Our own part of each page that is shown."""

    def get(self, name: str) -> None:
        self.set_header("Content-Type", content_type(name))
        self.set_header("Cache-Control", "no-store")
        self.finish((SCRIPTS / name).read_bytes())


class Places(RequestHandler):
    """Where each claim and event of one program stands, for whoever reads the page to edit it."""

    def initialize(self, show: Show) -> None:
        self.show = show

    def get(self, program: str) -> None:
        found = {}
        for key, place in self.show.built.places().items():
            kind, _, rest = key.partition("/")
            owner, _, anchor = rest.partition("/")
            if kind in ("claim", "event") and owner == program:
                found[anchor] = f"{place.path}:{place.line}"
        self.set_header("Cache-Control", "no-store")
        self.finish(found)


class Drafts(RequestHandler):
    """What somebody should look at: every warning, by file."""

    def initialize(self, show: Show) -> None:
        self.show = show

    def get(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.finish(drafts_page(self.show.built.problems))


class Pages(RequestHandler):
    """The site as any web server shows it: folders by their index.html, its own page for what is not there."""

    def initialize(self, show: Show) -> None:
        self.show = show

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def get(self, path: str) -> None:
        files = self.show.files
        file = f"{path}index.html" if path.endswith("/") or not path else path
        if files is None:
            self._finish(503, "index.html", _nothing_yet(self.show))
        elif file in files:
            self._finish(200, file, files[file])
        elif f"{file}/index.html" in files:
            query = f"?{self.request.query}" if self.request.query else ""
            self.redirect(f"/{quote(path)}/{query}")
        else:
            self._finish(404, "404.html", files.get("404.html", b"Not found"))

    head = get

    def write_error(self, status_code: int, **about: Any) -> None:
        """A page that could not be made: the trace of an error of ours, or what tornado says."""
        trace = "".join(traceback.format_exception(*about["exc_info"])) if "exc_info" in about else ""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(_said("This page could not be made", trace or str(status_code)))

    def _finish(self, status: int, file: str, content: bytes) -> None:
        self.set_status(status)
        self.set_header("Content-Type", content_type(file))
        self.finish(with_script(content, self.show.mark, self.request.host) if file.endswith(".html") else content)


def content_type(file: str) -> str:
    ending = Path(file).suffix
    found = TYPES.get(ending) or mimetypes.types_map.get(ending, "application/octet-stream")
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


def with_script(page: bytes, mark: str, host: str) -> bytes:
    """The page with our script, and a policy that lets it listen. A page that allows no scripts stays as it is."""
    if b"script-src 'self'" not in page or not re.fullmatch(rf"{OUR_NAMES}(:\d+)?", host):
        return page
    script = f'<script type="module" src="/@serve/live.js?mark={mark}"></script>\n</head>'
    listening = f"connect-src 'self' ws://{host}"  # not every browser takes 'self' for a socket
    return page.replace(b"connect-src 'self'", listening.encode(), 1).replace(b"</head>", script.encode(), 1)


def _nothing_yet(show: Show) -> bytes:
    message = problems_message(show.built)
    blocks = message["blocks"]
    said = "\n".join(blocks) if isinstance(blocks, list) and blocks else "The first build is not done yet."
    return _said("Not built yet", said)


def _said(title: str, text: str) -> bytes:
    policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"></head>'
        f"<body><h1>{title}</h1><pre>{escape(text)}</pre></body></html>"
    ).encode()


def application(show: Show) -> Application:
    """The server: pages by their path, and beneath /@serve/ what a page needs to be told of a new build."""
    rules = [
        (r"/@serve/live", Live, {"show": show}),
        (r"/@serve/(live\.(?:js|css))", Script),
        (r"/@serve/places/([a-z0-9-]+)", Places, {"show": show}),
        (r"/@serve/drafts", Drafts, {"show": show}),
        (r"/(.*)", Pages, {"show": show}),
    ]
    return Application(
        [Rule(HostMatches(OUR_NAMES), rules)],
        default_handler_class=Stranger,
        log_function=lambda handler: None,
    )
