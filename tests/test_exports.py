"""All that is given away, together: every file that the page names is there, and all formats count the same."""

import csv
import io
import json
import sqlite3
from collections import Counter
from contextlib import closing

import feedparser
import icalendar
import pytest

from explainer.view import exports
from explainer.view.exports import FileLine
from explainer.view.frame import frame
from explainer.view.index import Index
from explainer.write import exports as write
from explainer.write import render
from tests import factory as f
from tests import sample, views
from tests.built import ROOT

NAMES = ("programs", "dimensions", "claims", "events", "sources")


def made(index: Index) -> list[tuple[str, bytes]]:
    renderer = render.renderer(ROOT / "templates", frame(index), {})
    return [file for given in views.exports(index) for file in write.files(renderer, given)]


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(made(sample.index()))


def test_no_path_is_made_twice() -> None:
    paths = Counter(path for path, _ in made(sample.index()))
    assert [path for path, count in paths.items() if count > 1] == []


def test_every_file_that_the_page_names_is_there(files: dict[str, bytes]) -> None:
    view = exports.data(sample.index())
    lines: list[FileLine] = [*(table.file for table in view.tables), *view.others, *view.api, *view.follow]
    assert [line.address for line in lines if line.address.removeprefix("/") not in files] == []


def test_all_formats_count_the_same(files: dict[str, bytes]) -> None:
    as_json = {name: len(json.loads(files[f"api/v1/{name}.json"])[name]) for name in NAMES}
    as_csv = {
        name: len(list(csv.DictReader(io.StringIO(files[f"data/{name}.csv"].decode(), newline="")))) for name in NAMES
    }
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(files["data/site.sqlite"])
        as_rows = {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in NAMES}
    on_the_page = {table.file.name.removesuffix(".csv"): table.rows for table in exports.data(sample.index()).tables}
    assert as_json == as_csv == as_rows == on_the_page == json.loads(files["api/v1/site.json"])["counts"]
    assert len(json.loads(files["data/sources.csl.json"])) == as_json["sources"]
    assert files["data/sources.bib"].decode().count("@misc{") == as_json["sources"]


def test_what_is_dated_is_in_the_feed_and_every_event_is_in_the_calendar(files: dict[str, bytes]) -> None:
    claims = json.loads(files["api/v1/claims.json"])["claims"]
    events = {row["url"] for row in json.loads(files["api/v1/events.json"])["events"]}
    dated = {row["url"] for row in claims if row["from"] or row["as_of"]}
    status = {row["url"] for row in claims if row["dimension"] == "status"}
    assert {entry.id for entry in feedparser.parse(files["feed.xml"]).entries} == dated | events
    calendar = icalendar.Calendar.from_ical(files["calendar.ics"])
    assert {str(event["url"]) for event in calendar.walk("VEVENT")} == status | events


def test_a_site_without_anything_is_given_away_too() -> None:
    empty = dict(made(f.index(dimensions=())))
    assert json.loads(empty["api/v1/claims.json"])["claims"] == []
    assert empty["data/claims.csv"].count(b"\r\n") == 1
    assert icalendar.Calendar.from_ical(empty["calendar.ics"]).walk("VEVENT") == []
    assert feedparser.parse(empty["feed.xml"]).entries == []


def test_the_example_queries_run(files: dict[str, bytes]) -> None:
    (query,) = [e.code.split('"')[1] for e in exports.data(sample.index()).examples if "SELECT" in e.code]
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(files["data/site.sqlite"])
        assert database.execute(query).fetchall() == [
            ("about 1.10 bikes", f"{sample.CHINESE} & {{Rules}} 100%", 'says "so"')
        ]


@pytest.mark.slow
def test_ten_thousand_events_are_given_away_in_bounded_feeds() -> None:
    many = tuple(f.event(f"{1900 + i % 120}-{1 + i % 12:02}", f"Event {i}", id=f"e{i}") for i in range(10_000))
    files = dict(made(f.index(f.program(events=many))))
    assert len(json.loads(files["api/v1/events.json"])["events"]) == 10_000
    assert files["calendar.ics"].count(b"BEGIN:VEVENT") == 10_000
    assert len(feedparser.parse(files["feed.xml"]).entries) == 50
    assert len(files["feed.xml"]) < 100_000
