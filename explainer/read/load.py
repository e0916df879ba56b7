"""YAML -> plain data, every scalar the text that was typed, and the place of each part.

The parser's events are read one by one and all that CONTENT-FORMAT 2 refuses is refused on them, before anything is
built: libyaml itself ends the interpreter at some 25,000 levels, so reading stops at the first one too deep. What can
be passed over (an anchor, a tag, a second key of one name) is noted and passed over, so that all mistakes come at once.
Longer than 300 lines because it is one reader of events, whose parts share its state.
"""

import re
from collections.abc import Iterator
from typing import NoReturn, Protocol

import yaml

from explainer.problems import Place, Problem
from explainer.read import complaints, text
from explainer.read.complaints import QUOTES
from explainer.read.document import Data, Document, Mark, Path, SeveralLines
from explainer.read.files import File
from explainer.read.parsed import Spot

MOST_NODES = 20_000
MOST_DEEP = 32

_FENCE = re.compile(r"---[ \t]*")
_TABBED = re.compile(r"( *\t\s*)\S")
_BLOCK = ("|", ">")
_TAGGED = (yaml.ScalarEvent, yaml.CollectionStartEvent)


def plain_yaml(file: File) -> Document:
    """A `.yaml` file."""
    noted: list[Problem] = []
    lines = text.lines(file.content, file.path, noted)
    if lines is None:
        return Document(file.name, file.path, file.id, (), problems=noted)
    return _Reader(file, lines, noted).document(range(len(lines)), "", len(lines))


def front_matter(file: File) -> Document:
    """A Markdown file that opens with YAML between two lines of `---`."""
    noted: list[Problem] = []
    lines = text.lines(file.content, file.path, noted)
    if lines is None:
        return Document(file.name, file.path, file.id, (), problems=noted)
    fences = [number for number, line in enumerate(lines) if _FENCE.fullmatch(line)]
    if len(fences) < 2 or fences[0] > 0:
        what = "is not closed" if fences[:1] == [0] else "is missing"
        place = Place(file.path, 1, 1, max(1, len(lines[0])), lines[0])
        noted.append(Problem(place, f"the front matter {what}", hint='write it between two lines of "---"'))
        return Document(file.name, file.path, file.id, lines, problems=noted)
    end = fences[1]
    return _Reader(file, lines, noted).document(range(1, end), "\n".join(lines[end + 1 :]), end + 2)


def markdown(file: File) -> Document:
    """A Markdown file without front matter."""
    noted: list[Problem] = []
    lines = text.lines(file.content, file.path, noted)
    if lines is None:
        return Document(file.name, file.path, file.id, (), problems=noted, spoiled={()})
    return Document(file.name, file.path, file.id, lines, body="\n".join(lines), problems=noted)


class _Point(Protocol):
    """Of libyaml and of PyYAML alike: a place in the text, from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def index(self) -> int: ...


class _StopError(Exception):
    """Nothing more can be read; the problem is noted."""


class _Reader:
    """Builds the data of one YAML text out of its events."""

    def __init__(self, file: File, lines: tuple[str, ...], problems: list[Problem]) -> None:
        self.file = file
        self.lines = lines
        self.problems = problems
        self.marks: dict[Path, Mark] = {}
        self.spoiled: set[Path] = set()
        self.blocks: list[range] = []  # lines that stand in a block of text, where a tab is a tab
        self.nodes = 0

    def document(self, part: range, body: str, body_line: int) -> Document:
        """The file with the YAML of these lines (from 0) read."""
        blank = [""] * part.start
        events = yaml.parse("\n".join([*blank, *self.lines[part.start : part.stop], ""]), Loader=yaml.CSafeLoader)
        data: Data | None = None
        failure: yaml.MarkedYAMLError | None = None
        try:
            data = self.root(events)
        except yaml.MarkedYAMLError as error:
            failure = error
        except _StopError:
            pass
        tabbed = self.note_tabs(part)
        if failure and not any(line <= _mark(failure).line for line in tabbed):
            self.problems.append(self.complaint(failure))
        return Document(self.file.name, self.file.path, self.file.id, self.lines, data, self.marks, body, body_line,
                        self.problems, self.spoiled)  # fmt: skip

    # --- events ---

    def root(self, events: Iterator[yaml.Event]) -> Data:
        """The only document; an empty text where nothing is written."""
        documents = 0
        data: Data = ""
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(event, "a second document", hint="a file holds one: delete this line")
                    raise _StopError
            elif isinstance(event, yaml.NodeEvent):
                data = self.node(event, events, (), 0, None)
        return data

    def node(
        self, event: yaml.Event, events: Iterator[yaml.Event], path: Path, depth: int, key: Spot | None,
        in_braces: bool = False,
    ) -> Data:  # fmt: skip
        """The data that begins with this event; its marks are kept under the path."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.stop(event, f"the file has over {MOST_NODES:,} parts")
        self.refuse_extras(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, path, key, in_braces)
        if isinstance(event, yaml.AliasEvent):
            self.marks[path] = Mark(key, _spot(event))
            return ""
        if depth == MOST_DEEP:
            self.stop(event, f"this is nested over {MOST_DEEP} deep")
        self.marks[path] = Mark(key, _spot(event), in_braces=in_braces)
        assert isinstance(event, yaml.CollectionStartEvent)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, events, path, depth + 1)
        return self.sequence(event, events, path, depth + 1)

    def scalar(self, event: yaml.ScalarEvent, path: Path, key: Spot | None, in_braces: bool) -> str:
        spot = _spot(event)
        start, end = _marks(event)
        several = end.line > start.line or event.style in _BLOCK
        written = end.column - start.column - len(event.value)
        inner = None if several or written not in (0, 2) else written // 2
        self.marks[path] = Mark(key, spot, inner, in_braces)
        if event.style in _BLOCK:
            self.blocks.append(range(start.line + 1, end.line + 1))
        if event.style == '"' and self.refuse_escapes(event):
            self.spoiled.add(path)
        if not event.value.strip():
            self.note_empty(event, path, key)
        return SeveralLines(event.value) if several else event.value

    def mapping(
        self, start: yaml.CollectionStartEvent, events: Iterator[yaml.Event], path: Path, depth: int
    ) -> dict[str, Data]:
        data: dict[str, Data] = {}
        first: Spot | None = None
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                self.close(start, event, path, first)
                return data
            spot = _spot(event)
            first = first or spot
            name = self.key(event, events, path, depth, data)
            value = next(events)
            if name is None:
                self.skip(value, events, depth)
                continue
            if start.flow_style and _is_nothing(value):
                self.refuse(event, f'"{name}" has no value', hint=f"{QUOTES} if it belongs to the one before the comma")
                self.spoiled.add((*path, name))
            else:
                data[name] = self.node(value, events, (*path, name), depth, spot, bool(start.flow_style))
        raise AssertionError("libyaml ends what it begins")

    def sequence(
        self, start: yaml.CollectionStartEvent, events: Iterator[yaml.Event], path: Path, depth: int
    ) -> list[Data]:
        data: list[Data] = []
        first: Spot | None = None
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                self.close(start, event, path, first)
                return data
            first = first or _spot(event)
            data.append(self.node(event, events, (*path, len(data)), depth, None))
        raise AssertionError("libyaml ends what it begins")

    def close(self, start: yaml.CollectionStartEvent, end: yaml.Event, path: Path, first: Spot | None) -> None:
        """Of what stands in brackets the whole is pointed at, of a block its first key or entry."""
        mark = self.marks[path]
        if not start.flow_style:
            self.marks[path] = mark._replace(value=first or mark.value)
        elif _marks(end)[1].line == _marks(start)[0].line:
            length = _marks(end)[1].column - _marks(start)[0].column
            self.marks[path] = mark._replace(value=mark.value._replace(length=length))

    def key(
        self, event: yaml.Event, events: Iterator[yaml.Event], path: Path, depth: int, data: dict[str, Data]
    ) -> str | None:
        """The name of a key, or None where the key is refused and its value has to be passed over."""
        self.nodes += 1
        self.refuse_extras(event, None)
        if isinstance(event, yaml.AliasEvent):
            return None
        if not isinstance(event, yaml.ScalarEvent):
            self.refuse(event, "a key must be a text", hint=QUOTES)
            self.skip(event, events, depth)
            return None
        name = event.value
        if event.style == '"' and self.refuse_escapes(event):
            return None
        if name == "<<" and not event.style:
            self.refuse(event, "merge keys are not read", hint="write the keys out")
        elif not name:
            self.refuse(event, "a key is missing before the colon", hint=QUOTES)
        elif (*path, name) in self.marks:
            line = (self.marks[*path, name].key or _spot(event)).line
            self.refuse(event, f'"{name}" is already given on line {line}', hint="keep one of the two")
        else:
            return name
        return None

    def skip(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> None:
        """Passes over what begins with this event."""
        self.node(event, events, ("", self.nodes), depth, None)

    # --- problems ---

    def refuse_extras(self, event: yaml.Event, path: Path | None) -> None:
        """Anchors, aliases and tags."""
        is_tagged = isinstance(event, _TAGGED) and event.tag is not None
        assert isinstance(event, yaml.NodeEvent)
        if not is_tagged and event.anchor is None:
            return
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, f'"*{event.anchor}" would be an alias, which is not read', hint=QUOTES)
        elif event.anchor is not None:
            self.refuse(event, f'"&{event.anchor}" would be an anchor, which is not read', hint=QUOTES)
        else:
            place = self.place(_spot(event))
            shown = place.snippet[place.column - 1 :].split(" ")[0]
            self.refuse(event, f'"{shown}" would be a tag, which is not read', hint=QUOTES)
        if path is not None:
            self.spoiled.add(path)

    def refuse_escapes(self, event: yaml.ScalarEvent) -> bool:
        """A character that was written as an escape, such as "\\u202e"."""
        refused = text.refused(event.value)
        if refused:
            self.refuse(event, f"{text.character(refused[0])} may not stand in content", hint="delete it")
        return refused is not None

    def note_empty(self, event: yaml.ScalarEvent, path: Path, key: Spot | None) -> None:
        """A key without a value, an empty entry of a list, or an empty text."""
        if not path or path in self.spoiled:
            return
        what = f'"{path[-1]}"' if isinstance(path[-1], str) else "this entry"
        below = f"{QUOTES}, or write it on the lines below, further in"
        hint = below if event.style in _BLOCK else f"write one, or {'leave the key out' if key else 'delete it'}"
        self.problems.append(Problem(self.place(key or _spot(event)), f"{what} has no value", hint=hint))
        self.spoiled.add(path)

    def note_tabs(self, part: range) -> list[int]:
        """Lines (from 0) whose indentation has a tab; in a block of text a tab may stand after its indentation."""
        found = []
        for number in part:
            match = _TABBED.match(self.lines[number])
            if match and not any(number in block for block in self.blocks):
                spot = Spot(number + 1, match[1].index("\t") + 1, 1)
                self.problems.append(Problem(self.place(spot), "a tab as indentation", hint="indent with spaces"))
                found.append(number)
        return found

    def refuse(self, event: yaml.Event, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.place(_spot(event)), message, hint=hint))

    def stop(self, event: yaml.Event, message: str) -> NoReturn:
        self.refuse(event, message)
        raise _StopError

    def complaint(self, error: yaml.MarkedYAMLError) -> Problem:
        mark = _mark(error)
        place = self.place(Spot(mark.line + 1, mark.column + 1, 1))
        began = error.context_mark.line + 1 if error.context_mark else place.line
        above = self.lines[place.line - 2] if place.line > 1 else ""
        return complaints.in_our_words(place, str(error.problem or ""), str(error.context or ""), began, above)

    def place(self, spot: Spot) -> Place:
        return Document(self.file.name, self.file.path, self.file.id, self.lines).place(spot)


def _spot(event: yaml.Event) -> Spot:
    """The event on its first line; of what runs on to further lines one character."""
    start, end = _marks(event)
    length = end.column - start.column if end.line == start.line else 1
    return Spot(start.line + 1, start.column + 1, max(1, length))


def _marks(event: yaml.Event) -> tuple[_Point, _Point]:
    """Where an event begins and ends, from 0, in characters."""
    assert event.start_mark is not None
    assert event.end_mark is not None  # libyaml marks every event
    return event.start_mark, event.end_mark


def _is_nothing(event: yaml.Event) -> bool:
    """Whether nothing at all was written, not even quotes."""
    start, end = _marks(event)
    return isinstance(event, yaml.ScalarEvent) and start.index == end.index


def _mark(error: yaml.MarkedYAMLError) -> _Point:
    """Where a contributor has to look: where a quoted text or a block began, else where reading failed."""
    context = str(error.context or "")
    began = "simple key" in context or "block scalar" in context or "alias" in context or "anchor" in context
    unclosed = "quoted scalar" in context and "escape" not in str(error.problem)
    mark = error.context_mark if error.context_mark and (began or unclosed) else error.problem_mark
    assert mark is not None  # libyaml gives every complaint a mark
    return mark
