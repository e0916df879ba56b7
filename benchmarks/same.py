"""Whether built sites hold the same facts, page by page, and how large they are.

In: folders of built sites, and the facts that they were made from. Out: sentences, one for each difference; none where
all is well. Read from text and from the ids, `td` and `article` elements that all three write.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path

from benchmarks.profiles import QUESTIONS, Profile, profile

SAMPLE = 20
BY_ID = {question.id: question for question in QUESTIONS}
CELL = re.compile(r'<td data-program="([^"]+)" data-dimension="([^"]+)"[^>]*>(.*?)</td>', re.DOTALL)
VALUE = re.compile(r'<span class="value">(.*?)</span>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")
ONLY_OURS = {  # what the others do not make, by the start or the end of its path
    "search index": ("pagefind/", None),
    "SQLite": (None, ".sqlite"),
    "social cards": (None, ".png"),
    "schemas, OpenAPI, data package": ("schema/", "openapi.json"),
    "fonts, styles, scripts": ("assets/", None),
}


def differences(sites: Mapping[str, Path], count: int) -> list[str]:
    """What each site leaves out of the facts, and where they differ from the first."""
    found: list[str] = []
    first, *others = sites.values()
    cells = _tables(first)
    for name, out in sites.items():
        step = max(1, count // SAMPLE)
        for number in range(0, count, step):
            found += (f"{name}: {fault}" for fault in missing(out, profile(number)))
        found += (f"{name}: {fault}" for fault in _counts(out, count))
        found += (f"{name}: {fault}" for fault in _collections(out, count))
    for name, out in zip(list(sites)[1:], others, strict=True):
        theirs = _tables(out)
        found += (f"{name}: {page} differs" for page in sorted(cells | theirs) if cells.get(page) != theirs.get(page))
    return found


def shown(dimension: str, value: str) -> str:
    """A value as readers see it."""
    if BY_ID[dimension].values:
        return value.title()
    return f"{int(value):,}" if BY_ID[dimension].type == "number" else value


def missing(out: Path, one: Profile) -> Iterator[str]:
    """The facts of a profile that its pages do not show."""
    page = out / "programs" / one.id / "index.html"
    if not page.is_file():
        yield f"no profile of {one.id}"
        return
    text = page.read_text()
    articles = {
        part.partition('"')[0]: part.partition("</article>")[0] for part in text.split('class="claim" id="')[1:]
    }
    titles = {source.id: source for source in one.sources}
    for claim in one.claims:
        id = f"{claim.dimension}-{claim.date}"
        said = words(articles.get(id, ""))
        asked = (shown(claim.dimension, claim.value), claim.note, titles[claim.source].title)
        for fact in (*asked, f'datetime="{claim.date}"'):
            if fact not in said and fact not in articles.get(id, ""):
                yield f"{one.id}#{id} does not show {fact!r}"
    entries = {
        part.partition('"')[0]: part.partition("</li>\n    <li class")[0] for part in text.split('data-event="')[1:]
    }
    for event in one.events:
        key = f"{one.id}/{event.date}-{event.title.lower().replace(' ', '-')}"
        said = words(entries.get(key, ""))
        for fact in (event.title, event.text, titles[event.source].title):
            if fact not in said:
                yield f"{one.id}: the event of {event.date} does not show {fact!r}"
    prose = words(text)
    for line in one.prose.splitlines():
        start = line.partition(",")[0]
        if line and not line.startswith("#") and start not in prose:
            yield f"{one.id}: the prose lacks {start!r}"
    cited = {claim.source for claim in one.claims} | {event.source for event in one.events}
    for source in sorted(cited):
        yield from _missing_source(out, one, source, text)


def _missing_source(out: Path, one: Profile, id: str, profile_page: str) -> Iterator[str]:
    if f'id="page-note-{id}"' not in profile_page:
        yield f"{one.id} does not list {id}"
    page = out / "sources" / id / "index.html"
    text = page.read_text() if page.is_file() else ""
    source = next(source for source in one.sources if source.id == id)
    for fact in (source.title, source.publisher, f"https://example.org/{id}"):
        if fact not in words(text):
            yield f"the page of {id} does not show {fact!r}"
    resting = {f"#{claim.dimension}-{claim.date}" for claim in one.claims if claim.source == id}
    for anchor in sorted(resting):
        if anchor not in text:
            yield f"the page of {id} does not lead to {anchor}"


def words(html: str) -> str:
    """The text of a piece of HTML, in one line."""
    return " ".join(unescape(TAG.sub(" ", html)).split())


def _tables(out: Path) -> dict[str, dict[tuple[str, str], str]]:
    """What each comparison and each question's page says, by program and question. A list on several pages is one."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    for pattern in ("compare/index.html", "compare/[0-9]*/index.html", "dimensions/*/**/index.html"):
        for page in out.glob(pattern):
            cells = found.setdefault(
                page.relative_to(out).as_posix().partition("/page/")[0].removesuffix("/index.html"), {}
            )
            for program, dimension, cell in CELL.findall(page.read_text()):
                value = VALUE.search(cell)
                cells[program, dimension] = unescape(value[1]) if value else ""
    return found


def _counts(out: Path, count: int) -> Iterator[str]:
    """Over all pages: as many profiles, claims, events, sources, entries of feeds and calendars as there are."""
    every = [profile(number) for number in range(count)]
    events = sum(len(one.events) for one in every)
    asked = Counter(claim.dimension for one in every for claim in one.claims)
    expected = {
        "profiles": count,
        "claims on profiles": sum(len(one.claims) for one in every),
        "events on profiles": events,
        "pages of sources": sum(len(one.sources) for one in every),
        "entries of programs' feeds": sum(min(50, len(one.claims) + len(one.events)) for one in every),
        "entries of the calendar": sum(claim.dimension == "status" for one in every for claim in one.claims) + events,
        "entries of questions' feeds": sum(min(50, number) for number in asked.values()),
        "events on the timeline": events,
    }  # fmt: skip
    profiles = claimed = happened = 0
    for path in out.glob("programs/program-*/index.html"):
        text = path.read_text()
        profiles += 1
        claimed += text.count('<article class="claim"')
        happened += text.count("data-event=")
    timeline = "".join(path.read_text() for path in sorted(out.glob("timeline/**/index.html")))
    actual = {
        "profiles": profiles,
        "claims on profiles": claimed,
        "events on profiles": happened,
        "pages of sources": sum(1 for path in out.glob("sources/*/index.html") if not path.parent.name.isdecimal()),
        "entries of programs' feeds": sum(p.read_text().count("<entry>") for p in out.glob("programs/*/feed.xml")),
        "entries of the calendar": (out / "calendar.ics").read_text().count("BEGIN:VEVENT"),
        "entries of questions' feeds": sum(p.read_text().count("<entry>") for p in out.glob("dimensions/*/feed.xml")),
        "events on the timeline": timeline.count("data-event="),
    }  # fmt: skip
    for name, number in expected.items():
        if actual[name] != number:
            yield f"{actual[name]:,} {name}, and there are {number:,}"


def _collections(out: Path, count: int) -> Iterator[str]:
    """The JSON collections hold every claim and event."""
    every = [profile(number) for number in range(count)]
    claims = {(o.id, c.dimension, c.value, c.date, c.source) for o in every for c in o.claims}
    events = {(o.id, e.date, e.title, e.type, f"{e.text}.", e.source) for o in every for e in o.events}
    listed = json.loads((out / "api/v1/claims.json").read_text())["claims"]
    told = {
        (c["program"], c["dimension"], c["number"] or c["value"], c["from"] or c["as_of"], c["sources"][0]["ref"])
        for c in listed
    }
    if told != claims:
        yield f"claims.json: {len(claims - told)} lacking, {len(told - claims)} too many"
    happened = json.loads((out / "api/v1/events.json").read_text())["events"]
    held = {(e["program"], e["date"], e["title"], e["type"], e["text"], e["sources"][0]["ref"]) for e in happened}
    if held != events:
        yield f"events.json: {len(events - held)} lacking, {len(held - events)} too many"


# --- Sizes ------------------------------------------------------------------------------------------------------------


def size(out: Path) -> tuple[int, int]:
    """Files and bytes of a site."""
    sizes = [path.stat().st_size for path in out.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def only_ours(out: Path) -> dict[str, tuple[int, int]]:
    """Files and bytes of what the others do not make."""
    sizes = {path.relative_to(out).as_posix(): path.stat().st_size for path in out.rglob("*") if path.is_file()}
    found = {}
    for name, ends in ONLY_OURS.items():
        there = [size for path, size in sizes.items() if _is(path, ends)]
        if there:
            found[name] = (len(there), sum(there))
    return found


def _is(path: str, ends: Sequence[str | None]) -> bool:
    start, end = ends
    return (start is not None and path.startswith(start)) or (end is not None and path.endswith(end))
