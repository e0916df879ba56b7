"""What a page says of itself to others: Open Graph and linked data, read back from the page."""

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from explainer.model import Article, Native, Term, TermId
from explainer.view.frame import frame
from explainer.view.index import Index
from explainer.write import render
from explainer.write.assets import read_assets
from tests import factory as f
from tests import sample, views
from tests.built import DATA_BLOCK, ROOT

HOSTILE = '<!--<script></script><script>alert("1")</script>]]>'
SITE = "https://example.org/bikes/"


class Head(HTMLParser):
    """The properties, the data blocks and the other scripts without an address of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.properties: dict[str, str] = {}
        self.languages: dict[str, str] = {}  # where the page is in which language
        self.data: list[dict[str, list[dict[str, object]]]] = []
        self.scripts: list[str] = []
        self.title = ""
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("property"):
            self.properties[given["property"] or ""] = given["content"] or ""
        if tag == "link" and given.get("hreflang"):
            self.languages[given["hreflang"] or ""] = given["href"] or ""
        if tag == "script" and "src" not in given:
            self.inside = given.get("type") or "a script"
        if tag == "title":
            self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        match self.inside:
            case "title":
                self.title += data
            case str(inside) if inside == DATA_BLOCK:
                self.data.append(json.loads(data))
            case "a script":
                self.scripts.append(data)


def index() -> Index:
    term = Term(TermId("dock"), "Dock", sample.prose("A place."), ("stand",), (Native("桩", "zh-Hans"),), (), ())
    long_read = Article("why", HOSTILE, HOSTILE, (), 0, False, sample.prose("Text."))
    whole = sample.index()
    return replace(whole, catalogue=replace(whole.catalogue, explainers=(long_read,), terms=(term,)))


@pytest.fixture(scope="module")
def heads() -> dict[str, Head]:
    assets = read_assets(ROOT / "assets")
    renderer = render.renderer(ROOT / "templates", frame(index()), assets.names)
    return {page.address: Head(render.page(renderer, page).decode()) for page in views.pages(index())}


def subject(head: Head) -> dict[str, object]:
    return head.data[0]["@graph"][1]


def test_every_page_but_that_for_no_address_and_frames_has_open_graph_and_one_data_block(
    heads: dict[str, Head],
) -> None:
    wanted = ["og:type", "og:site_name", "og:title", "og:description", "og:url"]
    silent = {address for address, head in heads.items() if list(head.properties) != wanted or len(head.data) != 1}
    frames = {address for address in heads if address.startswith("/embed/")} - {"/embed/"}
    assert silent == {"/404.html"} | frames
    assert {address for address, head in heads.items() if head.scripts} == set()


def test_a_page_says_that_it_is_the_one_in_its_language_and_for_all_others(heads: dict[str, Head]) -> None:
    here = f"{SITE}programs/velo/"
    assert heads["/programs/velo/"].languages == {"en": here, "x-default": here}
    silent = {address for address, head in heads.items() if not head.languages}
    assert silent == {a for a in heads if a == "/404.html" or a.endswith("/cite/") or a.startswith("/embed/")} - {
        "/embed/"
    }


def test_a_title_that_closes_a_script_stays_a_title(heads: dict[str, Head]) -> None:
    head = heads["/explainers/why/"]
    assert head.title.startswith(HOSTILE)
    assert head.properties["og:title"] == head.properties["og:description"] == HOSTILE
    assert (subject(head)["@type"], subject(head)["headline"]) == ("Article", HOSTILE)


def test_each_kind_of_page_says_what_it_is(heads: dict[str, Head]) -> None:
    addresses = ("/programs/velo/", "/explainers/why/", "/data/", "/glossary/", "/sources/")
    types = {address: subject(heads[address])["@type"] for address in addresses}
    assert list(types.values()) == ["Article", "Article", "Dataset", "DefinedTermSet", "WebPage"]
    assert heads["/"].data[0]["@graph"] == [
        {
            "@type": "WebSite",
            "@id": f"{SITE}#site",
            "name": f.SITE.title,
            "url": SITE,
            "inLanguage": "en",
            "description": f.SITE.tagline,
            "license": "https://creativecommons.org/licenses/by/4.0/",
        }
    ]


def test_the_way_to_a_page_is_told_step_by_step(heads: dict[str, Head]) -> None:
    trail = heads["/programs/velo/"].data[0]["@graph"][2]
    assert trail == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": f.SITE.title, "item": SITE},
            {"@type": "ListItem", "position": 2, "name": "Schemes", "item": f"{SITE}programs/"},
            {"@type": "ListItem", "position": 3, "name": "Velo", "item": f"{SITE}programs/velo/"},
        ],
    }


def test_a_term_is_told_with_its_other_names(heads: dict[str, Head]) -> None:
    assert subject(heads["/glossary/"])["hasDefinedTerm"] == [
        {
            "@type": "DefinedTerm",
            "@id": f"{SITE}glossary/#dock",
            "url": f"{SITE}glossary/#dock",
            "name": "Dock",
            "description": "A place.",
            "alternateName": ["stand", "桩"],
        }
    ]


def test_the_data_set_names_each_of_its_files_once_with_its_media_type(heads: dict[str, Head]) -> None:
    files = subject(heads["/data/"])["distribution"]
    assert isinstance(files, list)
    types = {file["contentUrl"].removeprefix(SITE): file["encodingFormat"] for file in files}
    assert len(types) == len(files)
    assert {name: types[f"data/{name}"] for name in ("claims.csv", "site.sqlite", "sources.bib")} == {
        "claims.csv": "text/csv",
        "site.sqlite": "application/vnd.sqlite3",
        "sources.bib": "application/x-bibtex",
    }
