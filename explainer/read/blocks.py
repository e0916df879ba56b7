"""Blocks of Markdown -> safe markup with holes: headings, lists, tables, footnotes.

In: the tokens of a whole text. Out: a Parsed. What stands within a block is written by `markup`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TypedDict

from explainer.model import Heading
from explainer.read.markup import Sheet, Token, anchor_of_mark, parsed, run, write
from explainer.read.parsed import Fault, Parsed
from explainer.read.slug import slug

MOST_NESTED = 20


class Note(TypedDict, total=False):
    """A footnote as its plugin keeps it: the label of a definition, or the tokens of a note written in the text."""

    label: str
    tokens: Sequence[Token]


_TAGS = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n",
    "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_open": "<li>",
    "list_item_close": "</li>\n",
    "dl_open": "<dl>\n",
    "dl_close": "</dl>\n",
    "dt_open": "<dt>",
    "dt_close": "</dt>\n",
    "dd_open": "<dd>",
    "dd_close": "</dd>\n",
    "hr": "<hr>\n",
    "thead_open": "<thead>\n",
    "thead_close": "</thead>\n",
    "tbody_open": "<tbody>\n",
    "tbody_close": "</tbody>\n",
    "tr_open": "<tr>",
    "tr_close": "</tr>\n",
}
_CONTAINERS = ("blockquote", "bullet_list", "ordered_list", "dl", "footnote_reference")
_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]+")
_CAPTION = re.compile(r"Table:\s+")
_CAPTION_MARK = re.compile(r"Table:\s*")


def page(text: str, sheet: Sheet, tokens: Sequence[Token], notes: Mapping[int, Note]) -> Parsed:
    """A whole text. `notes` are its footnotes by number."""
    sheet.faults.extend(_nesting(tokens))
    body, definitions = _apart(sheet, tokens)
    _blocks(sheet, body)
    _endnotes(sheet, notes, definitions)
    return parsed(text, sheet)


def _nesting(tokens: Iterable[Token]) -> Iterator[Fault]:
    """Blocks nested over 20 deep, a list and its item being one level: markdown-it loses what is deeper."""
    depth = 0
    for token in tokens:
        kind, _, edge = token.type.rpartition("_")
        if kind not in _CONTAINERS:
            continue
        depth += 1 if edge == "open" else -1
        if edge == "open" and depth == MOST_NESTED + 1 and token.map:
            message = f"blocks nested over {MOST_NESTED} deep"
            yield Fault(token.map[0] + 1, 1, 1, message, "write fewer lists and quotes within one another")


def _blocks(sheet: Sheet, tokens: Sequence[Token]) -> None:
    at = 0
    while at < len(tokens):
        at = _block(sheet, tokens, at)
        sheet.text.append(" ")


def _block(sheet: Sheet, tokens: Sequence[Token], at: int) -> int:
    """Writes one token, or a few that belong together, and returns where to go on."""
    token = tokens[at]
    match token.type:
        case "inline":
            run(sheet, token.children or (), _line(token))
        case "heading_open":
            _heading(sheet, token, tokens[at + 1])
            return at + 3
        case "paragraph_open" | "paragraph_close" if token.hidden:
            pass
        case "paragraph_open" if _is_caption(tokens, at) and _type(tokens, at + 3) == "table_open":
            return _table(sheet, tokens, at + 3, tokens[at + 1])
        case "table_open":
            return _table(sheet, tokens, at, None)
        case "th_open" | "td_open":
            _cell(sheet, token, tokens[at + 1])
            return at + 3
        case "ordered_list_open":
            start = token.attrs.get("start")
            sheet.parts.append("<ol>\n" if start is None else f'<ol start="{int(start)}">\n')
        case "fence" | "code_block":
            _code_block(sheet, token)
        case _:
            sheet.parts.append(_TAGS[token.type])
    return at + 1


def _type(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].type if at < len(tokens) else ""


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _heading(sheet: Sheet, token: Token, words: Token) -> None:
    """Headings begin at h2, since a page has its title for h1, and skip no level."""
    written = int(token.tag[1])
    while sheet.outline and sheet.outline[-1] >= written:
        sheet.outline.pop()
    sheet.outline.append(written)
    level = min(len(sheet.outline) + 1, 6)
    part, piece = len(sheet.parts), len(sheet.text)
    run(sheet, words.children or (), _line(token))
    text = " ".join("".join(sheet.text[piece:]).split())
    if not text:
        sheet.faults.append(Fault(_line(token), 1, 1, "a heading without words", "write its words, or leave it out"))
    id = _unique(sheet, "s-" + slug(text))
    sheet.parts.insert(part, f'<h{level} id="{id}">')
    sheet.parts.append(f"</h{level}>\n")
    sheet.headings.append(Heading(level, id, text))


def _unique(sheet: Sheet, id: str) -> str:
    """The id, or with `-2`, `-3` ... the first that no heading has."""
    number = sheet.repeats.get(id, 0) + 1
    chosen = id if number == 1 else f"{id}-{number}"
    while chosen in sheet.repeats:
        number += 1
        chosen = f"{id}-{number}"
    sheet.repeats[id] = number
    sheet.repeats.setdefault(chosen, 1)
    return chosen


def _is_caption(tokens: Sequence[Token], at: int) -> bool:
    return _type(tokens, at) == "paragraph_open" and _CAPTION.match(tokens[at + 1].content) is not None


def _table(sheet: Sheet, tokens: Sequence[Token], at: int, caption: Token | None) -> int:
    """A table in a frame that scrolls: named by its caption, the heading above it, or the page's title."""
    end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
    following = end + 1
    if not caption and _is_caption(tokens, end + 1) and _type(tokens, end + 4) != "table_open":
        caption, following = tokens[end + 2], end + 4
    name = sheet.headings[-1].id if sheet.headings else "page-title"
    if caption:
        sheet.captions += 1
        name = f"s--table-{sheet.captions}"
    sheet.parts.append(f'<div class="table-frame" role="region" tabindex="0" aria-labelledby="{name}">\n')
    if caption:
        sheet.parts.append(f'<table>\n<caption id="{name}">')
        first, *others = caption.children or ()
        write(sheet, _CAPTION_MARK.sub("", first.content))
        run(sheet, others, _line(caption))
        sheet.parts.append("</caption>\n")
        sheet.text.append(" ")
    else:
        sheet.parts.append(f'<table aria-labelledby="{name}">\n')
    _blocks(sheet, tokens[at + 1 : end])
    sheet.parts.append("</table>\n</div>\n")
    return following


def _cell(sheet: Sheet, token: Token, words: Token) -> None:
    """A header cell has words; a corner without any is no header (WCAG 2.2 SC 1.3.1)."""
    tag = "th" if token.tag == "th" and words.content else "td"
    scope = ' scope="col"' if tag == "th" else ""
    aligned = str(token.attrs.get("style", "")).removeprefix("text-align:")
    side = f' class="align-{aligned}"' if aligned in ("left", "center", "right") else ""
    sheet.parts.append(f"<{tag}{scope}{side}>")
    run(sheet, words.children or (), _line(words))
    sheet.parts.append(f"</{tag}>")


def _code_block(sheet: Sheet, token: Token) -> None:
    language = _LANGUAGE.match(token.info.strip())
    name = f' class="language-{language[0]}"' if language else ""
    sheet.parts.append(f"<pre><code{name}>{escape(token.content, quote=False)}</code></pre>\n")
    sheet.text.append(token.content)


# --- Footnotes -------------------------------------------------------------------------------------------------------


def _apart(sheet: Sheet, tokens: Iterable[Token]) -> tuple[list[Token], dict[str, tuple[int, list[Token]]]]:
    """The text, and by label the line and the tokens of each footnote."""
    definitions: dict[str, tuple[int, list[Token]]] = {}
    opened: list[Token] = []
    open_texts: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "footnote_reference_open":
            opened.append(token)
            open_texts.append([])
        elif token.type == "footnote_reference_close":
            label, line_number, body = str(opened[-1].meta["label"]), _line(opened.pop()), open_texts.pop()
            if label in definitions:
                message = f'"[^{label}]" is defined twice'
                sheet.faults.append(Fault(line_number, 1, len(label) + 3, message, "give one of them another name"))
            definitions.setdefault(label, (line_number, body))
        else:
            open_texts[-1].append(token)
    return open_texts[0], definitions


def _endnotes(sheet: Sheet, notes: Mapping[int, Note], definitions: Mapping[str, tuple[int, Sequence[Token]]]) -> None:
    if sheet.notes:
        sheet.parts.append('<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">\n<ol>\n')
    used = set()
    for id in sheet.notes:  # grows: a note may refer to another
        note = notes[id]
        number, count = sheet.marks[id]
        sheet.parts.append(f'<li id="s--fn-{number}">')
        if label := note.get("label"):
            used.add(label)
            _blocks(sheet, definitions[label][1])
        else:
            sheet.parts.append("<p>")
            run(sheet, note["tokens"], 1)
            sheet.parts.append("</p>\n")
        in_paragraph = sheet.parts[-1] == "</p>\n"
        back = " ".join(_back(number, mark) for mark in range(1, count + 1))
        sheet.parts[-1:] = [f" {back}</p>\n"] if in_paragraph else [sheet.parts[-1], f"<p>{back}</p>\n"]
        sheet.parts.append("</li>\n")
    if sheet.notes:
        sheet.parts.append("</ol>\n</section>\n")
    for label, (line_number, _) in definitions.items():
        if label not in used:
            message = f'no text refers to the footnote "[^{label}]"'
            sheet.faults.append(Fault(line_number, 1, len(label) + 3, message, f"write [^{label}] where it belongs"))


def _back(number: int, mark: int) -> str:
    words = f"Back to the text of note {number}" + (f", mark {mark}" if mark > 1 else "")
    return f'<a href="#{anchor_of_mark(number, mark)}" role="doc-backlink" aria-label="{words}">↩\ufe0e</a>'
