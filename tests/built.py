"""A built site as its tests see it: pages by address, what they say, where they lead."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

ROOT = Path(__file__).parent.parent
TODAY_EPOCH = "1795478400"  # 2026-11-24
LINKING = {"href", "src", "action", "poster", "data"}
REDIRECT = b'http-equiv="refresh"'
DATA_BLOCK = "application/ld+json"  # a script element that no browser runs (HTML, 4.12.1)


def run(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line as a contributor calls it, on the 24th of November 2026."""
    return subprocess.run(
        [sys.executable, ROOT / "build.py", *arguments],
        cwd=cwd,
        env={**os.environ, "SOURCE_DATE_EPOCH": TODAY_EPOCH, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def build(content: Path, out: Path, *arguments: str) -> Path:
    """The folder of the site that was built; fails with all that was printed."""
    done = run("build", "--content", content, "--out", out, "--no-cache", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` makes: by the first process of a run that asks for it; the others wait and find it."""
    root = factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / name).exists():
            make(root / name)
    return root / name


@dataclass(slots=True)
class Page:
    """What one HTML file holds. `cells` are the attributes of its table cells."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    cells: list[dict[str, str]] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    langs: list[tuple[str, str]] = field(default_factory=list)  # element, language
    inline: list[str] = field(default_factory=list)  # scripts, styles and handlers that stand in the page itself
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        page = self.page
        page.ids += [given["id"]] if "id" in given else []
        page.langs += [(tag, given["lang"])] if "lang" in given else []
        page.cells += [given] if tag == "td" else []
        page.events += [given["data-event"]] if "data-event" in given else []
        page.links += [given[name] for name in sorted(LINKING & given.keys())]
        page.inline += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        page.inline += (
            [tag]
            if tag == "style" or (tag == "script" and given.get("type") != DATA_BLOCK and "src" not in given)
            else []
        )
        if given.get("http-equiv") == "refresh":
            page.links.append(given["content"].partition("url=")[2])

    def handle_data(self, data: str) -> None:
        self.page.text += data


@lru_cache(maxsize=8192)
def page(text: str) -> Page:
    """What an HTML file holds; the same text is read once. Nobody changes what comes back."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.page


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def address_of(path: str) -> str:
    return "/" + path.removesuffix("index.html") if path.split("/")[-1] == "index.html" else f"/{path}"


def pages(site: Path) -> dict[str, Page]:
    """Every HTML file by its address: `/`, `/programs/x/`, `/404.html`."""
    return {address_of(path): page(content.decode()) for path, content in files(site).items() if path.endswith(".html")}


def addresses(site: Path) -> list[str]:
    """Of every page that is not a mere redirect, in order."""
    pages = sorted(site.rglob("*.html"))
    return [address_of(path.relative_to(site).as_posix()) for path in pages if REDIRECT not in path.read_bytes()[:2000]]


def dead_links(site: Path, base_url: str) -> list[str]:
    """Each link within the site that leads to no file, or to no id of its page, as `address: link`."""
    known = pages(site)
    held = {address_of(path) for path in files(site)}
    return [
        f"{address}: {link}"
        for address, one in known.items()
        for link in one.links
        if _is_dead(link, urljoin(base_url, address.removeprefix("/")), base_url, known, held)
    ]


def _is_dead(link: str, here: str, base_url: str, known: dict[str, Page], held: set[str]) -> bool:
    """Whether a link leads nowhere; one to another site is not followed."""
    target, _, fragment = urljoin(here, link).partition("#")
    target = target.partition("?")[0]  # what a script makes of it has tests of its own
    if not target.startswith(base_url):
        return urlsplit(target).netloc == urlsplit(base_url).netloc  # it leaves the folder that the site lives in
    address = "/" + unquote(target.removeprefix(base_url))
    if address not in held:
        return True
    return bool(fragment) and (address not in known or unquote(fragment) not in known[address].ids)


def resolved(link: str, address: str) -> str:
    """The address from the root of the site that a relative link on a page leads to; an absolute one as it is."""
    return urljoin(address, link)


def repeated_ids(site: Path) -> list[str]:
    return [
        f"{address}#{name}"
        for address, one in pages(site).items()
        for name in sorted(set(one.ids))
        if one.ids.count(name) > 1
    ]
