"""Markdown becomes safe markup with holes, mentions and faults; some rules hold for any text."""

import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from explainer.model import Citation, ClaimValue, Name, Prose, SiteAddress
from explainer.read.prose import Parsed, block, inline

CASES = Path(__file__).parent / "cases"
SIZE_AT_MOST = 512 * 1024  # of a file of content
VOID = {"br", "hr", "img"}
ALLOWED = {  # every tag and its attributes
    "a": {"href", "rel", "title", "id", "role", "aria-label"},
    "blockquote": set(), "br": set(), "caption": {"id"}, "code": {"class"}, "dd": set(), "dl": set(), "dt": set(),
    "div": {"class", "role", "tabindex", "aria-labelledby"}, "em": set(), "hr": set(),
    "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
    "img": {"src", "alt", "title", "loading"}, "li": {"id"}, "ol": {"start"}, "p": set(), "pre": set(), "s": set(),
    "section": {"class", "role", "aria-label"}, "strong": set(), "sup": {"class"}, "table": {"aria-labelledby"},
    "tbody": set(), "td": {"class"}, "th": {"class", "scope"}, "thead": set(), "tr": set(), "ul": set(),
}  # fmt: skip


def cases(file: str) -> list[object]:
    """`=== title`, the text, `=>`, what comes of it."""
    found = []
    for case in re.split(r"^=== ", (CASES / file).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, rest = case.split("\n", 1)
        text, expected = rest.split("\n=>\n", 1)
        found.append(pytest.param(text, expected.strip("\n"), id=title))
    return found


def html(prose: Prose) -> str:
    return "".join(part if isinstance(part, str) else f"«{_hole(part)}»" for part in prose.parts)


def _hole(part: SiteAddress | ClaimValue | Name | Citation) -> str:
    match part:
        case SiteAddress(path):
            return path
        case ClaimValue(program, dimension, aspect, words):
            answer = f"{program}/{dimension}" + (f".{aspect}" if aspect else "")
            return f"value {answer}" + (f": {words}" if words else "")
        case Name(kind, id):
            return f"name {kind}:{id}"
        case Citation(references):
            return "cite " + "; ".join(r.source + (f", {r.at}" if r.at else "") for r in references)


def report(parsed: Parsed, text: str) -> str:
    """Markup, plain words, headings, mentions and faults; a place is line:column and the words that stand there."""
    lines = text.split("\n")

    def place(found: object) -> str:
        line, column, length = found.line, found.column, found.length  # type: ignore[attr-defined]
        return f"{line}:{column} `{lines[line - 1][column - 1 : column - 1 + length]}`"

    headings = [f"heading: {h.level} {h.id} {h.text}" for h in parsed.prose.headings]
    mentions = [
        f"mention: {place(m)} {m.kind} {m.target}" + f"#{m.fragment}" * bool(m.fragment) for m in parsed.mentions
    ]
    faults = [f"fault: {place(f)} {f.message} | {f.hint}" for f in parsed.faults]
    words = [f"text: {parsed.prose.text}"]
    return "\n".join([html(parsed.prose).rstrip("\n"), *words, *headings, *mentions, *faults]).strip("\n")


@pytest.mark.parametrize(("text", "expected"), cases("prose-block.txt"))
def test_a_text_becomes_markup_mentions_and_faults(text: str, expected: str) -> None:
    parsed = block(text, "programs/popid.md", "popid")
    assert report(parsed, text) == expected
    assert parsed.prose.source == text


@pytest.mark.parametrize(("text", "expected"), cases("prose-inline.txt"))
def test_a_line_becomes_markup_without_blocks(text: str, expected: str) -> None:
    assert report(inline(text, "programs/popid.yaml", "popid"), text) == expected


@pytest.mark.parametrize(("text", "expected"), cases("prose-links.txt"))
def test_a_link_is_made_or_refused(text: str, expected: str) -> None:
    assert report(block(text, "programs/popid.md", "popid"), text) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind_count_alike(end: str) -> None:
    parsed = block(end.join(("a", "", "b", "[c](x:d)")), "pages/x.md")
    assert html(parsed.prose) == "<p>a</p>\n<p>b\nc</p>\n"
    assert [(fault.line, fault.column) for fault in parsed.faults] == [(4, 5)]


def test_a_claim_of_no_program_is_refused_and_one_of_a_named_program_is_not() -> None:
    text = "[](claim:locations) [](claim:popid/locations)"
    parsed = block(text, "pages/about.md")
    assert report(parsed, text) == (
        "<p> «value popid/locations»</p>\n"
        "text: …\n"
        "mention: 1:24 `claim:popid/locations` claim popid/locations\n"
        'fault: 1:4 `claim:locations` "claim:locations" does not say of which program | write claim:<program>/locations'
    )


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("explainers/dpi.md", "/explainers/dpi/#s-x"),
        ("pages/about.md", "/about/#s-x"),
        ("glossary.yaml", "/glossary/#s-x"),
        ("site.yaml", None),
    ],
)
def test_a_place_on_the_same_page_is_found_from_every_page(path: str, address: str | None) -> None:
    link = SiteAddress(address) if address else "#s-x"
    assert html(block("[a](#s-x)", path).prose) == html(Prose(('<p><a href="', link, '">a</a></p>\n'), "", ""))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a\n" * 20_001, (20_001, 1, "a text of over 20,000 lines")),
        ("*" * 100_001, (1, 1, "a text with over 100,000 marks such as [ and *")),
        ("|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "a\n" * 50, (1, 1, "tables with over 2,000 cells left out")),
    ],
)
def test_a_text_out_of_all_proportion_is_refused(text: str, fault: tuple[int, int, str]) -> None:
    parsed = block(text, "pages/x.md")
    assert [(f.line, f.column, f.message) for f in parsed.faults] == [fault]


# --- What holds for any text -----------------------------------------------------------------------------------------


class Checker(HTMLParser):
    """Notes every tag and attribute that may not be there, and whatever is not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.wrong += [f"{tag} {name}" for name, _ in attrs if name not in ALLOWED.get(tag, ())]
        self.wrong += [tag] if tag not in ALLOWED or (tag == "a" and "a" in self.open) else []
        for name, value in attrs:
            address = name in ("href", "src") and str(value)
            if address and not re.match(r"«/|#s--fn|https?://|mailto:", address, re.IGNORECASE):
                self.wrong.append(f"{name}={value}")
            self.ids += [str(value)] if name == "id" else []
            self.anchors += [address[1:]] if address and address.startswith("#") else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")


def filled(prose: Prose) -> str:
    """The markup, as it would stand in a page."""
    fillings = {SiteAddress: lambda part: f"«{part.path}»", ClaimValue: lambda part: f'<a href="«/">{part.words}</a>'}
    return "".join(
        part if isinstance(part, str) else fillings.get(type(part), lambda part: "")(part) for part in prose.parts
    )


PIECES = st.sampled_from((CASES / "prose-pieces.txt").read_text(encoding="utf-8").split()) | st.sampled_from(
    [" ", "    ", "\n", "\n\n", "\t", "\r\n", "\x0c", "\x00", "\u2028", "\xa0", "| a | b |\n|---|:-:|\n| c |"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join))
@example("[a <https://b.c> ^[d](e)](https://f.g)")
@example("![a ^[b [c](program:d)](e)](../media/x.png)")
@example("- [^1]: a\n\n> b[^1] [^1]: c")
@example("\x0c\n##[@")
@example("> \x0c\n> ##[@")
@example("Table: a\n\nTable: b\n\n| c |\n|---|\n\nTable: d")
def test_any_text_becomes_markup_that_may_stand_in_a_page(text: str) -> None:
    for parsed in (block(text, "programs/popid.md", "popid"), inline(text, "programs/popid.yaml", "popid")):
        checker = Checker()
        checker.feed(filled(parsed.prose))
        checker.close()
        lines = re.split("\r\n?|\n", text)
        assert (checker.wrong, checker.open) == ([], [])
        assert len(checker.ids) == len(set(checker.ids))
        assert set(checker.anchors) <= set(checker.ids)
        assert "\n" not in parsed.prose.text
        for found in (*parsed.mentions, *parsed.faults):
            assert 1 <= found.line <= len(lines)
            assert 1 <= found.column <= len(lines[found.line - 1]) + 1
    assert block(text, "programs/popid.md", "popid") == block(text, "programs/popid.md", "popid")


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029"), max_size=60))
def test_any_words_in_code_stay_what_they_are(text: str) -> None:
    parsed = block("```\n" + text.replace("`", "'") + "\n```", "pages/x.md")
    checker = HTMLParser(convert_charrefs=True)
    seen: list[str] = []
    checker.handle_data = seen.append  # type: ignore[method-assign]
    checker.feed(html(parsed.prose))
    checker.close()
    assert "".join(seen).rstrip("\n") == text.replace("`", "'").rstrip("\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["[", "![", "^[", "[a ", "[a](", "[^a] ", "[@", "[@a]", "*a", "_*", "**a *b ", "`", "<", "&", "|-", "- a\n",
     "a\n: b\n", "> > > > a\n", ">" * 20 + "a\n", "a|b\n-|-\n\n", "[a](x:b) ", "^[a] ", "[a] ", "](page:",
     "![](a)", "<a@b.c> "],
)  # fmt: skip
def test_a_hostile_text_costs_less_than_five_seconds(piece: str) -> None:
    marks = max(1, len(re.findall(r"[\[\]|*_~`<&]", piece)))
    times = min(SIZE_AT_MOST // len(piece), 99_000 // marks, 19_000 // max(1, piece.count("\n")))
    before = time.process_time()
    block("[a]: page:b\n\n[^a]: c\n\n" + piece * times, "pages/x.md")
    assert time.process_time() - before < 5
