"""The API: what each record says, that the description describes it, and that nothing hostile gets out."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate

from explainer.view.index import Index
from explainer.view.recorded import records
from explainer.view.tables import tables
from explainer.write import api
from explainer.write.plain import plain_tables
from tests import factory as f
from tests import sample

BASE = "https://example.org/bikes/"
COLLECTIONS = ("programs", "dimensions", "claims", "events", "sources")


def files(index: Index) -> dict[str, bytes]:
    given = records(index)
    return dict(api.files(given, plain_tables(tables(given), given.site.base_url)))


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return {path.removeprefix("api/v1/"): json.loads(content) for path, content in files(sample.index()).items()}


def one(made: dict[str, Any], collection: str, id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(row for row in made[f"{collection}.json"][collection] if row["id"] == id)
    return found


def test_every_file_of_the_contract_is_made(made: dict[str, Any]) -> None:
    of_programs = {"programs/empty.json", "programs/velo.json"}
    assert made.keys() == {"site.json", "openapi.json", *(f"{name}.json" for name in COLLECTIONS), *of_programs}


def test_a_claim_says_all_that_the_content_says(made: dict[str, Any]) -> None:
    assert one(made, "claims", "fleet-2018") == {
        "id": "fleet-2018",
        "program": "velo",
        "dimension": "fleet",
        "aspect": None,
        "scope": None,
        "value": "~1.10",
        "number": "1.10",
        "qualifier": "~",
        "currency": None,
        "text": "about 1.10 bikes",
        "none": None,
        "positions": None,
        "from": None,
        "to": None,
        "as_of": "2018~",
        "searched": None,
        "said_by": "+The Gazette",
        "note": sample.CLOSING,
        "why": None,
        "evidence": "law",
        "own_word": False,
        "sources": [
            {"ref": "law-2016", "at": "p. 3", "quote": 'says "so"', "says": sample.CHINESE},
            {"ref": "paper", "at": None, "quote": None, "says": None},
        ],
        "holds": False,
        "stale": False,
        "url": f"{BASE}programs/velo/#fleet-2018",
    }


def test_a_dispute_gives_every_position_and_all_their_sources(made: dict[str, Any]) -> None:
    claim = one(made, "claims", "fleet-2020")
    no_details = {"at": None, "quote": None, "says": None}
    assert (claim["value"], claim["none"], claim["holds"]) == (None, None, True)
    assert claim["text"] == "Disputed: 320 bikes (The operator); Withheld (A reader)"
    assert claim["sources"] == [{"ref": "leaflet", **no_details}, {"ref": "paper", **no_details}]
    assert claim["positions"] == [
        {
            "value": "320",
            "number": "320",
            "qualifier": None,
            "currency": None,
            "text": "320 bikes",
            "none": None,
            "said_by": "The operator",
            "note": None,
            "sources": [{"ref": "leaflet", **no_details}],
        },
        {
            "value": None,
            "number": None,
            "qualifier": None,
            "currency": None,
            "text": "Withheld",
            "none": "withheld",
            "said_by": "A reader",
            "note": None,
            "sources": [{"ref": "paper", **no_details}],
        },
    ]


def test_a_claim_without_sources_has_no_evidence_and_is_nobodys_own_word(made: dict[str, Any]) -> None:
    claim = one(made, "claims", "rules-searched")
    told = {name: claim[name] for name in ("value", "none", "searched", "evidence", "own_word", "sources", "text")}
    assert told == {
        "value": None,
        "none": "searched-not-found",
        "searched": "2026-11-02",
        "evidence": None,
        "own_word": False,
        "sources": [],
        "text": "Searched, not found",
    }


def test_an_event_says_all_that_the_content_says(made: dict[str, Any]) -> None:
    no_details = {"quote": None, "says": None}
    assert one(made, "events", "launch") == {
        "id": "launch",
        "program": "velo",
        "date": "2016-06~",
        "end": "2016-07",
        "title": sample.CLOSING,
        "type": "launch",
        "major": True,
        "text": 'First line,\n"second" & last',
        "sources": [{"ref": "law-2016", "at": None, **no_details}, {"ref": "law-2016", "at": "p. 9", **no_details}],
        "url": f"{BASE}programs/velo/#launch",
    }


def test_a_source_says_what_rests_on_it(made: dict[str, Any]) -> None:
    assert one(made, "sources", "leaflet") == {
        "id": "leaflet",
        "title": sample.FORMULA,
        "publisher": "A publisher",
        "kind": "company",
        "url": None,
        "archived": None,
        "published": None,
        "checked": "2026-03-01",
        "copy": "print",
        "lang": None,
        "evidence": "own",
        "cited_by": [f"{BASE}programs/velo/#fare-day-2020-02", f"{BASE}programs/velo/#fleet-2020"],
        "page": f"{BASE}sources/leaflet/",
    }


def test_a_dimension_says_how_it_is_asked(made: dict[str, Any]) -> None:
    assert one(made, "dimensions", "fleet") == {
        "id": "fleet",
        "label": "fleet?",
        "short": "fleet",
        "question": "What of fleet?",
        "group": "All",
        "order": 2,
        "type": "number",
        "unit": "bikes",
        "values": None,
        "aspects": None,
        "applies_to": ["docked", "free"],
        "role": None,
        "shelf_life": 100,
        "ends_with_program": False,
        "default": False,
        "framework": [{"name": "Frame", "url": "https://example.org/frame"}],
        "aliases": None,
        "body": "Why it matters.",
        "url": f"{BASE}dimensions/fleet/",
    }


def test_a_program_says_its_status_and_how_much_there_is(made: dict[str, Any]) -> None:
    assert one(made, "programs", "velo") == {
        "id": "velo",
        "title": "Velo",
        "short": None,
        "native": [{"text": "网号", "lang": "zh-Hans"}],
        "kind": "docked",
        "summary": "A scheme.",
        "operators": ["-Operator", "Sons"],
        "jurisdictions": None,
        "aliases": None,
        "related": None,
        "tags": ["blue"],
        "status": {"value": "open", "label": "open", "phase": "running", "since": "../2016-06"},
        "counts": {"claims": 6, "events": 2, "sources": 3},
        "url": f"{BASE}programs/velo/",
    }


def test_a_program_of_which_nothing_is_known_says_so(made: dict[str, Any]) -> None:
    assert one(made, "programs", "empty")["status"] == {
        "value": None,
        "label": "Not researched",
        "phase": None,
        "since": None,
    }


def test_the_site_says_its_words_and_counts(made: dict[str, Any]) -> None:
    file = made["site.json"]
    assert {name: file[name] for name in ("as_of", "today", "licence")} == {
        "as_of": "2026-11-24",
        "today": "2026-11-24",
        "licence": "CC-BY-4.0",
    }
    assert file["counts"] == {"programs": 2, "dimensions": 4, "claims": 6, "events": 2, "sources": 3}
    assert file["site"]["program"] == {"one": "scheme", "many": "schemes"}
    assert file["site"]["evidence"][2] == {"id": "own", "label": "Own word", "kinds": ["company"], "own_word": True}


def test_a_programs_file_holds_its_own_and_what_it_cites(made: dict[str, Any]) -> None:
    file = made["programs/velo.json"]
    assert list(file) == ["as_of", "today", "licence", "program", "claims", "events", "sources"]
    assert file["program"] == one(made, "programs", "velo")
    for collection in ("claims", "events", "sources"):
        assert file[collection] == made[f"{collection}.json"][collection]
    assert made["programs/empty.json"]["sources"] == []


def test_collections_are_sorted_by_program_then_id() -> None:
    claims = (f.claim("rules", "b", id="b"), f.claim("rules", "a", id="a", scope="x"))
    later = replace(f.program(), claims=claims)
    earlier = f.program(replace(claims[0], program="a-one"), id="a-one")  # type: ignore[arg-type]
    rows = records(f.index(later, earlier, dimensions=sample.DIMENSIONS)).claims
    assert [(row.program, row.id) for row in rows] == [("a-one", "b"), ("velo", "a"), ("velo", "b")]


def test_what_holds_follows_the_day_and_what_is_stale_follows_today() -> None:
    held = {c.id: (c.holds, c.stale) for c in records(sample.index(date(2019, 1, 1))).claims}
    assert held["fleet-2018"] == (True, False)
    assert held["fleet-2020"] == (False, False)  # it was read again today
    old = f.claim("fleet", "9", id="old", references=sample.FARE.references)
    found = records(f.index(f.program(old), dimensions=sample.DIMENSIONS, sources=sample.SOURCES)).claims
    assert [(c.id, c.holds, c.stale) for c in found] == [("old", True, True)]


def test_the_description_is_valid_openapi(made: dict[str, Any]) -> None:
    validate(made["openapi.json"])
    assert set(made["openapi.json"]["paths"]) == {
        "/site.json",
        "/programs/{id}.json",
        *(f"/{name}.json" for name in COLLECTIONS),
    }


def faults(made: dict[str, Any], path: str) -> list[str]:
    described = made["openapi.json"]
    way = "/programs/{id}.json" if path.startswith("programs/") else f"/{path}"
    answer = described["paths"][way]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    schema = {**answer, "components": described["components"]}
    checker = Draft202012Validator(schema, format_checker=FormatChecker(["date"]))
    return [error.message for error in checker.iter_errors(made[path])]


def test_every_file_is_as_described(made: dict[str, Any]) -> None:
    assert {path: faults(made, path) for path in made if path != "openapi.json"} == {
        path: [] for path in made if path != "openapi.json"
    }


def test_a_file_that_is_not_as_described_is_found(made: dict[str, Any]) -> None:
    claim = {**one(made, "claims", "fleet-2018"), "from": "soon", "more": 1}
    del claim["aspect"]
    wrong = {**made, "claims.json": {**made["claims.json"], "claims": [claim]}}
    assert len(faults(wrong, "claims.json")) == 3


def test_no_file_can_close_a_script() -> None:
    texts = [content.decode() for content in files(sample.index()).values()]
    assert [text for text in texts if "</" in text] == []
    assert any(sample.CHINESE in text for text in texts)


def test_same_content_same_bytes() -> None:
    assert files(sample.index()) == files(sample.index())
