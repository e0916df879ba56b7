"""Another topic, by its content alone: bike-share schemes, with two kinds and three levels of evidence."""

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests import built

BIKES = built.ROOT / "tests" / "topics" / "bikes"
BASE_URL = "https://bikes.example/"

PROGRAMS = ("old-town", "pearl-bay", "river-wheels")
QUESTIONS = ("status", "opening-day", "fleet", "hour-fare", "tickets", "helmet", "hours", "docks")
SOURCES = ("council-2016", "essay-2018", "gazette-2019", "harbour-2021", "leaflet-2014", "wheels-2020")
YEARS = range(2014, 2027)  # from the first ride in the old town to the day of the build
PAGES = {
    "/", "/programs/", "/compare/", "/comparisons/two-schemes/", "/dimensions/", "/timeline/", "/sources/",
    "/explainers/why-docks/", "/glossary/", "/how-we-count/", "/data/", "/embed/",
    *(f"/programs/{program}/" for program in PROGRAMS),
    *(f"/compare/{year}/" for year in YEARS),
    *(f"/dimensions/{question}/" for question in QUESTIONS),
    *(f"/sources/{source}/" for source in SOURCES),
}  # fmt: skip
YEARS_OF_CHANGE = (*range(2014, 2022), 2025)
OTHER_VIEWS = {"/changes/", *(f"/changes/{year}/" for year in YEARS_OF_CHANGE), "/quality/", "/search/", "/privacy/"}
PARTS = {  # of a page, in another form: not in the sitemap
    "/embed/comparisons/two-schemes/",
    *(f"/programs/{program}/cite/" for program in PROGRAMS),
    *(f"/embed/{part}/{program}/" for program in PROGRAMS for part in ("programs", "timeline", "claims")),
}
REDIRECTS = {
    "/programs/river-bikes/": "/programs/river-wheels/",
    "/programs/council-bikes/": "/programs/river-wheels/",
    "/dimensions/first-day/": "/dimensions/opening-day/",
    "/comparisons/river-and-bay/": "/comparisons/two-schemes/",
    "/explainers/docks-explained/": "/explainers/why-docks/",
    "/counting/": "/how-we-count/",
}
SILENT = {  # what each cell of the comparison shows where it shows no answer
    ("old-town", "hour-fare", ""): "not-recorded",
    ("old-town", "helmet", "by-rule"): "not-researched",
    ("old-town", "helmet", "on-the-street"): "not-researched",
    ("old-town", "hours", ""): "not-recorded",
    ("pearl-bay", "fleet", ""): "withheld",
    ("pearl-bay", "hour-fare", ""): "not-recorded",
    ("pearl-bay", "tickets", ""): "not-disclosed",
    ("pearl-bay", "helmet", "on-the-street"): "not-applicable",
    ("pearl-bay", "hours", ""): "not-yet",
    ("river-wheels", "helmet", "on-the-street"): "searched-not-found",
}
ASPECTS = {"helmet": ("by-rule", "on-the-street")}
FIRST_TOPIC = ("identity", "biometric", "popid", "face", "passport", "liveness", "wallet", "relying party", "enrolment")

Cells = dict[tuple[str, str, str], str]


@pytest.fixture(scope="module")
def site(bikes: Path) -> Path:
    return bikes


def cells(page: built.Page) -> Cells:
    """The kind of no answer, or nothing, by program, dimension and aspect."""
    return {
        (cell["data-program"], cell["data-dimension"], cell.get("data-aspect", "")): cell.get("data-none", "")
        for cell in page.cells
        if "data-program" in cell
    }


def every_cell(*questions: str) -> Cells:
    return {
        (program, question, aspect): SILENT.get((program, question, aspect), "")
        for program in PROGRAMS
        for question in questions
        for aspect in ASPECTS.get(question, ("",))
    }


def words_of_the_first_topic(text: str) -> set[str]:
    return {word for word in FIRST_TOPIC if re.search(rf"(?<![-\w]){word}(?!\w)", text, re.IGNORECASE)}


def test_every_address_of_the_contract_is_made_and_no_other(site: Path) -> None:
    assert built.pages(site).keys() - OTHER_VIEWS == PAGES | PARTS | {"/404.html"} | REDIRECTS.keys()


def test_an_old_address_leads_to_the_new_one(site: Path) -> None:
    pages = built.pages(site)
    led = {old: {built.resolved(link, old) for link in pages[old].links} for old in REDIRECTS}
    assert led == {old: {new, BASE_URL + new.removeprefix("/")} for old, new in REDIRECTS.items()}


def test_the_sitemap_names_every_page_and_robots_names_the_sitemap(site: Path) -> None:
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    named = {element.text for element in root.iter() if element.tag.endswith("}loc")}
    others = {BASE_URL + address.removeprefix("/") for address in OTHER_VIEWS}
    assert named - others == {BASE_URL + address.removeprefix("/") for address in PAGES}
    assert f"Sitemap: {BASE_URL}sitemap.xml" in (site / "robots.txt").read_text().splitlines()


def test_no_file_holds_a_word_of_the_first_topic(site: Path) -> None:
    texts = {path: content for path, content in built.files(site).items() if not path.endswith((".png", ".woff2"))}
    found = {path: words_of_the_first_topic(content.decode("utf-8", "replace")) for path, content in texts.items()}
    assert {path: words for path, words in found.items() if words} == {}


def test_the_words_looked_for_are_those_of_the_first_topic() -> None:
    text = "\n".join(
        path.read_text() for path in (built.ROOT / "content").rglob("*.*") if path.suffix in (".md", ".yaml")
    )
    assert words_of_the_first_topic(text) == set(FIRST_TOPIC)


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    assert built.dead_links(site, BASE_URL) == []


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text(
        '<p id=x></p><a href="a/#y"></a><a href="#x"></a><a href="https://else.example/z">'
    )
    (tmp_path / "a" / "index.html").write_text('<a href="../#z"><a href="../b/"><a href="../#x"><img src="/c.png">')
    assert built.dead_links(tmp_path, "https://bikes.example/") == [
        "/a/: ../#z",
        "/a/: ../b/",
        "/a/: /c.png",
        "/: a/#y",
    ]


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    assert built.repeated_ids(site) == []


def test_no_page_carries_script_or_style_of_its_own(site: Path) -> None:
    assert {address: page.inline for address, page in built.pages(site).items() if page.inline} == {}


def test_the_comparison_has_a_cell_for_every_program_and_default_question(site: Path) -> None:
    assert cells(built.pages(site)["/compare/"]) == every_cell(*(q for q in QUESTIONS if q != "docks"))


def test_a_question_of_one_kind_is_not_applicable_to_another(site: Path) -> None:
    assert cells(built.pages(site)["/dimensions/docks/"]) == {
        ("old-town", "docks", ""): "not-researched",
        ("pearl-bay", "docks", ""): "not-applicable",
        ("river-wheels", "docks", ""): "",
    }


def test_a_curated_comparison_holds_its_own_programs_and_questions(site: Path) -> None:
    chosen = every_cell("status", "hour-fare", "helmet") | {("pearl-bay", "docks", ""): "not-applicable"}
    expected = {key: none for key, none in chosen.items() if key[0] != "old-town"} | {("river-wheels", "docks", ""): ""}
    assert cells(built.pages(site)["/comparisons/two-schemes/"]) == expected


def test_a_past_year_shows_what_held_at_its_end(site: Path) -> None:
    found = cells(built.pages(site)["/compare/2015/"])
    assert {key[1:]: none for key, none in found.items() if key[0] == "old-town"} == {
        ("status", ""): "",
        ("opening-day", ""): "",
        ("fleet", ""): "",
        ("hour-fare", ""): "not-recorded",
        ("tickets", ""): "",
        ("helmet", "by-rule"): "not-researched",
        ("helmet", "on-the-street"): "not-researched",
        ("hours", ""): "",
    }


def test_every_claim_and_event_has_its_anchor(site: Path) -> None:
    expected = {
        "status-by-2016-03", "status-2016-06", "status-2019-12", "status-2020-03", "opening-day", "fleet-2016",
        "fleet-of-2018", "fleet-2025-12", "hour-fare-2016-06", "hour-fare-left-bank-2020", "hour-fare-right-bank-2021",
        "tickets-2016-06", "tickets-2020-04", "helmet-by-rule-2016-06", "helmet-on-the-street", "hours",
        "docks-2016-06-01", "2016-06-01-first-ride-across-the-bridge", "2018-28fcf3c1", "locked-docks",
        "by-2015-the-council-asks-for-offers",
    }  # fmt: skip
    assert expected - set(built.pages(site)["/programs/river-wheels/"].ids) == set()


def test_every_event_is_an_item_of_the_timeline(site: Path) -> None:
    assert set(built.pages(site)["/timeline/"].events) == {
        "old-town/2017-10-31-the-last-ride",
        "pearl-bay/2021-05-04-two-hundred-bikes-on-the-quay",
        "river-wheels/2016-06-01-first-ride-across-the-bridge",
        "river-wheels/2018-28fcf3c1",
        "river-wheels/by-2015-the-council-asks-for-offers",
        "river-wheels/locked-docks",
    }


def test_names_in_their_own_script_carry_their_language(site: Path) -> None:
    pages = built.pages(site)
    held = {address: {lang for _, lang in pages[address].langs} for address in ("/programs/pearl-bay/", "/glossary/")}
    assert held == {"/programs/pearl-bay/": {"en", "zh-Hans", "ar"}, "/glossary/": {"en", "zh-Hans", "ar"}}
    assert "珠湾单车" in pages["/programs/pearl-bay/"].text


def test_a_template_in_the_content_is_text(site: Path) -> None:
    text = built.pages(site)["/programs/river-wheels/"].text
    assert all(
        written in text
        for written in ("{{ no.template }} {% is run %}", "<b>Raw HTML is text.</b>", "{{ So is this. }}")
    )


def test_a_build_has_the_same_bytes_wherever_and_however_it_is_made(site: Path, tmp_path: Path) -> None:
    content = tmp_path / "elsewhere" / "bikes"
    shutil.copytree(BIKES, content)
    out = tmp_path / "out"
    done = built.run(
        "build", "--content", "bikes", "--out", out, "--no-cache", "--jobs", "1",
        cwd=content.parent, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="7", LANG="",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert built.files(out) == built.files(site)


def test_the_site_works_below_any_path(tmp_path: Path) -> None:
    base_url = "https://town.example/guides/bikes/"
    site = built.build(BIKES, tmp_path / "out", "--base-url", base_url)
    assert built.dead_links(site, base_url) == []
    lost = [
        link for link in built.pages(site)["/404.html"].links if not link.startswith(("/guides/bikes/", "https://"))
    ]
    assert lost == ["#page-main"]
