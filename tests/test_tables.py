"""The tables, the database and the bibliography, each opened by software that is not ours."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import frictionless
import pytest

from explainer.view.recorded import records
from explainer.view.tables import tables
from explainer.write import bibliography, database, spreadsheets
from explainer.write.plain import plain_tables
from tests import factory as f
from tests import sample

NAMES = ("programs", "dimensions", "claims", "events", "sources")
COUNTS = {"programs": 2, "dimensions": 4, "claims": 6, "events": 2, "sources": 3}


def made() -> dict[str, bytes]:
    given = records(sample.index())
    rows = plain_tables(tables(given), given.site.base_url)
    return {
        path.removeprefix("data/"): content
        for path, content in (
            *spreadsheets.files(given, rows),
            database.file(given, rows),
            *bibliography.files(given.sources),
        )
    }


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return made()


def read(files: dict[str, bytes], name: str) -> dict[str, dict[str, str]]:
    """The rows of a table by id."""
    text = files[f"{name}.csv"].decode("utf-8")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


@pytest.fixture(scope="module")
def opened(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("data") / "site.sqlite"
    path.write_bytes(files["site.sqlite"])
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def test_same_content_same_bytes(files: dict[str, bytes]) -> None:
    assert made() == files


def test_every_table_has_a_row_a_record(files: dict[str, bytes]) -> None:
    assert {name: len(read(files, name)) for name in NAMES} == COUNTS


def test_a_claims_row_holds_its_evidence_its_days_and_its_sources(files: dict[str, bytes]) -> None:
    row = read(files, "claims")["fare-day-2020-02"]
    filled = {name: value for name, value in row.items() if value}
    assert filled == {
        "id": "fare-day-2020-02",
        "program": "velo",
        "dimension": "fare",
        "aspect": "day",
        "scope": sample.CHINESE,
        "value": "'-5 GBP",
        "number": "-5",
        "currency": "GBP",
        "text": "'-5 GBP",
        "from": "2020-02",
        "to": "2021",
        "evidence": "own",
        "own_word": "true",
        "sources": '[{"ref":"leaflet","at":null,"quote":null,"says":null}]',
        "holds": "false",
        "stale": "false",
        "url": "https://example.org/bikes/programs/velo/#fare-day-2020-02",
        "from_earliest": "2020-02-01",
        "from_latest": "2020-02-29",
        "to_earliest": "2021-01-01",
        "to_latest": "2021-12-31",
        "source_ids": "leaflet",
    }


def test_of_a_date_with_an_open_start_only_the_end_is_known(files: dict[str, bytes]) -> None:
    row = read(files, "claims")["status-by-2016-06"]
    assert (row["from"], row["from_earliest"], row["from_latest"]) == ("../2016-06", "", "2016-06-30")


def test_lists_are_joined_and_what_is_nested_is_json(files: dict[str, bytes]) -> None:
    row = read(files, "programs")["velo"]
    assert (row["operators"], row["native"]) == ("'-Operator|Sons", '[{"text":"网号","lang":"zh-Hans"}]')
    assert json.loads(row["status"]) == {"value": "open", "label": "open", "phase": "running", "since": "../2016-06"}
    assert (row["status_phase"], row["claims"], row["events"], row["sources"]) == ("running", "6", "2", "3")


def test_no_cell_is_run_by_a_spreadsheet_and_numbers_are_left_alone(files: dict[str, bytes]) -> None:
    cells = [value for name in NAMES for row in read(files, name).values() for value in row.values()]
    assert [value for value in cells if value.startswith(("=", "+", "-", "@"))] == ["-5"]
    assert read(files, "claims")["rules"]["value"] == f"'{sample.FORMULA}"
    assert read(files, "events")["planned"]["title"] == f"'@{sample.CHINESE}"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_every_start_of_a_formula_is_kept_from_running(start: str) -> None:
    event = f.event("2020", f"{start}1+1", id="it")
    given = records(f.index(f.program(events=(event,))))
    shaped = plain_tables(tables(given), given.site.base_url)
    written = dict(spreadsheets.files(given, shaped))["data/events.csv"].decode()
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    assert [row["title"] for row in rows] == [f"'{start}1+1"]


def test_text_of_several_lines_stays_one_cell(files: dict[str, bytes]) -> None:
    assert read(files, "events")["launch"]["text"] == 'First line,\n"second" & last'


def test_frictionless_accepts_the_package(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.flatten(["title", "message"]) == []
    assert [task.stats["rows"] for task in report.tasks] == list(COUNTS.values())


def test_frictionless_finds_a_row_that_links_to_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "events.csv").write_bytes(files["events.csv"].replace(b",velo,", b",volo,"))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert {"foreign-key", "hash-count"} & {error[0] for error in report.flatten(["type"])} == {
        "foreign-key",
        "hash-count",
    }


# --- The database ---------------------------------------------------------------------------------------------------


def all_of(connection: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(query)]


def test_the_database_counts_as_the_tables_do_and_is_whole(opened: sqlite3.Connection) -> None:
    counts = {name: all_of(opened, f"SELECT count(*) FROM {name}") for name in NAMES}
    assert counts == {name: [(count,)] for name, count in COUNTS.items()}
    assert all_of(opened, "PRAGMA foreign_key_check") == []
    assert all_of(opened, "PRAGMA integrity_check") == [("ok",)]


def test_the_database_holds_texts_as_written(opened: sqlite3.Connection) -> None:
    found = all_of(opened, "SELECT value, \"from\", own_word FROM claims WHERE dimension IN ('rules', 'fare')")
    assert found == [("-5 GBP", "2020-02", 1), (sample.FORMULA, None, 0), (None, None, 0)]


def test_citations_are_rows(opened: sqlite3.Connection) -> None:
    assert all_of(opened, "SELECT * FROM claim_sources WHERE claim = 'fleet-2018'") == [
        ("velo", "fleet-2018", 1, "law-2016", "p. 3", 'says "so"', sample.CHINESE),
        ("velo", "fleet-2018", 2, "paper", None, None, None),
    ]
    assert all_of(opened, "SELECT event, place, source, at FROM event_sources WHERE event = 'launch'") == [
        ("launch", 1, "law-2016", None),
        ("launch", 2, "law-2016", "p. 9"),
    ]


@pytest.mark.parametrize(
    ("table", "words", "expected"),
    [
        ("events", "认证服", ["planned"]),
        ("events", "second", ["launch"]),
        ("claims", "script", ["fleet-2018"]),
        ("sources", "council", ["law-2016"]),
    ],
)
def test_the_full_text_index_finds_parts_of_words(
    opened: sqlite3.Connection, table: str, words: str, expected: list[str]
) -> None:
    query = f"SELECT t.id FROM {table}_fts f JOIN {table} t ON t.rowid = f.rowid WHERE {table}_fts MATCH ?"
    assert [row["id"] for row in opened.execute(query, (words,))] == expected


def test_the_views_answer_common_questions(opened: sqlite3.Connection) -> None:
    current = all_of(opened, "SELECT program_title, dimension_label, id FROM current_claims")
    assert current == [
        ("Velo", "status?", "status-by-2016-06"),
        ("Velo", "fleet?", "fleet-2020"),
        ("Velo", "rules?", "rules"),
        ("Velo", "rules?", "rules-searched"),
    ]
    assert all_of(opened, "SELECT id, source, publisher FROM cited_claims WHERE id = 'rules'") == [
        ("rules", "paper", "A publisher")
    ]
    assert all_of(opened, "SELECT day, id FROM chronicle") == [
        ("2016-06-30", "launch"),
        ("2016-06-30", "status-by-2016-06"),
        ("2018-12-31", "fleet-2018"),
        ("2020-02-29", "fare-day-2020-02"),
        ("2020-12-31", "fleet-2020"),
        ("2027-03-01", "planned"),
    ]


# --- The bibliography -----------------------------------------------------------------------------------------------


def test_csl_holds_every_source_and_invents_no_day(files: dict[str, bytes]) -> None:
    assert json.loads(files["sources.csl.json"])[:2] == [
        {
            "id": "law-2016",
            "type": "webpage",
            "title": f"{sample.CHINESE} & {{Rules}} 100%",
            "publisher": 'The "Council"',
            "URL": "https://example.org/x",
            "issued": {"date-parts": [[2016, 8]], "circa": True},
            "accessed": {"date-parts": [[2026, 1, 15]]},
            "language": "zh-Hans",
            "archive_location": "https://archive.example/x",
        },
        {
            "id": "leaflet",
            "type": "document",
            "title": sample.FORMULA,
            "publisher": "A publisher",
            "accessed": {"date-parts": [[2026, 3, 1]]},
        },
    ]


def test_bibtex_escapes_what_latex_would_run(files: dict[str, bytes]) -> None:
    entries = files["sources.bib"].decode().split("\n\n")
    assert len(entries) == COUNTS["sources"]
    assert entries[0] == (
        "@misc{law-2016,\n"
        "  title = {{网号认证服务 \\& \\{Rules\\} 100\\%}},\n"
        '  publisher = {The "Council"},\n'
        "  date = {2016-08~},\n"
        "  year = {2016},\n"
        "  month = aug,\n"
        "  url = {https://example.org/x},\n"
        "  urldate = {2026-01-15},\n"
        "  language = {zh-Hans},\n"
        "  note = {Archived at \\url{https://archive.example/x}},\n"
        "}"
    )


def test_an_address_cannot_end_its_field() -> None:
    source = replace(records(sample.index()).sources[0], url="https://example.org/}\\input{x}?a=1%20&b=_")
    assert "  url = {https://example.org/%7D%5Cinput%7Bx%7D?a=1%20&b=_},\n" in bibliography.bibtex(source)
