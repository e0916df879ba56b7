"""Markdown -> Prose: safe markup with holes, what the text mentions, and what is wrong with it.

In: one text and the file it stands in. Out: a Parsed. Nothing is known here of any other file, so whether a mention
has a target is judged elsewhere. The parser is markdown-it's, pinned to CommonMark without raw HTML; the rules below
only add what it does not keep: the place of every link, citations, and bounds on what a hostile text may cost.
"""

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim, unescapeAll
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, getLine, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, entity, image, link
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_inline, footnote_plugin, footnote_ref

from explainer.model import Prose, Reference, SourceId
from explainer.read import blocks, markup
from explainer.read.links import ID, SCHEMES
from explainer.read.parsed import Fault, Mention, Parsed, Spot
from explainer.read.places import Reading, read_lines
from explainer.read.text import refused

__all__ = ["Fault", "Mention", "Parsed", "block", "inline"]

MOST_NESTED = 2 * blocks.MOST_NESTED + 2  # markdown-it counts a list and its item apart
MOST_EMPTY_CELLS = 2_000
MOST_ADDRESS_CHARS = 1_000_000  # more than a file can hold, unless one definition is used again and again

_CITATION = re.compile(r"\[@([^\[\]]*)\]")
_CITED = re.compile(rf"\s*@({ID})\s*(?:,\s*(.*\S)\s*)?", re.DOTALL)
_LINK_END = re.compile(rf"\]\((?:{'|'.join(SCHEMES)}|https?|mailto):")
_NOTE = re.compile(r"\[\^([^\s\[\]]{1,200})\]")


def block(text: str, path: str, program: str | None = None) -> Parsed:
    """A whole text, of the file `path` (from the content's root); `program` is the one whose claims `claim:x` means."""
    reading = read_lines(text)
    if reading.faults:
        return Parsed(Prose((), "", text), (), tuple(reading.faults))
    notes: dict[int, blocks.Note] = {}
    repeated: list[dict[str, Any]] = []  # definitions of links
    env = {"reading": reading, "footnotes": {"refs": {}, "list": notes}, "duplicate_refs": repeated}
    tokens = _parser(whole=True).parse(text, env)
    for found in repeated:
        message = f'the link "[{found["label"].lower()}]" is defined twice'
        reading.faults.append(Fault(found["map"][0] + 1, 1, 1, message, "give one of them another name"))
    return blocks.page(text, markup.Sheet(path, program, faults=reading.faults), tokens, notes)


def inline(text: str, path: str, program: str | None = None) -> Parsed:
    """A text of one line, such as a note: the same links, but no blocks and no footnotes."""
    reading = read_lines(text)
    if reading.faults:
        return Parsed(Prose((), "", text), (), tuple(reading.faults))
    tokens = _parser(whole=False).parseInline(text, {"reading": reading})
    return markup.line(text, markup.Sheet(path, program, faults=reading.faults), tokens[0].children or ())


class _CommonMark(MarkdownIt):
    """Leaves every address as it was written: `links` judges it by an allow list, markdown-it by a deny list."""

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


@cache
def _parser(*, whole: bool) -> MarkdownIt:
    parser = _CommonMark("js-default", {"html": False, "maxNesting": MOST_NESTED})
    parser.disable(["html_block", "html_inline", "linkify", "replacements", "smartquotes", "text_join"])
    parser.core.ruler.at("inline", _inline_rule)
    parser.inline.ruler.at("link", _placed(link, "["))
    parser.inline.ruler.at("image", _placed(image, "![", inner=2))
    parser.inline.ruler.at("autolink", _placed(autolink, "<"))
    parser.inline.ruler.at("entity", _entity)
    parser.inline.ruler.after("link", "citation", _citation)
    parser.inline.ruler.push("broken_link", _broken_link)
    if whole:
        footnote_plugin(parser, move_to_end=False)
        parser.inline.ruler.at("footnote_inline", _placed(footnote_inline, "^[", inner=2))
        parser.inline.ruler.at("footnote_ref", _note)
        parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
        deflist_plugin(parser)
    return parser


# --- Rules -----------------------------------------------------------------------------------------------------------


def _reading(state: StateCore | StateInline | StateBlock) -> Reading:
    reading = state.env["reading"]
    assert isinstance(reading, Reading)
    return reading


def _inline_rule(state: StateCore) -> None:
    """markdown-it's own rule, which also notes where each text stands."""
    reading = _reading(state)
    cursor = 0
    for before, token in pairwise((Token("", "", 0), *state.tokens)):
        if token.type == "tr_open":
            cursor = 0
        if token.type != "inline" or not token.content:
            continue
        reading.begin(range(*token.map) if token.map else range(1), token.content)
        if before.type in ("td_open", "th_open"):
            cursor = reading.find_cell(cursor)
        token.children = state.md.inline.parse(token.content, state.md, state.env, [])


def _placed(rule: Callable[[StateInline, bool], bool], opening: str, inner: int = 0) -> RuleFuncInlineType:
    """A rule of markdown-it's that also notes where its token stands, and that has a bound on nesting.

    `inner` is where the text begins that the rule parses apart.
    """

    def placed(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not state.src.startswith(opening, start):
            return False
        reading = _reading(state)
        if reading.too_deep or reading.address_chars > MOST_ADDRESS_CHARS:
            return False
        if silent and state.level >= MOST_NESTED - 2:
            reading.too_deep = True
            message = f"brackets nested over {MOST_NESTED - 2} deep"
            reading.faults.append(Fault(*reading.spot(start, start + 1), message, r"write \[ for a bracket as such"))
            state.pos = state.posMax  # as markdown-it does; going on would cost the square of the length
            return True
        base, reading.base = reading.base, reading.base + (start + inner if inner else 0)
        found = rule(state, silent)
        reading.base = base
        if found and not silent:
            token = next(t for t in state.tokens[count : count + 2] if t.type != "text")
            spot = token.meta["spot"] = reading.spot(*_destination(token, state.src, start, state.pos))
            reading.address_chars += len(str(token.attrs.get("href") or token.attrs.get("src") or ""))
            if reading.address_chars > MOST_ADDRESS_CHARS:
                message = f"links with over {MOST_ADDRESS_CHARS:,} characters of addresses"
                reading.faults.append(Fault(*spot, message, "use a long definition less often"))
        return found

    return placed


def _destination(token: Token, source: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of a link that is its address; the whole link where that stands elsewhere."""
    address = str(token.attrs.get("href") or token.attrs.get("src") or "")
    if source[start] == "<":
        return start + 1, end - 1
    at = source.rfind("](", start, end) if address else -1
    while at != -1:
        begin = at + 2
        while source[begin] in " \n<":
            begin += 1
        if source.startswith(address, begin):
            return begin, begin + len(address)
        at = source.rfind("](", start, at)
    last = source.rfind("](", start, end)
    return (last + 2, end - 1) if last != -1 and source[end - 1] == ")" else (start, end)


def _citation(state: StateInline, silent: bool) -> bool:
    """`[@jpm-2024, p. 3; @ksat-2024]`"""
    if not state.src.startswith("[@", state.pos):
        return False
    found = _CITATION.match(state.src, state.pos, state.posMax)
    cited = _cited(found, _reading(state)) if found else None
    if not found or not cited:
        shown = found[0] if found else "[@"
        message = f'"{" ".join(shown.split())}" is not a citation'
        _refuse(state, silent, len(shown), message, r"write [@source-id], [@source-id, p. 3] or \[@ for text")
        return True
    if not silent:
        state.push("citation", "", 0).meta["cited"] = cited
    state.pos = found.end()
    return True


def _cited(found: re.Match[str], reading: Reading) -> tuple[tuple[Reference, Spot], ...] | None:
    cited = []
    start = found.start() + 1
    for part in re.split(r";(?=\s*@)", found[0][1:-1]):
        one = _CITED.fullmatch(part)
        if not one:
            return None
        at = " ".join(unescapeAll(one[2] or "").split())
        cited.append((Reference(SourceId(one[1]), at), reading.spot(start + one.start(1) - 1, start + one.end(1))))
        start += len(part) + 1
    return tuple(cited)


def _broken_link(state: StateInline, silent: bool) -> bool:
    """`](program:`, where no rule has found a link: CommonMark shows it as text, which nobody meant."""
    found = _LINK_END.match(state.src, state.pos, state.posMax) if not silent else None
    opening = state.src.rfind("[", 0, state.pos) if found else -1
    if not found or opening < 0 or state.src[max(0, opening - 1)] == "\\":
        return False
    hint = r"write [words](address) without blanks, and no link or citation in the words; or \] for text"
    _refuse(state, silent, len(found[0]), f'"{found[0]}" ends no link', hint)
    return True


def _note(state: StateInline, silent: bool) -> bool:
    """`[^x]`, which is a mistake where no `[^x]: ...` is there; the plugin shows it as text."""
    found = _NOTE.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if not found:
        return False
    if ":" + found[1] in state.env["footnotes"]["refs"]:
        return footnote_ref(state, silent)
    hint = f"write [^{found[1]}]: and the note on a line of its own, or \\[^ for text"
    _refuse(state, silent, len(found[0]), f'there is no footnote "{found[0]}"', hint)
    return True


def _entity(state: StateInline, silent: bool) -> bool:
    """An entity may not smuggle in a character that may not be written."""
    start = state.pos
    if not entity(state, silent):
        return False
    if not silent and refused(state.tokens[-1].content):
        state.tokens.pop()
        length, state.pos = state.pos - start, start
        _refuse(state, silent, length, f'"{state.src[start : start + length]}" is a control character', "leave it out")
    return True


def _refuse(state: StateInline, silent: bool, length: int, message: str, hint: str) -> None:
    """Leaves the next characters as text, with a fault."""
    if not silent:
        token = state.push("refused", "", 0)
        token.content = state.src[state.pos : state.pos + length]
        spot = _reading(state).spot(state.pos, state.pos + length)
        token.meta["fault"] = Fault(*spot, message, hint)
    state.pos += length


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table, which may neither lose cells nor grow far beyond what was written."""
    reading = _reading(state)
    if reading.empty_cells > MOST_EMPTY_CELLS or not table(state, start, end, silent):
        return False
    if silent:
        return True
    columns = len(_cells(state, start))
    for line in range(start + 2, state.line):
        cells = _cells(state, line)
        reading.empty_cells += max(0, columns - len(cells))
        lost = "|".join(cells[columns:])
        if lost.strip():
            column = max(0, reading.lines[line].rfind(mdTrim(lost)))
            message = f"the row has {len(cells)} cells, the table's head {columns}"
            reading.faults.append(Fault(line + 1, column + 1, len(mdTrim(lost)), message, r"write \| for a | as text"))
    if reading.empty_cells > MOST_EMPTY_CELLS:
        message = f"tables with over {MOST_EMPTY_CELLS:,} cells left out"
        reading.faults.append(Fault(start + 1, 1, 1, message, "write every cell, or a smaller table"))
    return True


def _cells(state: StateBlock, line: int) -> list[str]:
    cells = escapedSplit(mdTrim(getLine(state, line)))
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return cells
