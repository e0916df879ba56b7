"""A whole site made of texts that would break a format, and one of ten thousand events: each file stays valid.

What may stand in content at all has tests of its own: control characters are refused at their line.
"""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree
from xml.etree import ElementTree

import feedparser
import frictionless
import icalendar
import pytest

from tests import built

TOPIC = built.ROOT / "tests" / "topics" / "bikes"
FORMULA = '=cmd|"/C calc"!A0'
SCRIPT = "</script><script>alert(1)</script>"
TEXTS = (
    FORMULA, SCRIPT, "<!--", "-->", "]]>", "{{ 7*7 }}{% raw %}", '"><img src=x onerror=alert(1)>', "&lt;&amp;&#0;",
    "%0A", "\\input{/etc/passwd}", "a;b,c\\n:d", "@SUM(1)", "+1", "-1", "\\u003c", "' OR 1=1 --", "a" * 200,
    "网号" * 60, "💥",
)  # fmt: skip
pytestmark = pytest.mark.slow


def quoted(text: str) -> str:
    """As YAML may hold any text: JSON, with its letters as they are."""
    return json.dumps(text, ensure_ascii=False)


def program(title: str, claims: Iterable[str], events: Iterable[str], source: str = "") -> str:
    """Where a source is named, the events rest on it and no longer on that of the claims."""
    own = f"{{title: {title}, publisher: A, kind: newspaper, url: 'https://example.org/', checked: 2026-11-20}}"
    return "\n".join(
        [
            f"title: {quoted(title)}",
            "kind: free-floating",
            f"summary: {quoted(title)}",
            "claims:",
            "  status:",
            "    - {value: open, from: 2021-05, sources: [harbour-2021]}",
            "  hours:",
            *claims,
            "events:",
            *(event.replace("harbour-2021", source) if source else event for event in events),
            *(["sources:", f"  {source}: {own}"] if source else []),
            "",
        ]
    )


def claims() -> Iterator[str]:
    for number, text in enumerate(TEXTS):
        source = f"{{ref: harbour-2021, at: {quoted(text[:60])}, quote: {quoted(text)}}}"
        said = f"value: {quoted(text)}, scope: {quoted(text[:100])}"
        yield f"    - {{id: c{number}, {said}, from: 2022, sources: [{source}]}}"


def events(titles: Iterable[tuple[str, str]]) -> Iterator[str]:
    for number, (day, title) in enumerate(titles):
        yield f"  - {{id: e{number}, date: {day}, title: {quoted(title)}, sources: [harbour-2021]}}"


def site(folder: Path, *texts: str) -> Path:
    """With a program of each text: hostile-0, hostile-1 ..."""
    content = copytree(TOPIC, folder / "content")
    for number, text in enumerate(texts):
        (content / "programs" / f"hostile-{number}.yaml").write_text(text, "utf-8")
    return built.build(content, folder / "site")


def faults(site: Path) -> list[str]:
    """Every file that is not what its name says, or that runs something."""
    found = []
    for path, content in built.files(site).items():
        try:
            match path.rpartition(".")[2]:
                case "html":
                    page = built.page(content.decode())
                    found += [f"{path}: {one}" for one in page.inline]
                    for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', content.decode()):
                        json.loads(block)
                case "json":
                    json.loads(content)
                case "xml" | "svg":
                    ElementTree.fromstring(content)
                case "ics":
                    icalendar.Calendar.from_ical(content)
                case "csv":
                    cells = [cell for row in csv.reader(io.StringIO(content.decode(), newline="")) for cell in row]
                    found += [f"{path}: {cell}" for cell in cells if re.match(r"[=+@\t\r]|-(?!\d)", cell)]
                case "png" if not content.startswith(b"\x89PNG"):
                    found.append(path)
        except (ValueError, ElementTree.ParseError) as error:
            found.append(f"{path}: {error}")
    report = frictionless.validate(str(site / "data" / "datapackage.json"))
    found += [str(error) for error in report.flatten(["title", "message"])]
    with closing(sqlite3.connect(f"file:{site}/data/site.sqlite?mode=ro", uri=True)) as opened:
        found += [str(row) for row in opened.execute("PRAGMA foreign_key_check")]
        found += [str(row) for row in opened.execute("PRAGMA integrity_check") if row != ("ok",)]
    return found


def test_texts_that_would_break_a_format_are_texts_in_all(tmp_path: Path) -> None:
    made = site(tmp_path, program(SCRIPT, claims(), events(("2023-01", text) for text in TEXTS)))
    assert faults(made) == []
    feed = feedparser.parse((made / "programs/hostile-0/feed.xml").read_bytes())
    assert not feed.bozo
    assert any(SCRIPT in entry.title for entry in feed.entries)
    titles = {event["title"] for event in json.loads((made / "api/v1/events.json").read_bytes())["events"]}
    assert titles >= set(TEXTS)
    bib = (made / "programs/hostile-0/cite/hostile-0.bib").read_text("utf-8")
    assert "\\input" not in bib
    assert bib.count("@misc{") == 1 + 1 + 2 * len(TEXTS)


def test_ten_thousand_events_are_a_site_that_is_whole(tmp_path: Path) -> None:
    days = [f"{1900 + i % 120}-{1 + i % 12:02}" for i in range(250)]
    texts = [program(f"Many {n}", claims(), events((day, f"Event {n}") for day in days), f"own-{n}") for n in range(40)]
    made = site(tmp_path, *texts)
    assert faults(made) == []
    assert len(json.loads((made / "api/v1/events.json").read_bytes())["events"]) > 10_000
    pages = [built.page((made / f"programs/hostile-{n}/index.html").read_text("utf-8")) for n in range(40)]
    assert sum(len(page.events) for page in pages) == 10_000
