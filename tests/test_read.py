"""Sound content becomes a Catalogue: frozen records, whole and in order, and beside them where each stands."""

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from explainer.dates import parse
from explainer.model import (
    Answer,
    Article,
    AspectId,
    Catalogue,
    Choice,
    Claim,
    Comparison,
    CopyRead,
    Dimension,
    DimensionId,
    Event,
    EventType,
    EvidenceLevel,
    Jurisdiction,
    Kind,
    Media,
    Native,
    NoAnswer,
    Noun,
    Phase,
    Position,
    Program,
    ProgramId,
    Prose,
    Reference,
    Site,
    Source,
    SourceId,
    Term,
    TermId,
    ValueType,
    Why,
)
from explainer.problems import Level, Place
from explainer.read import read
from explainer.read.program import event_id
from explainer.read.slug import slug
from tests.contents import TODAY, Files, cases, reading

BASE, _ = cases("problems.txt")
BIKES = Path(__file__).parent / "topics" / "bikes"
ROOT = Path(__file__).parent.parent
HEAD = "title: New\nkind: {kind}\nsummary: S.\n"
ACT = (Reference(SourceId("act")),)


def catalogue(folder: Path, files: Files) -> Catalogue:
    found = reading(folder, files)
    assert [problem for problem in found.problems if problem.level is Level.ERROR] == []
    assert found.catalogue is not None
    return found.catalogue


def program(folder: Path, rest: str, files: Files | None = None, kind: str = "shop") -> Program:
    """The record of a program whose file has a header and these lines."""
    written = {**BASE, **(files or {}), "programs/new.yaml": HEAD.format(kind=kind) + rest}
    return next(one for one in catalogue(folder, written).programs if one.id == "new")


def claim(folder: Path, dimension: str, written: str, kind: str = "shop") -> Claim:
    """The record of the only claim."""
    (found,) = program(folder, f"claims:\n  {dimension}:\n    - {written}\n", kind=kind).claims
    return found


def plain(text: str) -> Prose:
    return Prose((text,), text, text) if text else Prose((), "", "")


# --- Answers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dimension", "written", "answer"),
    [
        ("status", "open", Answer("Open", value="open")),
        ("paying", "[card, cash]", Answer("Card, Cash", value=("card", "cash"))),
        ("paying", "[cash]", Answer("Cash", value=("cash",))),
        ("size", "0", Answer("0", value="0", number="0")),
        ("size", "1.50", Answer("1.50", value="1.50", number="1.50")),
        ("size", "-3", Answer("-3", value="-3", number="-3")),
        ("size", '"~1800000"', Answer("about 1,800,000", value="~1800000", number="1800000", qualifier="~")),
        ("size", '">=-12.5"', Answer("at least -12.5", value=">=-12.5", number="-12.5", qualifier=">=")),
        ("size", '">9999"', Answer("more than 9,999", value=">9999", number="9999", qualifier=">")),
        ("size", '"<1000"', Answer("less than 1,000", value="<1000", number="1000", qualifier="<")),
        ("size", '"<=2"', Answer("at most 2", value="<=2", number="2", qualifier="<=")),
        ("size", "9" * 30, Answer(f"{int('9' * 30):,}", value="9" * 30, number="9" * 30)),
        ("price", "1.50 EUR", Answer("1.50 EUR", value="1.50 EUR", number="1.50", currency="EUR")),
        ("price", '"~1800000000 GBP"', Answer("about 1,800,000,000 GBP", value="~1800000000 GBP", number="1800000000",
                                              qualifier="~", currency="GBP")),
        ("birthday", "2024", Answer("2024", value="2024")),
        ("birthday", '"2024-08~"', Answer("about August 2024", value="2024-08~")),
        ("birthday", "../2024-08-13", Answer("by 13 August 2024", value="../2024-08-13")),
    ],
)  # fmt: skip
def test_a_value_of_each_type_keeps_what_was_typed(
    tmp_path: Path, dimension: str, written: str, answer: Answer
) -> None:
    assert claim(tmp_path, dimension, f"{{value: {written}, sources: [act]}}").answer == answer


@pytest.mark.parametrize(("written", "text"), [("yes", "Yes"), ("no", "No")])
def test_yes_and_no_are_no_truth_values(tmp_path: Path, written: str, text: str) -> None:
    found = claim(tmp_path, "open-air", f"{{value: {written}, sources: [act]}}", kind="stall")
    assert found.answer == Answer(text, value=written)


def test_a_text_is_inline_markdown(tmp_path: Path) -> None:
    written = '{aspect: on-paper, value: "No *dogs*, 0123 and 1_000 <b>", sources: [act]}'
    source = "No *dogs*, 0123 and 1_000 <b>"
    prose = Prose(("No <em>dogs</em>, 0123 and 1_000 &lt;b&gt;",), "No dogs, 0123 and 1_000 <b>", source)
    assert claim(tmp_path, "rules", written).answer == Answer(prose.text, value=source, prose=prose)


@pytest.mark.parametrize("kind", [kind for kind in NoAnswer if kind is not NoAnswer.NOT_RECORDED])
def test_no_answer_is_an_answer_without_words_and_needs_no_source(tmp_path: Path, kind: NoAnswer) -> None:
    found = claim(tmp_path, "size", f"{{none: {kind}, searched: 2026-11-24}}")
    assert found.answer == Answer("", none=kind)


# --- Claims ----------------------------------------------------------------------------------------------------------


def test_a_claim_keeps_everything_that_was_written(tmp_path: Path) -> None:
    written = (
        "{value: 3, scope: North, from: 2020-05, to: '2021~', said_by: The company, note: By hand., "
        "searched: 2026-01-02, why: correction, id: rooms, "
        "sources: [act, {ref: leaflet, at: p. 3, quote: 三间房, says: the number}, {ref: act, at: Art. 4}]}"
    )
    assert claim(tmp_path, "size", written) == Claim(
        id="rooms",
        program=ProgramId("new"),
        dimension=DimensionId("size"),
        aspect=None,
        scope="North",
        answer=Answer("3", value="3", number="3"),
        positions=(),
        from_=parse("2020-05"),
        to=parse("2021~"),
        as_of=None,
        said_by="The company",
        note=plain("By hand."),
        searched=date(2026, 1, 2),
        why=Why.CORRECTION,
        references=(
            Reference(SourceId("act")),
            Reference(SourceId("leaflet"), "p. 3", "三间房", "the number"),
            Reference(SourceId("act"), "Art. 4"),
        ),
    )


def test_of_a_short_claim_the_rest_is_empty(tmp_path: Path) -> None:
    assert claim(tmp_path, "rules", "{aspect: in-practice, none: withheld}") == Claim(
        id="rules-in-practice",
        program=ProgramId("new"),
        dimension=DimensionId("rules"),
        aspect=AspectId("in-practice"),
        scope="",
        answer=Answer("", none=NoAnswer.WITHHELD),
        positions=(),
        from_=None,
        to=None,
        as_of=None,
        said_by="",
        note=None,
        searched=None,
        why=None,
        references=(),
    )


def test_positions_stand_side_by_side(tmp_path: Path) -> None:
    written = (
        '{positions: [{value: ">1000", said_by: A, sources: [act]}, {value: 640, said_by: B, note: Counted., '
        "sources: [leaflet, {ref: act, at: p. 1}]}, {none: searched-not-found, said_by: C}], "
        "as_of: 2025-12, searched: 2026-11-24}"
    )
    found = claim(tmp_path, "size", written)
    assert (found.id, found.answer, found.references) == ("size-2025-12", None, ())
    assert found.positions == (
        Position(Answer("more than 1,000", value=">1000", number="1000", qualifier=">"), "A", None, ACT),
        Position(Answer("640", value="640", number="640"), "B", plain("Counted."),
                 (Reference(SourceId("leaflet")), Reference(SourceId("act"), "p. 1"))),
        Position(Answer("", none=NoAnswer.SEARCHED_NOT_FOUND), "C", None, ()),
    )  # fmt: skip


def test_a_position_about_no_answer_may_stand_without_a_source_and_claims_keep_their_order(tmp_path: Path) -> None:
    found = program(
        tmp_path,
        "claims:\n  size:\n    - {none: not-yet, as_of: 2021}\n    - {value: 4, as_of: 2020, sources: [act]}\n"
        "  price:\n    - positions: [{none: withheld, said_by: A}, {none: not-yet, said_by: B}]\n",
    )
    assert [one.id for one in found.claims] == ["size-2021", "size-2020", "price"]


# --- Ids -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dimension", "fields", "id"),
    [
        ("size", "", "size"),
        ("size", "as_of: 2024-08", "size-2024-08"),
        ("size", "from: 2024-08-13", "size-2024-08-13"),
        ("size", 'from: "2024~"', "size-2024"),
        ("size", 'as_of: "2024-08?"', "size-2024-08"),
        ("size", 'from: "2024-08-13%"', "size-2024-08-13"),
        ("size", "from: ../2023-06", "size-by-2023-06"),
        ("size", "to: 2023-06", "size"),
        ("size", 'scope: "US, Whataburger only"', "size-us-whataburger-only"),
        ("size", "scope: Öl & Gas (2)!, from: 2020", "size-ol-gas-2-2020"),
        ("size", "scope: 北京, from: 2020", f"size-{slug('北京')}-2020"),
        ("size", f"scope: {'ab ' * 40}c, from: ../2020-01-31", f"size-{'ab-' * 34}by-2020-01-31"[:120]),
        ("size", f"scope: {'x' * 200}, from: 2020", f"size-{'x' * 110}-2020"),
    ],
)
def test_a_claim_has_an_id_of_its_dimension_scope_and_date(
    tmp_path: Path, dimension: str, fields: str, id: str
) -> None:
    written = f"{{value: 3, sources: [act]{', ' if fields else ''}{fields}}}"
    found = claim(tmp_path, dimension, written)
    assert found.id == id
    assert len(found.id) <= 120


def test_an_aspect_is_part_of_the_id(tmp_path: Path) -> None:
    written = "{aspect: on-paper, scope: North, from: 2020~, value: x, sources: [act]}"
    assert claim(tmp_path, "rules", written).id == "rules-on-paper-north-2020"


@pytest.mark.parametrize(
    ("day", "title", "id"),
    [
        ("2024-05", "Face payment at the Miami Grand Prix", "2024-05-face-payment-at-the-miami-grand-prix"),
        ("../2015", "The council asks for offers", "by-2015-the-council-asks-for-offers"),
        ("2018~", "第一辆儿童自行车", "2018-28fcf3c1"),
        ("2024-05-01", "word " * 20, "2024-05-01" + "-word" * 10),
        ("2024", "x" * 80, f"2024-{'x' * 59}"),
    ],
)
def test_an_event_has_an_id_of_its_date_and_title_of_at_most_64_characters(day: str, title: str, id: str) -> None:
    when = parse(day)
    assert when is not None
    assert event_id(when, title) == id
    assert len(id) <= 64


def test_an_id_that_is_written_stays_up_to_120_characters(tmp_path: Path) -> None:
    long = "a" * 120
    found = program(
        tmp_path,
        f"claims:\n  size:\n    - {{value: 3, as_of: 2020, sources: [act], id: {long}}}\n"
        f"events:\n  - {{date: 2020, title: X, sources: [act], id: {long[:-1]}b}}\n",
    )
    assert (found.claims[0].id, found.events[0].id) == (long, f"{long[:-1]}b")


# --- Events, programs, sources ---------------------------------------------------------------------------------------


def test_an_event_keeps_everything_that_was_written(tmp_path: Path) -> None:
    text = "One *line*.\n\n- And a list."
    found = program(
        tmp_path,
        "events:\n  - date: ../2024-05\n    title: Launch\n    type: launch\n    major: true\n    end: 2024-06~\n"
        "    text: |-\n      One *line*.\n\n      - And a list.\n    sources: [{ref: act, at: p. 1}]\n"
        "  - {date: 2025, title: End, sources: [act]}\n",
    )
    when, later, end = parse("../2024-05"), parse("2025"), parse("2024-06~")
    assert when
    assert later
    prose = Prose(("<p>One <em>line</em>.</p>\n<ul>\n<li>And a list.</li>\n</ul>\n",), "One line. And a list.", text)
    assert found.events == (
        Event("by-2024-05-launch", ProgramId("new"), when, end, "Launch", "launch", True, prose,
              (Reference(SourceId("act"), "p. 1"),)),
        Event("2025-end", ProgramId("new"), later, None, "End", None, False, None, ACT),
    )  # fmt: skip


def test_a_program_keeps_its_header_and_its_prose(tmp_path: Path) -> None:
    found = program(
        tmp_path,
        "short: N\nnative: [{text: 新店, lang: zh-Hans}]\noperators: [New Inc, Old & Co]\n"
        "jurisdictions: [US, UK, Utopia, EU]\naliases: [older, oldest]\nrelated: [corner]\ntags: [a, b c]\n",
        {"programs/new.md": "A *shop*."},
    )
    assert found == Program(
        id=ProgramId("new"),
        title="New",
        short="N",
        native=(Native("新店", "zh-Hans"),),
        kind="shop",
        summary="S.",
        operators=("New Inc", "Old & Co"),
        jurisdictions=(
            Jurisdiction("US", "United States"),
            Jurisdiction("UK", "United Kingdom"),
            Jurisdiction("Utopia", "Utopia"),
            Jurisdiction("EU", "European Union"),
        ),
        aliases=("older", "oldest"),
        related=(ProgramId("corner"),),
        tags=("a", "b c"),
        claims=(),
        events=(),
        prose=Prose(("<p>A <em>shop</em>.</p>\n",), "A shop.", "A *shop*."),
    )


def test_the_names_of_countries_are_in_the_language_of_the_site(tmp_path: Path) -> None:
    german = {"site.yaml": BASE["site.yaml"].replace("language: en", "language: de-CH")}
    found = program(tmp_path, "jurisdictions: [CN]\n", german)
    assert found.jurisdictions == (Jurisdiction("CN", "China"),)
    assert program(tmp_path, "jurisdictions: [FR]\n", german).jurisdictions == (Jurisdiction("FR", "Frankreich"),)


def test_a_program_without_more_than_its_header_is_sound(tmp_path: Path) -> None:
    found = program(tmp_path, "")
    assert (found.short, found.native, found.operators, found.prose) == ("New", (), (), None)


def test_sources_are_by_id_wherever_they_are_defined(tmp_path: Path) -> None:
    full = (
        "sources:\n  zeta:\n    title: T\n    publisher: P\n    kind: law\n    url: https://x.example/法?a=1#b\n"
        "    archived: https://archive.example/x\n    published: 2020-05~\n    checked: 2026-11-24\n"
        "    copy: archived\n    lang: zh-Hans\n"
    )
    page = (
        "---\ntitle: About\nsummary: S.\nsources:\n"
        "  beta: {title: T, publisher: P, kind: company, url: 'https://x.example', checked: 2026-01-01}\n---\n[@zeta]\n"
    )
    written = {**BASE, "programs/new.yaml": HEAD.format(kind="shop") + full, "pages/about.md": page}
    found = catalogue(tmp_path, written).sources
    assert list(found) == ["act", "beta", "leaflet", "zeta"]
    assert found[SourceId("zeta")] == Source(
        SourceId("zeta"), "T", "P", "law", "https://x.example/法?a=1#b", "https://archive.example/x", parse("2020-05~"),
        date(2026, 11, 24), CopyRead.ARCHIVED, "zh-Hans",
    )  # fmt: skip
    assert found[SourceId("leaflet")] == Source(
        SourceId("leaflet"), "A leaflet", "The company", "company", "", "", None, date(2026, 11, 20), CopyRead.PRINT, ""
    )


# --- The site, dimensions, and pages of their own --------------------------------------------------------------------


def test_the_site_is_as_written_with_its_addresses_made_even(tmp_path: Path) -> None:
    written = BASE["site.yaml"].replace("shops.example/", "shops.example/a/b")
    found = catalogue(tmp_path, {**BASE, "site.yaml": written + "repo_url: https://code.example/x/\n"}).site
    assert found == Site(
        title="Shops",
        tagline="Shops, compared",
        base_url="https://shops.example/a/b/",
        repo_url="https://code.example/x",
        edit_path="edit/main/content",
        language="en",
        licence_content="CC-BY-4.0",
        licence_code="MIT",
        program=Noun("shop", "shops"),
        kinds=(Kind("shop", "Shop", "Shops"), Kind("stall", "Stall", "Stalls")),
        evidence=(
            EvidenceLevel("binding", "Binding text", ("law",), own_word=False),
            EvidenceLevel("own", "Own word", ("company",), own_word=True),
        ),
        event_types=(EventType("launch", "Launch"),),
    )


def test_a_dimension_keeps_everything_that_was_written(tmp_path: Path) -> None:
    written = (
        "---\nlabel: Size by 尺\nshort: Size\nquestion: How large?\ngroup: Shop\norder: -3\ntype: number\nunit: rooms\n"
        "aspects: [{id: inside, label: Inside}]\napplies_to: [stall]\nshelf_life: 180\nends_with_program: true\n"
        "default: true\nframework: [{name: F, url: 'https://f.example/'}]\naliases: [extent]\n---\n\n# Why\n"
    )
    files = {**BASE, "dimensions/size.md": written, "programs/corner.yaml": HEAD.format(kind="shop")}
    dimensions = catalogue(tmp_path, files).dimensions
    assert dimensions[0].framework[0].url == "https://f.example/"
    assert replace(dimensions[0], framework=(), body=plain("")) == Dimension(
        id=DimensionId("size"),
        label="Size by 尺",
        short="Size",
        question="How large?",
        group="Shop",
        order=-3,
        type=ValueType.NUMBER,
        unit="rooms",
        values=(),
        aspects=(dimensions[0].aspects[0],),
        applies_to=("stall",),
        is_status=False,
        shelf_life_days=180,
        ends_with_program=True,
        default=True,
        framework=(),
        aliases=("extent",),
        body=plain(""),
    )
    assert [one.id for one in dimensions] == ["size", "birthday", "open-air", "paying", "price", "rules", "status"]


def test_the_status_has_phases_and_is_asked_of_every_kind(tmp_path: Path) -> None:
    status = next(one for one in catalogue(tmp_path, BASE).dimensions if one.id == "status")
    assert status.values == (
        Choice("planned", "Planned", "", Phase.BEFORE),
        Choice("open", "Open", "", Phase.RUNNING),
        Choice("closed", "Closed", "", Phase.ENDED),
    )
    assert (status.is_status, status.short, status.applies_to) == (True, "Status", ("shop", "stall"))


def test_articles_comparisons_and_terms(tmp_path: Path) -> None:
    head = "---\ntitle: {}\nsummary: S.\n{}---\n"
    found = catalogue(tmp_path, {
        **BASE,
        "explainers/b.md": head.format("B", "") + "Text.",
        "explainers/a.md": head.format("A", "order: 2\nnav: true\naliases: [old-a]\n"),
        "pages/about.md": head.format("About", ""),
        "comparisons/two.md": head.format("Two", "programs: [new, corner]\n"),
        "comparisons/one.md": head.format("One", "programs: [corner, new]\ndimensions: [size, price]\norder: 1\n"),
        "glossary.yaml": (
            "- {term: Till, means: A *box*., also: [drawer], native: [{text: 箱, lang: zh}], see: [x],\n"
            "   sources: [act]}\n"
            "- {term: 铺, means: A shop.}\n- {term: Counter (long), id: x, means: 'See [](term:till).'}\n"
        ),
    })  # fmt: skip
    assert found.explainers == (
        Article("b", "B", "S.", (), 0, nav=False, body=Prose(("<p>Text.</p>\n",), "Text.", "Text.")),
        Article("a", "A", "S.", ("old-a",), 2, nav=True, body=plain("")),
    )
    assert found.pages == (Article("about", "About", "S.", (), 0, nav=False, body=plain("")),)
    assert found.comparisons == (
        Comparison(Article("two", "Two", "S.", (), 0, False, plain("")), (ProgramId("new"), ProgramId("corner")), ()),
        Comparison(Article("one", "One", "S.", (), 1, False, plain("")), (ProgramId("corner"), ProgramId("new")),
                   (DimensionId("size"), DimensionId("price"))),
    )  # fmt: skip
    till = Prose(("A <em>box</em>.",), "A box.", "A *box*.")
    native = (Native("箱", "zh"),)
    assert found.terms[0] == Term(TermId("till"), "Till", till, ("drawer",), native, (TermId("x"),), ACT)
    assert [(term.id, term.term) for term in found.terms] == [
        ("till", "Till"), (slug("铺"), "铺"), ("x", "Counter (long)"),
    ]  # fmt: skip


def test_without_its_optional_files_content_is_sound(tmp_path: Path) -> None:
    found = catalogue(tmp_path, {"site.yaml": BASE["site.yaml"]})
    assert (found.programs, found.dimensions, found.terms, found.media, dict(found.sources)) == ((), (), (), (), {})


# --- Files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.gif", b"GIF89a"),
        ("a.gif", b"GIF87a"),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.JPEG", b"\xff\xd8\xff\xdb"),
        ("a.webp", b"RIFF\0\0\0\0WEBP"),
        ("a.avif", b"\0\0\0\x18ftypavif"),
        ("deep/a.png", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_an_image_is_known_by_its_first_bytes(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / "media" / "deep").mkdir(parents=True)
    (tmp_path / "media" / name).write_bytes(content)
    assert catalogue(tmp_path, BASE).media == (Media(f"media/{name}", content),)


def test_the_same_content_comes_of_windows_files(tmp_path: Path) -> None:
    windows = {name: "\ufeff" + text.replace("\n", "\r\n") for name, text in BASE.items()}
    assert catalogue(tmp_path / "windows", windows) == catalogue(tmp_path / "other", BASE)


def test_everything_has_its_place(tmp_path: Path) -> None:
    files = {
        **BASE,
        "programs/new.yaml": HEAD.format(kind="shop")
        + "claims:\n  size:\n    - value: 3\n      id: three\n      sources: [act]\nevents:\n"
        + "  - {date: 2020, title: X, sources: [act]}\nsources:\n"
        + "  mine: {title: T, publisher: P, kind: law, copy: print, checked: 2026-01-01}\n",
        "glossary.yaml": "- term: A\n  means: B\n- {term: C, means: D}\n",
        "pages/about.md": "---\ntitle: About\nsummary: S.\n---\n",
    }
    places = reading(tmp_path, files).places()
    base = reading(tmp_path / "base", BASE).places()
    assert {key: place for key, place in places.items() if key not in base or "act" in key or "new" in key} == {
        "program/new": Place(f"{tmp_path}/programs/new.yaml", 1, 1, 5, "title: New"),
        "claim/new/three": Place(f"{tmp_path}/programs/new.yaml", 6, 7, 5, "    - value: 3"),
        "event/new/2020-x": Place(
            f"{tmp_path}/programs/new.yaml", 10, 5, 38, "  - {date: 2020, title: X, sources: [act]}"
        ),
        "source/mine": Place(
            f"{tmp_path}/programs/new.yaml", 12, 3, 4,
            "  mine: {title: T, publisher: P, kind: law, copy: print, checked: 2026-01-01}",
        ),
        "source/act": Place(f"{tmp_path}/sources.yaml", 1, 1, 3, "act:"),
        "term/a": Place(f"{tmp_path}/glossary.yaml", 1, 3, 4, "- term: A"),
        "term/c": Place(f"{tmp_path}/glossary.yaml", 3, 3, 19, "- {term: C, means: D}"),
        "page/about": Place(f"{tmp_path}/pages/about.md", 2, 1, 5, "title: About"),
    }  # fmt: skip


# --- Whole topics ----------------------------------------------------------------------------------------------------


def test_another_topic_is_sound_and_its_doubts_are_these() -> None:
    found = read(BIKES, TODAY)
    assert found.catalogue is not None
    assert [(problem.level, problem.message) for problem in found.problems] == [
        (Level.WARNING, '"old-town" says nothing of "helmet"'),
        (Level.WARNING, '"fleet" is past its shelf life of 180 days'),
        (Level.WARNING, 'all claims of "pearl-bay" rest on one publisher, 珠湾港务局'),
    ]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="needs the repository: it looks at what was committed")
def test_the_present_content_has_no_error(tmp_path: Path) -> None:
    """As it was committed: what is being written has errors of its own, and the check to say so."""
    archive = subprocess.run(["git", "archive", "HEAD", "content"], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", tmp_path], input=archive, check=True)
    found = read(tmp_path / "content", date.today())
    assert [problem for problem in found.problems if problem.level is Level.ERROR] == []
    assert found.catalogue is not None
