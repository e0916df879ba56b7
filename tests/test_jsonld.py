"""The linked data of each kind of page, read by a processor of JSON-LD 1.1, and its words held against schema.org."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from pyld import jsonld

from tests.test_linked import SITE, heads  # noqa: F401  heads is a fixture

SCHEMA = "https://schema.org/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ADDRESSES = ("url", "item", "license", "contentUrl")  # that schema.org's own context takes for addresses, as here
CONTEXT = {"@context": {"@vocab": SCHEMA, **{name: {"@type": "@id"} for name in ADDRESSES}}}
THING = {"name", "url", "description"}
WORK = {*THING, "headline", "inLanguage", "isPartOf", "license", "version", "isAccessibleForFree", "creator"}
TERMS = {  # the properties that schema.org allows of what we name
    "WebSite": WORK,
    "WebPage": WORK,
    "Article": WORK,
    "Dataset": {*WORK, "distribution"},
    "DefinedTermSet": {*WORK, "hasDefinedTerm"},
    "DefinedTerm": {*THING, "alternateName"},
    "DataDownload": {*WORK, "contentUrl", "encodingFormat"},
    "Organization": THING,
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {*THING, "position", "item"},
}
KINDS = {
    "/": ["WebSite"],
    "/programs/velo/": ["Article", "BreadcrumbList", "ListItem", "WebSite"],
    "/explainers/why/": ["Article", "BreadcrumbList", "ListItem", "WebSite"],
    "/compare/2026/": ["BreadcrumbList", "ListItem", "WebPage", "WebSite"],
    "/dimensions/fleet/": ["BreadcrumbList", "ListItem", "WebPage", "WebSite"],
    "/sources/paper/": ["BreadcrumbList", "ListItem", "WebPage", "WebSite"],
    "/glossary/": ["BreadcrumbList", "DefinedTerm", "DefinedTermSet", "ListItem", "WebSite"],
    "/data/": ["BreadcrumbList", "DataDownload", "Dataset", "ListItem", "Organization", "WebSite"],
}

Node = dict[str, list[dict[str, object]]]


def offline(address: str, options: object) -> dict[str, object]:
    """What stands for schema.org here; nothing else may be asked for."""
    assert address == "https://schema.org"
    return {"contextUrl": None, "documentUrl": address, "document": CONTEXT, "contentType": "application/ld+json"}


@pytest.fixture(scope="module")
def graphs(request: pytest.FixtureRequest) -> dict[str, list[Node]]:
    """By address the nodes of each kind of page, flattened by the processor."""
    rendered = request.getfixturevalue("heads")
    options = {"documentLoader": offline, "base": "about:blank"}
    return {address: jsonld.flatten(rendered[address].data[0], options=options) for address in KINDS}


def nodes(graphs: dict[str, list[Node]]) -> Iterator[tuple[str, Node]]:
    return ((address, node) for address, graph in graphs.items() for node in graph)


def test_each_kind_of_page_holds_the_things_that_it_should(graphs: dict[str, list[Node]]) -> None:
    types = {
        address: sorted({str(type).removeprefix(SCHEMA) for node in graph for type in node.get("@type", [])})
        for address, graph in graphs.items()
    }
    assert types == KINDS


def test_every_property_is_one_that_schema_org_has_for_its_thing(graphs: dict[str, list[Node]]) -> None:
    unknown = [
        f"{address}: {type} {name}"
        for address, node in nodes(graphs)
        for type in node.get("@type", [])
        for name in node
        if not name.startswith("@")
        and name.removeprefix(SCHEMA) not in TERMS.get(str(type).removeprefix(SCHEMA), set())
    ]
    assert unknown == []


def test_every_address_is_absolute_and_what_is_named_elsewhere_is_there(graphs: dict[str, list[Node]]) -> None:
    for address, graph in graphs.items():
        quads = jsonld.to_rdf(graph)["@default"]
        named = {quad["subject"]["value"] for quad in quads}
        objects = [quad["object"] for quad in quads if quad["predicate"]["value"] != RDF_TYPE]
        addresses = [one["value"] for one in objects if one["type"] == "IRI"]
        assert [one for one in addresses if urlsplit(one).scheme != "https"] == []
        assert f"{SITE}#site" in named, address
        assert {quad["object"]["value"] for quad in quads if quad["predicate"]["value"] == f"{SCHEMA}isPartOf"} <= named


def test_steps_are_in_order_and_the_last_is_the_page(graphs: dict[str, list[Node]]) -> None:
    steps = [node for node in graphs["/programs/velo/"] if node["@type"] == [f"{SCHEMA}ListItem"]]
    placed = {node[f"{SCHEMA}position"][0]["@value"]: node[f"{SCHEMA}item"][0]["@id"] for node in steps}
    assert placed == {1: SITE, 2: f"{SITE}programs/", 3: f"{SITE}programs/velo/"}
