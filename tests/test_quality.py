"""Each sign of the map leads to its claim, or to the line of the file where one is to be written."""

from dataclasses import replace
from pathlib import Path

from explainer.view.quality import quality
from tests import built
from tests import factory as f

SHEET = built.ROOT / "tests" / "topics" / "bikes" / "programs" / "old-town.yaml"


def addresses(page: str) -> set[str]:
    return {link for link in built.page(page).links if "/old-town.yaml" in link or link.startswith("../programs/old-")}


def test_an_answer_is_led_to_and_where_nobody_has_looked_the_line(bikes: Path) -> None:
    lines = SHEET.read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "none: not-researched" in text)
    found = addresses((bikes / "quality" / "index.html").read_text("utf-8"))
    assert f"https://github.com/example/bikes/edit/main/programs/old-town.yaml#L{line}" in found
    assert {link for link in found if "#L" not in link} >= {"../programs/old-town/#fleet"}


def test_where_there_is_no_claim_the_head_of_the_claims_is_led_to() -> None:
    asked = (f.STATUS, f.dimension("fleet"))
    index = f.index(replace(f.program(f.claim("status", "open", "2020")), lines={"": 7}), dimensions=asked)
    (page,) = quality(index)
    assert [spot.address for spot in page.rows[0].spots] == [
        "/programs/velo/#status-2020--",
        "https://example.org/repo/edit/main/content/programs/velo.yaml#L7",
    ]


def test_without_a_repository_the_question_on_the_profile_is_led_to() -> None:
    index = f.index(replace(f.program(), lines={"": 7}))
    site = replace(index.catalogue.site, repo_url="")
    (page,) = quality(replace(index, catalogue=replace(index.catalogue, site=site)))
    assert [spot.address for spot in page.rows[0].spots] == ["/programs/velo/#page-question-status"]
