"""What other sites can show: small pages without scripts, the lines that frame them, and pictures that stand alone."""

from html import unescape
from xml.etree import ElementTree

import pytest

from explainer.view import embeds
from explainer.view.frame import frame
from explainer.write import render
from explainer.write.assets import read_assets
from tests import built, sample, views
from tests import factory as f
from tests.built import ROOT

SITE = "https://example.org/bikes/"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    index = sample.index()
    renderer = render.renderer(ROOT / "templates", frame(index), read_assets(ROOT / "assets").names)
    return {
        page.address: render.page(renderer, page).decode()
        for page in views.pages(index)
        if page.address.startswith("/embed/")
    }


def test_each_program_has_its_facts_its_timeline_and_its_claims_to_show(texts: dict[str, str]) -> None:
    parts = {f"/embed/{part}/{id}/" for part in ("programs", "timeline", "claims") for id in ("velo", "empty")}
    assert texts.keys() == parts | {"/embed/"}


def test_a_frame_runs_nothing_and_says_where_it_is_from(texts: dict[str, str]) -> None:
    for address, text in texts.items():
        if address != "/embed/":
            page = built.page(text)
            program = address.split("/")[3]
            assert "<script" not in text
            assert page.inline == []
            assert f"{SITE}programs/{program}/" in page.links
            assert f"../../../programs/{program}/" in page.links
            assert "CC-BY-4.0" in page.text


def test_every_claim_has_its_place_in_the_frame_of_claims(texts: dict[str, str]) -> None:
    page = built.page(texts["/embed/claims/velo/"])
    assert {claim.id for claim in sample.VELO.claims} == set(page.ids) - {"page-title", "page-main"}


def test_a_line_that_frames_a_part_survives_any_title() -> None:
    program = f.program(f.claim("status", "open", id="s"))
    index = f.index(program)
    (group,) = embeds.embeds(index).groups
    assert [(line.label, line.url) for line in group.lines] == [
        ("Its facts", f"{SITE}embed/programs/velo/"),
        ("Its timeline", f"{SITE}embed/timeline/velo/"),
        ("One claim", f"{SITE}embed/claims/velo/#s"),
    ]


def test_the_line_to_copy_is_markup_once_it_is_copied(texts: dict[str, str]) -> None:
    lines = [unescape(part.partition("</code>")[0]) for part in texts["/embed/"].split("<code>")[2:]]
    assert lines[0].startswith(f'<iframe src="{SITE}embed/')
    assert all(line.endswith(' loading="lazy"></iframe>') for line in lines)


def test_a_timeline_is_a_picture_that_names_itself_and_its_source() -> None:
    index = sample.index()
    renderer = render.renderer(ROOT / "templates", frame(index), {})
    made = {one.address: ElementTree.fromstring(render.drawing(renderer, one)) for one in views.drawings(index)}
    assert list(made) == ["/timeline.svg", "/programs/velo/timeline.svg"]
    root = made["/programs/velo/timeline.svg"]
    assert root.findtext(f"{SVG}title") == "Velo"
    assert root.findtext(f"{SVG}desc", "").startswith("2016 to 2027: bars show the status")
    assert [text.text for text in root.iter(f"{SVG}text")][-1] == (
        f"Bikes, side by side, as of 24 November 2026. {SITE}programs/velo/ CC-BY-4.0"
    )
    titles = {title.text for title in root.iter(f"{SVG}title")}
    assert f"about June 2016: {sample.CLOSING}" in titles


def test_nothing_dated_is_no_picture() -> None:
    assert list(views.drawings(f.index(f.program()))) == []
