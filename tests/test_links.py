"""What a link in a text leads to, as a whole record; what is refused stands in `cases/prose-links.txt`."""

import pytest

from explainer.model import AspectId, ClaimValue, DimensionId, Name, ProgramId, SiteAddress
from explainer.read.links import Link, Refusal, judge, judge_image, page_of

HERE = "programs/velo.md"


def value(program: str, dimension: str, aspect: str | None = None) -> ClaimValue:
    return ClaimValue(ProgramId(program), DimensionId(dimension), AspectId(aspect) if aspect else None)


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("claim:fare", Link("claim", "fare", "", value("velo", "fare"))),
        ("claim:fare.day", Link("claim", "fare.day", "", value("velo", "fare", "day"))),
        ("claim:town/fare", Link("claim", "town/fare", "", value("town", "fare"))),
        ("program:town", Link("program", "town", "", SiteAddress("/programs/town/"), Name("program", "town"))),
        ("program:town#fare", Link("program", "town", "fare", SiteAddress("/programs/town/#fare"),
                                   Name("program", "town"))),
        ("term:dock", Link("term", "dock", "", SiteAddress("/glossary/#dock"), Name("term", "dock"))),
        ("source:act", Link("source", "act", "", SiteAddress("/sources/act/"), Name("source", "act"))),
        ("page:about", Link("page", "about", "", SiteAddress("/about/"), Name("page", "about"))),
        ("#s-法", Link("fragment", "", "s-法", SiteAddress("/programs/velo/#s-%E6%B3%95"))),
        ("town.yaml", Link("file", "programs/town.yaml", "", SiteAddress("/programs/town/"), Name("program", "town"))),
        ("./../programs//town.md#a%20b", Link("file", "programs/town.md", "a b",
                                              SiteAddress("/programs/town/#a%20b"), Name("program", "town"))),
        ("../glossary.yaml#dock", Link("file", "glossary.yaml", "dock", SiteAddress("/glossary/#dock"))),
        ("../media/a%20b.png", Link("file", "media/a b.png", "", SiteAddress("/media/a%20b.png"))),
        ("https://x.example/a b?c=<d>#e", Link(None, "", "", "https://x.example/a%20b?c=%3Cd%3E#e")),
        ("HTTPS://x.example", Link(None, "", "", "HTTPS://x.example")),
        ("http://x.example/法", Link(None, "", "", "http://x.example/法")),
        ("mailto:a@b.example?subject=x y", Link(None, "", "", "mailto:a@b.example?subject=x%20y")),
    ],
)  # fmt: skip
def test_a_link_is_kept_whole(written: str, link: Link) -> None:
    assert judge(written, HERE, "velo") == link


def test_a_claim_needs_a_program() -> None:
    assert judge("claim:fare", "pages/x.md", None) == Refusal(
        '"claim:fare" does not say of which program', "write claim:<program>/fare"
    )


def test_a_fragment_of_a_file_that_becomes_no_page_is_of_the_page_that_shows_it() -> None:
    assert judge("#a b", "site.yaml", None) == Link("fragment", "", "a b", "#a%20b")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("programs/x.yaml", "/programs/x/"),
        ("programs/x.md", "/programs/x/"),
        ("dimensions/x.md", "/dimensions/x/"),
        ("explainers/x.md", "/explainers/x/"),
        ("comparisons/x.md", "/comparisons/x/"),
        ("pages/x.md", "/x/"),
        ("glossary.yaml", "/glossary/"),
        ("sources.yaml", "/sources/"),
        ("pages/x.yaml", ""),
        ("site.yaml", ""),
        ("media/x.png", ""),
        ("programs/X.yaml", ""),
        ("a/programs/x.yaml", ""),
    ],
)
def test_a_file_becomes_this_page(path: str, address: str) -> None:
    assert page_of(path) == address


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("https://x.example/a.png", '"https://x.example/a.png" is not a picture of this site'),
        ("data:image/png;base64,x", '"data:image/png;base64,x" is not a picture of this site'),
        ("/media/a.png", '"/media/a.png" is not a picture of this site'),
        ("\\\\x.example\\a.png", '"\\\\x.example\\a.png" is not a picture of this site'),
        ("#a", '"#a" is not a picture of this site'),
        (" ", '"" is not a picture of this site'),
        ("town.yaml", '"town.yaml" does not lead into media/'),
        ("../../media/a.png", '"../../media/a.png" does not lead into media/'),
        ("../media/../programs/a.png", '"../media/../programs/a.png" does not lead into media/'),
        ("../media/a.png#b", '"../media/a.png#b" does not lead into media/'),
    ],
)
def test_a_picture_comes_from_media_only(written: str, message: str) -> None:
    hint = "put the file into media/ and write ../media/picture.png"
    assert judge_image(written, HERE) == Refusal(message, hint)


def test_a_picture_of_media_is_a_link_to_its_file() -> None:
    link = Link("file", "media/deep/a.png", "", SiteAddress("/media/deep/a.png"))
    assert judge_image("../media/deep/a.png", HERE) == link
