"""Problems: what is wrong with the content, where, and what to write instead.

In: a place in a file, a sentence, a hint. Out: the same, sorted, as text, JSON or GitHub annotations.
Nothing is printed here and nothing is read: whoever notes a problem passes the line that it points at.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from itertools import groupby
from unicodedata import combining, east_asian_width

MANY = 1_000
MOST_OF_A_FILE = 100  # problems of each level: whoever has more has one mistake many times
FEW = 3  # warnings alike that a file may have before one stands for all


class BrokenPromiseError(Exception):
    """A fault of ours that would reach readers; the message says in which files. Nothing is published."""


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of one line of one file. Line and column count from 1, in characters; length 0 points between two."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1
    snippet: str = ""  # the line as an editor shows it


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake. `hint` says what to write instead; `allowed` lists the closed set that it was to come from."""

    place: Place
    message: str
    level: Level = Level.ERROR
    hint: str = ""
    allowed: tuple[str, ...] = field(default=())


def suggestion(written: str, known: Iterable[str]) -> str:
    """`did you mean "x"?` for the nearest of the known names, or an empty text where none is near."""
    names = list(known)
    if len(names) > MANY:  # of so many the nearest would take long to find
        names = [name for name in names if name[:2] == written[:2] or name[-2:] == written[-2:]][:MANY]
    near = get_close_matches(written, names, n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else ""


def ordered(problems: Iterable[Problem], *, strict: bool = False) -> tuple[Problem, ...]:
    """Every problem once, by file and line; of a file with very many the first, and how many more there are. Under
    `strict` a warning counts, and is printed, as an error."""
    levelled = (Problem(p.place, p.message, Level.ERROR, p.hint, p.allowed) if strict else p for p in problems)
    found = sorted(set(levelled), key=lambda p: (p.place.path, p.place.line, p.place.column, p.message))
    counts = Counter((p.place.path, p.level) for p in found)
    return tuple(found) if max(counts.values(), default=0) <= MOST_OF_A_FILE else tuple(_bounded(found))


def _bounded(found: Iterable[Problem]) -> Iterator[Problem]:
    """Of each file and level the first ones; one more stands for the rest, where that begins."""
    for _, group in groupby(found, key=lambda p: p.place.path):
        kept: list[Problem] = []
        rest: dict[Level, list[Problem]] = {level: [] for level in Level}
        counts = Counter[Level]()
        for problem in group:
            counts[problem.level] += 1
            (kept if counts[problem.level] <= MOST_OF_A_FILE else rest[problem.level]).append(problem)
        yield from kept
        for level, more in rest.items():
            if more:
                place = replace(more[0].place, length=1)
                yield Problem(place, f"{len(more):,} more from here on", level, "mend those above first")


def as_text(problems: Sequence[Problem]) -> str:
    """One block a problem: `path:line:column: level: message`, the line, a caret with the hint, what is allowed. Errors
    come last, where a terminal ends; of many warnings alike on lines of one file the first stands for all."""
    errors = (problem for problem in problems if problem.level is Level.ERROR)
    return "".join(_block(problem) for problem in (*_folded(problems), *errors))


def _folded(problems: Iterable[Problem]) -> Iterator[Problem]:
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        if problem.level is Level.WARNING:
            alike.setdefault((problem.place.path, re.sub(r'"[^"]*"', "", problem.message)), []).append(problem)
    for first, *others in alike.values():
        if len(others) < FEW or others[0].place == first.place:
            yield from (first, *others)
        else:
            yield replace(first, message=f"{first.message}, and {len(others)} more like it in this file")


def _block(problem: Problem) -> str:
    place = problem.place
    hint = _visible(problem.hint)
    lines = [f"{place.path}:{place.line}:{place.column}: {problem.level}: {_visible(problem.message)}"]
    snippet, column = _window(place.snippet, place.column)
    if snippet:
        before, marked = snippet[: column - 1], snippet[column - 1 : column - 1 + place.length]
        number = f"   {place.line}"
        lines.append(f"{number} | {snippet}")
        lines.append(f"{' ' * len(number)} | {' ' * _width(before)}{'^' * max(1, _width(marked))} {hint}".rstrip())
    elif hint:
        lines.append(f"   {hint}")
    if problem.allowed:
        lines.append(f"   allowed: {', '.join(problem.allowed)}")
    return "\n".join(lines) + "\n"


def _window(snippet: str, column: int, width: int = 160) -> tuple[str, int]:
    """The part of a long line round the column, and the column within it."""
    start = max(0, column - 1 - width // 2) if len(snippet) > width else 0
    return _visible(snippet[start : start + width].rstrip()), column - start


def _visible(text: str) -> str:
    """On one line, and without characters that a terminal would obey."""
    return "".join(c if c.isprintable() else " " for c in text)


def _width(text: str) -> int:
    """How many columns a terminal gives the text (Unicode Standard Annex 11)."""
    return sum(2 if east_asian_width(c) in "WF" else not combining(c) for c in text)


def as_json(problems: Sequence[Problem]) -> str:
    """`{"problems": [{"path", "line", "column", "level", "message", "hint"}]}`."""
    rows = [
        {
            "path": p.place.path,
            "line": p.place.line,
            "column": p.place.column,
            "level": str(p.level),
            "message": p.message,
            "hint": _whole_hint(p),
        }
        for p in problems
    ]
    return json.dumps({"problems": rows}, ensure_ascii=False, indent=2) + "\n"


def _whole_hint(problem: Problem) -> str:
    allowed = f"allowed: {', '.join(problem.allowed)}" if problem.allowed else ""
    return "; ".join(part for part in (problem.hint, allowed) if part)


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands that GitHub shows on the line (Actions: workflow commands, `::error file=,line=,col=::`)."""
    return "".join(
        f"::{p.level} file={_property(p.place.path)},line={p.place.line},col={p.place.column}"
        f"::{_data('. '.join(part for part in (p.message, _whole_hint(p)) if part))}\n"
        for p in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
