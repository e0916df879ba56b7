"""What in the files of a site could run, ask another site for something, or be read as structure that nobody built.

In: the files of a site that may be hostile, and those of an honest one. Out: findings in words. Each kind of file is
read by a reader that is not ours; elements, attributes, properties and tables may be those of the honest site, and
those that Markdown and long labels make, and no other.
"""

import csv
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from xml.etree import ElementTree

from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser, LexborNode

Files = Mapping[str, bytes]

OF_MARKDOWN = {
    "table aria-labelledby", "text text-anchor",
    "ol start", "blockquote", "hr", "pre", "code", "code class", "s", "em", "strong", "h2 id", "h3 id", "h4 id",
    "h5 id", "h6 id", "img src", "img alt", "img title", "img width", "img height", "img loading", "a title",
    "a rel", "a href", "th class", "td class", "sup", "section class", "br", "dl", "dt", "dd", "ul", "ol", "li",
    "p", "figure", "figcaption", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
    "caption", "th scope", "li id", "a id", "a class", "a aria-label", "a aria-describedby", "div", "div class",
    "div role", "div tabindex",
}  # fmt: skip
RUN = ("https://", "http://", "mailto:")
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
ATOM = "{http://www.w3.org/2005/Atom}"


def findings(site: Files, honest: Files) -> list[str]:
    """One line a finding, with the path."""
    allowed = OF_MARKDOWN | {pair for path, content in honest.items() for pair in _pairs(path, content)}
    shapes = {_shape(content) for path, content in honest.items() if path.endswith(".html")}
    readers: dict[str, Callable[[str, bytes], Iterator[str]]] = {
        "html": lambda path, content: _page(content, allowed, shapes),
        "svg": lambda path, content: _picture(content, allowed),
        "xml": lambda path, content: _feed(content, allowed),
        "ics": lambda path, content: _calendar(content, honest["calendar.ics"]),
        "json": lambda path, content: _json(content),
        "csv": lambda path, content: _table(content),
        "bib": lambda path, content: _bibliography(content),
        "sqlite": lambda path, content: _database(content, honest["data/site.sqlite"]),
    }
    return [
        f"{path}: {finding}"
        for path, content in site.items()
        for finding in readers.get(path.rpartition(".")[2], lambda path, content: iter(()))(path, content)
        if not path.startswith("pagefind/")
    ]


# --- Pages ----------------------------------------------------------------------------------------------------------


def _pairs(path: str, content: bytes) -> Iterator[str]:
    """`element attribute`, and `element` alone."""
    if path.endswith(".html"):
        for node in _nodes(content):
            yield node.tag or ""
            yield from (f"{node.tag} {name}" for name in node.attributes)
    elif path.endswith(".svg"):
        for element in ElementTree.fromstring(content).iter():
            yield _local(element.tag)
            yield from (f"{_local(element.tag)} {_local(name)}" for name in element.attrib)


def _nodes(content: bytes) -> Iterator[LexborNode]:
    root = LexborHTMLParser(content.decode()).root
    assert root is not None
    yield from root.traverse(include_text=False)


def _shape(content: bytes) -> tuple[str, ...]:
    """The elements that a page consists of, from outside: what breaks out of its place changes them."""
    body = LexborHTMLParser(content.decode()).body
    assert body is not None
    return tuple(node.tag or "" for node in body.iter(include_text=False))


def _page(content: bytes, allowed: set[str], shapes: set[tuple[str, ...]]) -> Iterator[str]:
    if _shape(content) not in shapes:
        yield f"another shape: {' '.join(_shape(content))}"
    yield from _markup(_nodes(content), allowed)


def _markup(nodes: Iterator[LexborNode], allowed: set[str]) -> Iterator[str]:
    for node in nodes:
        given = node.attributes
        if node.tag not in allowed:
            yield f"element {node.tag}"
        for name, value in given.items():
            if f"{node.tag} {name}" not in allowed and not name.startswith("data-"):
                yield f"attribute {name} of {node.tag}"
            if name in ("href", "src", "action") and not _leads_well(node.tag or "", name, value or ""):
                yield f"{node.tag} {name}={value}"
        if node.tag == "script":
            yield from _script(given, node.text())


def _leads_well(element: str, name: str, address: str) -> bool:
    bare = re.sub(r"[\x00-\x20]", "", address).lower().replace("\\", "/")
    if element == "a" or (element == "link" and name == "href" and bare.startswith(RUN)):
        return bare.startswith(RUN) or not (re.match(r"[^/?#]*:", bare) or bare.startswith("//"))
    return not re.match(r"[^/?#]*:", bare) and not bare.startswith("//")


def _script(given: Mapping[str, str | None], text: str) -> Iterator[str]:
    if given.get("type") == "application/ld+json":
        yield from _json(text.encode())
    elif text.strip() or not re.search(r"assets/[a-z]+\.[0-9a-f]+\.js$", given.get("src") or ""):
        yield f"script {given} {text[:40]}"


# --- Other files ----------------------------------------------------------------------------------------------------


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _picture(content: bytes, allowed: set[str]) -> Iterator[str]:
    for element in ElementTree.fromstring(content).iter():
        name = _local(element.tag)
        if name not in allowed or name in ("script", "foreignObject", "image", "animate", "set", "iframe"):
            yield f"element {name}"
        for key, value in element.attrib.items():
            if f"{name} {_local(key)}" not in allowed or ("href" in key and not _leads_well("a", "href", value)):
                yield f"attribute {key}={value} of {name}"


def _feed(content: bytes, allowed: set[str]) -> Iterator[str]:
    """Of a feed, whose entries hold pages in small; a sitemap has none."""
    for element in ElementTree.fromstring(content).iter():
        if element.tag == f"{ATOM}content":
            yield from _markup(_nodes((element.text or "").encode()), allowed)
        elif element.get("type") not in (None, "application/atom+xml", "text/html"):
            yield f"{element.tag} of type {element.get('type')}"
        if (href := element.get("href")) and not href.startswith("https://bikes.example/"):
            yield f"a feed leads to {href}"


def _calendar(content: bytes, honest: bytes) -> Iterator[str]:
    known = {(part.name, key) for part in Calendar.from_ical(honest).walk() for key in part}
    for part in Calendar.from_ical(content).walk():
        yield from (f"{part.name} {key}" for key in part if (part.name, key) not in known)
    if len(re.findall(rb"^BEGIN:VEVENT", content, re.MULTILINE)) != len(Calendar.from_ical(content).walk("VEVENT")):
        yield "an event within another"


def _json(content: bytes) -> Iterator[str]:
    def refuse(word: str) -> None:
        raise ValueError(word)

    try:
        json.loads(content, parse_constant=refuse)
    except ValueError as error:
        yield f"no JSON: {error}"


def _table(content: bytes) -> Iterator[str]:
    head, *rows = csv.reader(StringIO(content.decode(), newline=""))
    for number, row in enumerate(rows, 2):
        if len(row) != len(head):
            yield f"row {number} has {len(row)} cells, not {len(head)}"
        yield from (f"row {number} runs {c}" for c in row if FORMULA.match(c) and not NUMBER.fullmatch(c))


def _bibliography(content: bytes) -> Iterator[str]:
    """Braces that are not escaped must close within their entry (BibTeX, "Entries")."""
    for entry in re.split(r"\n(?=@)", content.decode()):
        bare = re.sub(r"\\textbackslash\{\}|\\textascii\w+\{\}|\\[{}]", "", entry)
        depth = 0
        for character in bare.rstrip()[:-1]:
            depth += {"{": 1, "}": -1}.get(character, 0)
            if depth < 1 and character == "}":
                yield f"an entry ends early: {entry[:60]}"
        if re.findall(r"^@(\w+)", entry, re.MULTILINE) not in ([], ["misc"], ["online"], ["book"], ["report"]):
            yield f"more than one entry: {entry[:60]}"


def _database(content: bytes, honest: bytes) -> Iterator[str]:
    made, known = (_opened(one) for one in (content, honest))
    ask = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    if made.execute(ask).fetchall() != known.execute(ask).fetchall():
        yield "another structure of tables"
    if made.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        yield "a damaged database"


def _opened(content: bytes) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    return database
