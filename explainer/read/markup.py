"""What stands within a block of Markdown -> safe markup with holes: links, pictures, citations, emphasis.

In: inline tokens. Out: parts on a Sheet. Every tag and attribute that can come out is written here or in `blocks`, and
everything between them is escaped; an address comes from `links` and from nowhere else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import Any, Protocol

from explainer.model import Citation, ClaimValue, Heading, Name, Prose, Reference, SiteAddress
from explainer.read import links
from explainer.read.links import Link, Refusal
from explainer.read.parsed import Fault, Mention, Parsed, Spot
from explainer.read.text import refused

MOST_NESTED = 20

Part = str | SiteAddress | ClaimValue | Name | Citation


class Token(Protocol):
    """What is read of a token of markdown-it's."""

    @property
    def type(self) -> str: ...
    @property
    def tag(self) -> str: ...
    @property
    def attrs(self) -> Mapping[str, str | int | float]: ...
    @property
    def map(self) -> Sequence[int] | None: ...
    @property
    def children(self) -> Sequence["Token"] | None: ...
    @property
    def content(self) -> str: ...
    @property
    def info(self) -> str: ...
    @property
    def meta(self) -> Mapping[Any, Any]: ...
    @property
    def hidden(self) -> bool: ...


@dataclass(slots=True)
class Sheet:
    """What is being written."""

    path: str
    program: str | None
    parts: list[Part] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    outline: list[int] = field(default_factory=list)  # levels, as written, of the headings above
    repeats: dict[str, int] = field(default_factory=dict)  # by id of a heading: how often it was asked for
    captions: int = 0
    notes: list[int] = field(default_factory=list)  # footnotes in the order in which they are referred to
    marks: dict[int, tuple[int, int]] = field(default_factory=dict)  # by footnote: its number, its count of marks


_TAGS = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "s_open": "<s>",
    "s_close": "</s>",
}
_CHINESE = r"[\u2e80-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]"
_NO_BLANK = re.compile(_CHINESE * 2)  # between lines of Chinese and Japanese (CSS Text 3, 4.1.3)
_UNKNOWN = "…"  # the plain words of a value that only a page can know


def write(sheet: Sheet, text: str) -> None:
    if not text:
        return
    sheet.parts.append(escape(text, quote=False))
    sheet.text.append(text)


def run(sheet: Sheet, tokens: Sequence[Token], line_number: int, *, in_link: bool = False) -> None:
    """One run of inline text. There are no links within links."""
    at = depth = 0
    while at < len(tokens):
        token = tokens[at]
        match token.type:
            case "link_open":
                end = _end_of_link(tokens, at)
                if in_link:
                    run(sheet, tokens[at + 1 : end], line_number, in_link=True)
                else:
                    _link(sheet, token, tokens[at + 1 : end])
                at = end
            case "footnote_ref" if in_link:
                spot: Spot = token.meta["spot"]
                sheet.faults.append(Fault(*spot, "a footnote within a link", "write the note behind the link"))
            case "softbreak" if _NO_BLANK.fullmatch(_around(sheet, tokens[at + 1 : at + 6])):
                pass
            case "em_open" | "strong_open" | "s_open":
                depth += 1
                sheet.parts.append(_TAGS[token.type])
            case "em_close" | "strong_close" | "s_close":
                depth -= 1
                sheet.parts.append(_TAGS[token.type])
            case _:
                _word(sheet, token)
        if depth == MOST_NESTED + 1:
            message = f"emphasis nested over {MOST_NESTED} deep"
            sheet.faults.append(Fault(line_number, 1, 1, message, r"write \* for a star as text"))
        at += 1


def _around(sheet: Sheet, following: Iterable[Token]) -> str:
    """The characters before and behind the end of a line."""
    before = sheet.text[-1][-1:] if sheet.text else ""
    return before + next((token.content[0] for token in following if token.content), "")


def _word(sheet: Sheet, token: Token) -> None:
    match token.type:
        case "text" | "text_special":
            write(sheet, token.content)
        case "refused":
            write(sheet, token.content)
            sheet.faults.append(token.meta["fault"])
        case "softbreak" | "hardbreak":
            sheet.parts.append("\n" if token.type == "softbreak" else "<br>\n")
            sheet.text.append(" ")
        case "code_inline":
            sheet.parts.append(f"<code>{escape(token.content, quote=False)}</code>")
            sheet.text.append(token.content)
        case "image":
            _image(sheet, token)
        case "citation":
            _cite(sheet, token.meta["cited"])
        case "footnote_ref":
            _mark(sheet, token)
        case _:
            raise ValueError(token.type)


def _end_of_link(tokens: Sequence[Token], at: int) -> int:
    depth = 0
    for end in range(at, len(tokens)):
        depth += {"link_open": 1, "link_close": -1}.get(tokens[end].type, 0)
        if not depth:
            return end
    raise ValueError("a link without an end")


def _link(sheet: Sheet, token: Token, words: Sequence[Token]) -> None:
    spot: Spot = token.meta["spot"]
    link = links.judge(str(token.attrs["href"]), sheet.path, sheet.program)
    if isinstance(link, Refusal):
        sheet.faults.append(Fault(*spot, link.message, link.hint))
        run(sheet, words, spot.line, in_link=True)
        return
    _mention(sheet, link, spot)
    part = len(sheet.parts)
    run(sheet, words, spot.line, in_link=True)
    inner = sheet.parts[part:]
    del sheet.parts[part:]
    empty = not any(child.type == "image" or child.content.strip() for child in words)
    if isinstance(link.address, ClaimValue):
        _claim(sheet, link.address, [] if empty else inner, spot)
        return
    if empty and link.name:
        inner = [link.name]
        sheet.text.append(link.name.id)
    elif empty:
        sheet.faults.append(Fault(*spot, "a link without words", "write [what it leads to](address)"))
    leaves = ' rel="external noopener noreferrer"' if link.kind is None else ""
    address = escape(link.address) if isinstance(link.address, str) else link.address
    sheet.parts.extend(['<a href="', address, f'"{leaves}{_title(sheet, token, spot)}>', *inner, "</a>"])


def _claim(sheet: Sheet, value: ClaimValue, words: Sequence[Part], spot: Spot) -> None:
    plain = [part for part in words if isinstance(part, str)]
    if len(plain) < len(words):
        hint = "write words, or nothing for the present value"
        sheet.faults.append(Fault(*spot, "only words can lead to a claim", hint))
        plain = []
    if not words:
        sheet.text.append(_UNKNOWN)
    sheet.parts.append(ClaimValue(value.program, value.dimension, value.aspect, "".join(plain)))


def _image(sheet: Sheet, token: Token) -> None:
    spot: Spot = token.meta["spot"]
    link = links.judge_image(str(token.attrs["src"]), sheet.path)
    words = _plain(token.children or ()).strip()
    if not words:
        hint = "write what it shows: ![A phone at a turnstile](../media/turnstile.jpg)"
        sheet.faults.append(Fault(*spot, "a picture without words for those who do not see it", hint))
    if isinstance(link, Refusal):
        sheet.faults.append(Fault(*spot, link.message, link.hint))
        write(sheet, words)
        return
    _mention(sheet, link, spot)
    title = _title(sheet, token, spot)
    sheet.parts.extend(['<img src="', link.address, f'" alt="{escape(words)}"{title} loading="lazy">'])
    sheet.text.append(words)


def _plain(tokens: Iterable[Token]) -> str:
    """The words of a picture's description, without markup."""
    return "".join(
        _plain(token.children or ()) if token.type == "image" else token.content or " " * token.type.endswith("break")
        for token in tokens
    )


def _cite(sheet: Sheet, cited: Iterable[tuple[Reference, Spot]]) -> None:
    cited = tuple(cited)
    sheet.parts.append(Citation(tuple(reference for reference, _ in cited)))
    sheet.mentions.extend(Mention("cite", reference.source, "", *spot) for reference, spot in cited)
    if sheet.text:  # "words [@x]." is "words." in plain words
        sheet.text[-1] = sheet.text[-1].rstrip()


def _mention(sheet: Sheet, link: Link, spot: Spot) -> None:
    if link.kind:
        sheet.mentions.append(Mention(link.kind, link.target, link.fragment, *spot))


def _title(sheet: Sheet, token: Token, spot: Spot) -> str:
    title = str(token.attrs.get("title", ""))
    if refused(title):
        sheet.faults.append(Fault(*spot, "a control character in the title of a link", "leave it out"))
        return ""
    return f' title="{escape(" ".join(title.split()))}"' if title else ""


def _mark(sheet: Sheet, token: Token) -> None:
    id = int(token.meta["id"])
    if id not in sheet.marks:
        sheet.notes.append(id)
    number, count = sheet.marks.get(id, (len(sheet.notes), 0))
    sheet.marks[id] = (number, count + 1)
    anchor = anchor_of_mark(number, count + 1)
    link = f'<a href="#s--fn-{number}" id="{anchor}" role="doc-noteref">note {number}</a>'
    sheet.parts.append(f'<sup class="note-mark">{link}</sup>')


def anchor_of_mark(number: int, count: int) -> str:
    return f"s--fnref-{number}" + (f"-{count}" if count > 1 else "")


def parsed(text: str, sheet: Sheet) -> Parsed:
    plain = " ".join("".join(sheet.text).split())
    prose = Prose(tuple(_joined(sheet.parts)), plain, text, tuple(sheet.headings))
    mentions = sorted(sheet.mentions, key=lambda m: (m.line, m.column))
    faults = sorted(set(sheet.faults), key=lambda f: (f.line, f.column, f.message))
    return Parsed(prose, tuple(mentions), tuple(faults))


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    for is_html, run in groupby(parts, lambda part: isinstance(part, str)):
        if is_html:
            yield "".join(part for part in run if isinstance(part, str))
        else:
            yield from run


def line(text: str, sheet: Sheet, children: Sequence[Token]) -> Parsed:
    """A text without blocks."""
    run(sheet, children, 0)
    return parsed(text, sheet)
