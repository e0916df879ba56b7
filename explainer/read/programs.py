"""All programs, in as many processes as there are: `programs/<id>.yaml` and its Markdown -> a record.

In: the files, and what of the rest of the content a program is held against; that is not what other programs say, so
that nobody waits for them. Out: the record, and of the files what is still to be held against others. Whoever has read
a program packs what came of it, and so it is kept: of the same files and the same rest comes the same.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import chain
from typing import cast

from explainer.model import Dimension, Program, Source, SourceId
from explainer.packing import packed
from explainer.read import doubts, schema
from explainer.read.articles import source
from explainer.read.claims import Placed
from explainer.read.document import Document, Mark, Path
from explainer.read.files import File
from explainer.read.known import Known
from explainer.read.load import markdown, plain_yaml
from explainer.read.memory import Memory
from explainer.read.mentions import CITING
from explainer.read.parsed import Mention
from explainer.read.program import program
from explainer.read.validate import written
from explainer.shares import in_shares

AT_ONCE = 10  # programs

Pair = tuple[File, File | None]  # the facts of a program, and its text


@dataclass(frozen=True, slots=True)
class Rest:
    """What a program is held against: what is known without the programs, and the sources that all may cite."""

    known: Known
    dimensions: tuple[Dimension, ...]
    sources: Mapping[SourceId, Source]

    def digest(self) -> bytes:
        """Equal ones have the same in every process."""
        sources = None if self.known.sources is None else sorted(self.known.sources)
        plain = replace(self, known=replace(self.known, sources=None))
        return sha256(packed((plain, sources), fast=True)).digest()


@dataclass(frozen=True, slots=True)
class ReadProgram:
    """`document` holds few marks, and `text` nothing but its notes; neither mentions what is there for sure. `cited`
    are all sources that the program rests on or speaks of. Doubts are not noted yet where a claim rests on what only
    another program defines."""

    document: Document
    text: Document | None
    aliases: tuple[str, ...]
    sources: tuple[Source, ...]
    cited: tuple[str, ...]
    record: Program
    placed: tuple[Placed, ...]
    is_doubted: bool

    @property
    def documents(self) -> tuple[Document, ...]:
        return (self.document, self.text) if self.text else (self.document,)


def read_programs(
    pairs: Sequence[Pair], rest: Rest, processes: int, memory: Memory, meanwhile: Callable[[], object]
) -> tuple[ReadProgram, ...]:
    """Each with notes of its own, to which more may be added."""
    digest = rest.digest()
    keys = {facts.path: _key(facts, text, digest) for facts, text in pairs}
    left = [(facts, text) for facts, text in pairs if not memory.holds(facts.path, keys[facts.path])]
    tasks = [partial(_share, left[start : start + AT_ONCE], rest) for start in range(0, len(left), AT_ONCE)]
    found = chain.from_iterable(in_shares(tasks, processes, meanwhile=meanwhile))
    for (facts, _), made in zip(left, found, strict=True):
        memory.hold(facts.path, keys[facts.path], made)
    return tuple(_own(facts, cast(ReadProgram, memory.held(facts.path))) for facts, _ in pairs)


def _key(facts: File, text: File | None, rest: bytes) -> bytes:
    files = [(one.name, one.path, sha256(one.content).digest()) for one in (facts, text) if one]
    return sha256(rest + repr(files).encode()).digest()


def _own(facts: File, one: ReadProgram) -> ReadProgram:
    document = replace(one.document.copy(), marks=_Marks(one.document.marks, facts))
    return replace(one, document=document, text=one.text.copy() if one.text else None)


# --- By whichever process it is done ----------------------------------------------------------------------------------


def _share(pairs: Iterable[Pair], rest: Rest) -> list[bytes]:
    return [bytes(packed(_read(facts, text, rest))) for facts, text in pairs]


def _read(facts: File, text: File | None, rest: Rest) -> ReadProgram:
    document = plain_yaml(facts)
    sheet = written(document, schema.Program, {})
    prose = markdown(text) if text else None
    sources = tuple(_source(document, id, one, rest.known) for id, one in sheet.sources.items())
    shared = rest.known.sources
    own = None if shared is None else shared | sheet.sources.keys()
    record, placed = program(document, sheet, prose, replace(rest.known, sources=own))
    everywhere = {**rest.sources, **{one.id: one for one in sources}}
    is_doubted = all(one.source in everywhere for claim in record.claims for one in claim.all_references)
    if is_doubted:
        doubts.note(document, record, placed, rest.dimensions, everywhere, rest.known.today)
    documents = (document, prose) if prose else (document,)
    cited = {one.mention.target for each in documents for one in each.mentions if one.mention.kind in CITING}
    cited.update(reference.source for claim in record.claims for reference in claim.all_references)
    cited.update(reference.source for event in record.events for reference in event.references)
    for each in documents:
        each.mentions[:] = [one for one in each.mentions if not _is_there(one.mention, own or ())]
    return ReadProgram(
        document=replace(document, data=None, marks=_few(document.marks)),
        text=replace(prose, body="", lines=()) if prose else None,
        aliases=sheet.aliases,
        sources=sources,
        cited=tuple(sorted(cited)),
        record=record,
        placed=placed,
        is_doubted=is_doubted,
    )


def _source(document: Document, id: str, written: schema.Source, known: Known) -> Source:
    path: Path = ("sources", id)
    made = source(document, path, written, known)
    doubts.note_copy(document, path, made)
    return made


def _is_there(mention: Mention, sources: Collection[str]) -> bool:
    return mention.kind in CITING and mention.target in sources and not mention.fragment


# --- Marks ------------------------------------------------------------------------------------------------------------


def _few(marks: Mapping[Path, Mark]) -> dict[Path, Mark]:
    """Of the parts that are looked up when all is well: each claim, each event, each source."""
    return {path: mark for path, mark in marks.items() if len(path) < 3 or (len(path) == 3 and path[0] == "claims")}


class _Marks(Mapping[Path, Mark]):
    """The marks of a file, of which few are at hand; for the others it is read again."""

    def __init__(self, few: Mapping[Path, Mark], file: File) -> None:
        self._few = few
        self._file = file
        self._all: Mapping[Path, Mark] | None = None

    def _whole(self) -> Mapping[Path, Mark]:
        if self._all is None:
            self._all = plain_yaml(self._file).marks
        return self._all

    def __getitem__(self, path: Path) -> Mark:
        return self._few[path] if path in self._few else self._whole()[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())
