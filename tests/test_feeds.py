"""Feeds: what is in them, in which order, and that software which is not ours reads them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from explainer.model import Reference, SourceId
from explainer.view.frame import frame
from explainer.view.index import Index
from explainer.write import feeds, render
from explainer.write.assets import read_assets
from tests import factory as f
from tests import sample, views
from tests.built import ROOT

BASE = "https://example.org/bikes/"
ATOM = "{http://www.w3.org/2005/Atom}"


def made(index: Index) -> dict[str, bytes]:
    renderer = render.renderer(ROOT / "templates", frame(index), {})
    return dict(feeds.file(renderer, feed) for feed in views.feeds(index))


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return made(sample.index())


def parsed(content: bytes) -> Any:
    found = feedparser.parse(content)
    assert not found.bozo
    return found


def test_the_site_each_program_and_each_question_has_a_feed(files: Mapping[str, bytes]) -> None:
    assert files.keys() == {
        "feed.xml",
        "programs/empty/feed.xml",
        "programs/velo/feed.xml",
        *(f"dimensions/{dimension.id}/feed.xml" for dimension in sample.DIMENSIONS),
    }


def test_dated_claims_and_events_are_entries_newest_first(files: Mapping[str, bytes]) -> None:
    rows = [
        (e.id.removeprefix(BASE), e.updated[:10], e.get("published", "")[:10])
        for e in parsed(files["feed.xml"]).entries
    ]
    assert rows == [
        ("programs/velo/#planned", "2026-11-24", ""),
        ("programs/velo/#fleet-2020", "2026-11-24", "2020-01-01"),
        ("programs/velo/#fleet-2018", "2026-11-24", "2018-01-01"),
        ("programs/velo/#status-by-2016-06", "2026-11-24", "2016-06-01"),
        ("programs/velo/#fare-day-2020-02", "2026-03-01", "2020-02-01"),
        ("programs/velo/#launch", "2026-01-15", "2016-06-01"),
    ]


def test_a_programs_feed_is_its_own_and_a_questions_feed_holds_its_claims(files: Mapping[str, bytes]) -> None:
    ids = {path: [e.id.removeprefix(BASE) for e in parsed(content).entries] for path, content in files.items()}
    assert ids["programs/velo/feed.xml"] == ids["feed.xml"]
    assert ids["programs/empty/feed.xml"] == []
    assert ids["dimensions/fleet/feed.xml"] == ["programs/velo/#fleet-2020", "programs/velo/#fleet-2018"]


def test_a_feed_has_all_that_atom_requires(files: Mapping[str, bytes]) -> None:
    """RFC 4287, 4.1.1 and 4.1.2."""
    for path, content in files.items():
        root = ElementTree.fromstring(content)
        for element in (root, *root.iter(f"{ATOM}entry")):
            assert [len(element.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert len(root.findall(f"{ATOM}author/{ATOM}name")) == 1
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links == {"self": BASE + path, "alternate": BASE + path.removesuffix("feed.xml")}


def test_a_feed_is_as_new_as_its_newest_entry_and_without_any_as_the_newest_reading() -> None:
    old = f.claim("status", "open", "2020", references=(Reference(SourceId("leaflet")),))
    site = f.index(f.program(old), f.program(id="empty"), sources=sample.SOURCES)
    updated = {feed.address: feed.updated for feed in views.feeds(site)}
    assert updated == {
        "/feed.xml": date(2026, 3, 1),
        "/programs/velo/feed.xml": date(2026, 3, 1),
        "/programs/empty/feed.xml": date(2026, 11, 24),
        "/dimensions/status/feed.xml": date(2026, 3, 1),
    }


def test_the_full_text_is_harmless_html_with_whole_addresses(files: Mapping[str, bytes]) -> None:
    texts = {e.id.partition("#")[2]: e.content[0].value for e in parsed(files["feed.xml"]).entries}
    assert "<script" not in "".join(texts.values())
    claim = next(
        e.find(f"{ATOM}content").text  # type: ignore[union-attr]
        for e in ElementTree.fromstring(files["feed.xml"]).iter(f"{ATOM}entry")
        if (e.findtext(f"{ATOM}id") or "").endswith("#fleet-2018")
    )
    assert claim == (
        "<p><strong>about 1.10 bikes</strong></p>\n"
        "<p>as of about 2018, says +The Gazette. Evidence: Law</p>\n"
        "<p>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>"
        "<p>Sources:</p>\n<ul>\n"
        f'<li><a href="{BASE}sources/law-2016/">{sample.CHINESE} &amp; {{Rules}} 100%</a>, The &#34;Council&#34;, p. 3 '
        f"(Law): <q>says &#34;so&#34;</q> – {sample.CHINESE}</li>\n"
        f'<li><a href="{BASE}sources/paper/">paper</a>, A publisher (Press)</li>\n</ul>'
    )


def test_a_dispute_tells_every_side(files: Mapping[str, bytes]) -> None:
    entry = next(e for e in parsed(files["feed.xml"]).entries if e.id.endswith("#fleet-2020"))
    text = entry.content[0].value
    assert "The operator: <strong>320 bikes</strong>" in text
    assert "A reader: <strong>Withheld</strong>" in text


def test_titles_and_categories_name_what_is_said(files: Mapping[str, bytes]) -> None:
    told = {e.id.partition("#")[2]: (e.title, e.tags[0].term) for e in parsed(files["feed.xml"]).entries}
    assert told["planned"] == (f"Velo: @{sample.CHINESE}", "event")
    assert told["launch"][1] == "launch"
    assert told["fare-day-2020-02"] == (f"Velo: fare (day): -5 GBP ({sample.CHINESE})", "fare")


def test_a_hostile_title_arrives_as_it_was_written(files: Mapping[str, bytes]) -> None:
    titles = [e.findtext(f"{ATOM}title") for e in ElementTree.fromstring(files["feed.xml"]).iter(f"{ATOM}entry")]
    assert f"Velo: {sample.CLOSING}" in titles


def test_a_control_character_would_not_break_the_feed() -> None:
    bad = f.program(events=(f.event("2020", "bell\x07 nul\x00 \ufffe", id="bad"),))
    titles = [entry.title for entry in parsed(made(f.index(bad))["feed.xml"]).entries]
    assert titles == ["Velo: bell\ufffd nul\ufffd \ufffd"]


def test_only_the_newest_fifty_are_given() -> None:
    many = f.program(events=tuple(f.event(f"{year}", f"in {year}", id=f"e{year}") for year in range(1001, 2021)))
    entries = parsed(made(f.index(many))["feed.xml"]).entries
    assert [entry.title for entry in entries] == [f"Velo: in {year}" for year in range(2020, 1970, -1)]


def test_same_content_same_bytes(files: Mapping[str, bytes]) -> None:
    assert made(sample.index()) == files


def test_pages_name_their_feeds_in_their_heads() -> None:
    index = sample.index()
    renderer = render.renderer(ROOT / "templates", frame(index), read_assets(ROOT / "assets").names)
    named = {
        page.address: [line for line in render.page(renderer, page).decode().splitlines() if "atom+xml" in line]
        for page in views.pages(index)
        if page.address in ("/programs/velo/", "/sources/")
    }
    site = '<link rel="alternate" type="application/atom+xml" title="Bikes, side by side" href="{}feed.xml">'
    own = '<link rel="alternate" type="application/atom+xml" title="Velo – Bikes, side by side" href="{}feed.xml">'
    assert named == {
        "/programs/velo/": [site.format("../../"), own.format("../../programs/velo/")],
        "/sources/": [site.format("../")],
    }
