"""A text file of the content: its lines, what it says, where each part of it stands, and what was noted about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from explainer.problems import Level, Place, Problem
from explainer.read.links import Kind
from explainer.read.parsed import Mention, Spot

Data = str | list["Data"] | dict[str, "Data"]
Path = tuple[str | int, ...]  # of a part: ("claims", "status", 0, "from")


class SeveralLines(str):
    """A scalar that was written on more than one line."""

    __slots__ = ()


class Mark(NamedTuple):
    """Where a part stands: its key (None for an entry of a list), and its value."""

    key: Spot | None
    value: Spot
    inner: int | None = None  # of a text on one line: the columns before its first character; None: characters shift
    in_braces: bool = False  # the key stands inside `{ }`


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What a text speaks of, where, and of which program its bare claims are."""

    place: Place
    mention: Mention
    program: str | None


class Notes(NamedTuple):
    """What has been noted about a document."""

    problems: tuple[Problem, ...]
    spoiled: frozenset[Path]
    mentions: tuple[Mentioned, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """`data` is None where there is no YAML to be read. `problems`, `spoiled` and `mentions` are there to be added to.

    A part that is spoiled has had its mistake: nothing more is noted on it or on what is inside it.
    """

    name: str
    path: str
    id: str
    lines: tuple[str, ...]
    data: Data | None = None
    marks: Mapping[Path, Mark] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1  # the line of the file on which the Markdown begins
    problems: list[Problem] = field(default_factory=list)
    spoiled: set[Path] = field(default_factory=set)
    mentions: list[Mentioned] = field(default_factory=list)

    def copy(self) -> "Document":
        """The same, with notes of its own."""
        return replace(self, problems=[*self.problems], spoiled={*self.spoiled}, mentions=[*self.mentions])

    def notes(self) -> Notes:
        return Notes(tuple(self.problems), frozenset(self.spoiled), tuple(self.mentions))

    def take(self, notes: Notes) -> None:
        """Has these notes, and no others."""
        self.problems[:] = notes.problems
        self.spoiled.update(notes.spoiled)
        self.mentions[:] = notes.mentions

    def place(self, spot: Spot) -> Place:
        """The spot with its line. Beyond the last line it is the end of the file."""
        line = max(1, min(spot.line, len(self.lines)))
        snippet = self.lines[line - 1] if self.lines else ""
        column = spot.column if line == spot.line else len(snippet) + 1
        return Place(self.path, line, max(1, column), spot.length, snippet)

    def at_value(self, path: Path) -> Place:
        """Where the value stands, or the nearest part around it that is known."""
        mark = self._nearest(path)
        return self.place(mark.value)

    def at_key(self, path: Path) -> Place:
        """Where the key stands; an entry of a list has none, and is itself the place."""
        mark = self._nearest(path)
        return self.place(mark.key or mark.value)

    def _nearest(self, path: Path) -> Mark:
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, Mark(None, Spot(1, 1, 1)))

    def is_spoiled(self, path: Path) -> bool:
        return any(path[:length] in self.spoiled for length in range(len(path) + 1)) if self.spoiled else False

    def wrong(self, path: Path, message: str, hint: str = "", allowed: tuple[str, ...] = ()) -> None:
        """Notes that a value is wrong."""
        if not self.is_spoiled(path):
            self.problems.append(Problem(self.at_value(path), message, Level.ERROR, hint, allowed))

    def wrong_key(self, path: Path, message: str, hint: str = "", allowed: tuple[str, ...] = ()) -> None:
        """Notes that a key is unknown, or that something is missing inside what it opens."""
        if not self.is_spoiled(path):
            self.problems.append(Problem(self.at_key(path), message, Level.ERROR, hint, allowed))

    def missing(self, path: Path, key: str, message: str, hint: str = "") -> None:
        """Notes that a key is missing in a part; not where a key of that name has had its mistake."""
        if not self.is_spoiled((*path, key)):
            self.problems.append(Problem(self.at_key(path), message, Level.ERROR, hint))

    def doubtful(self, path: Path, message: str, hint: str = "") -> None:
        """Notes a warning at a key."""
        if not self.is_spoiled(path):
            self.problems.append(Problem(self.at_key(path), message, Level.WARNING, hint))

    def mention(self, path: Path, kind: Kind, id: str) -> None:
        """Keeps the id that a value is, to be held against what there is when all is read."""
        if id and not self.is_spoiled(path):
            self.mentions.append(Mentioned(self.at_value(path), Mention(kind, id, "", 0, 0, 0), None))

    def inside(self, path: Path, text: str, spot: Spot) -> Place:
        """A spot of a text that stands in a scalar, as far as its characters stand in the file as they are."""
        mark = self._nearest(path)
        if mark.inner is not None:
            return self.place(Spot(mark.value.line, mark.value.column + mark.inner + spot.column - 1, spot.length))
        lines = text.split("\n")
        number = mark.value.line + spot.line  # a block begins on the line after its `|`
        if 0 < spot.line <= len(lines) and number <= len(self.lines):
            written, line = self.lines[number - 1], lines[spot.line - 1]
            if line and written.endswith(line):
                return self.place(Spot(number, len(written) - len(line) + spot.column, spot.length))
        return self.place(mark.value)
