"""Where in a text a piece of it stands that has been parsed: markdown-it keeps the lines of a block and nothing else.

In: the lines as they were written, and the content of a block, whose lines are ends of theirs without indentation
and markers. Out: lines and columns from 1.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from explainer.read.parsed import Fault, Spot

MOST_LINES = 20_000  # far more than a text of 512 KiB has; one of nothing but marks costs seconds
MOST_MARKS = 100_000

_MARK = re.compile(r"[\[\]|*_~`<&]")
_NEWLINE = re.compile(r"\r\n?")


@dataclass(slots=True)
class Text:
    """The text of one inline token. Its lines are ends of lines of the source; a table's cell lies within one."""

    line: int  # of the source, from 0
    content: str
    cell_column: int | None = None  # from 0
    starts: list[int] = field(default_factory=list)  # of its lines, in `content`
    shifts: dict[int, int] = field(default_factory=dict)  # by line: from a position in it to one in the source's line


@dataclass(slots=True)
class Reading:
    lines: list[str]
    faults: list[Fault] = field(default_factory=list)
    text: Text = field(default_factory=lambda: Text(0, ""))
    base: int = 0  # of the state within `text`: the words of a picture or a note are parsed apart
    empty_cells: int = 0
    address_chars: int = 0  # of all links so far
    too_deep: bool = False  # said of `text` already

    def begin(self, lines: range, content: str) -> None:
        """Goes on with a text of these lines, from 0. Of a paragraph markdown-it leaves out what looks empty at its
        beginning, such as a line of nothing but a form feed, and counts it all the same."""
        words = content.partition("\n")[0].strip()
        self.text = Text(next((n for n in lines if words in self.lines[n]), lines.start), content)
        self.too_deep = False

    def spot(self, start: int, end: int) -> Spot:
        """Line, column and length of a stretch of what is being parsed; the length is that on its first line."""
        text, start, end = self.text, start + self.base, end + self.base
        if text.cell_column is not None:
            escaped = text.content.count("|", 0, start)  # written as \|
            return Spot(text.line + 1, text.cell_column + start + escaped + 1, end - start)
        if not text.starts:
            text.starts = [0, *(found.end() for found in re.finditer("\n", text.content))]
        number = bisect_right(text.starts, start) - 1
        first = text.starts[number]
        last = text.content.find("\n", start)
        if number not in text.shifts:
            text.shifts[number] = self._shift(text.line + number, text.content[first:].split("\n", 1)[0])
        return Spot(
            text.line + number + 1,
            max(1, start - first + text.shifts[number] + 1),
            max(1, (end if last < 0 else min(end, last)) - start),
        )

    def find_cell(self, cursor: int) -> int:
        """Notes where the cell that is `text` begins in its line, and returns where the next one may begin."""
        written = self.text.content.replace("|", "\\|")
        column = max(0, self.lines[self.text.line].find(written, cursor))
        self.text.cell_column = column
        return column + len(written)

    def _shift(self, line: int, words: str) -> int:
        source = self.lines[line] if line < len(self.lines) else ""
        bare = words.strip()
        return source.rfind(bare) - (len(words) - len(words.lstrip())) if bare in source else 0


def read_lines(text: str) -> Reading:
    """The lines of a text, with a fault where it is out of all proportion."""
    lines = _NEWLINE.sub("\n", text).split("\n")
    hint = "make several texts of it"
    if len(lines) > MOST_LINES:
        return Reading(lines, [Fault(MOST_LINES + 1, 1, 1, f"a text of over {MOST_LINES:,} lines", hint)])
    if len(text) > MOST_MARKS and len(_MARK.findall(text)) > MOST_MARKS:
        return Reading(lines, [Fault(1, 1, 1, f"a text with over {MOST_MARKS:,} marks such as [ and *", hint)])
    return Reading(lines)
