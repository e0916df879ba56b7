"""Every file of the content in its place. All but programs are read, each by itself, and held against the schema."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from explainer.model import Media
from explainer.problems import Place, Problem
from explainer.read import schema
from explainer.read.addresses import Named
from explainer.read.document import Data, Document
from explainer.read.document import Path as Part
from explainer.read.files import File, Sort
from explainer.read.load import front_matter, plain_yaml
from explainer.read.media import media
from explainer.read.memory import Memory
from explainer.read.validate import M, Sheet, written


@dataclass(frozen=True, slots=True)
class Shelf:
    """What has its place in a folder of content. Sheets of one kind are in order of ids."""

    site: Sheet[schema.Site]
    sources: Sheet[schema.SourcesFile]
    glossary: Sheet[schema.Glossary]
    dimensions: tuple[Sheet[schema.Dimension], ...]
    programs: tuple[tuple[File, File | None], ...]  # the facts of each, and its text; not read yet
    explainers: tuple[Sheet[schema.Article], ...]
    comparisons: tuple[Sheet[schema.Comparison], ...]
    pages: tuple[Sheet[schema.Article], ...]
    media: tuple[Media, ...]
    names: frozenset[str]  # of every file

    @property
    def documents(self) -> Iterator[Document]:
        """Of all that was read."""
        sheets = (self.site, self.sources, self.glossary, *self.dimensions, *self.articles)
        yield from (sheet.document for sheet in sheets)

    @property
    def articles(self) -> tuple[Sheet[schema.Article] | Sheet[schema.Comparison], ...]:
        return (*self.explainers, *self.comparisons, *self.pages)

    @property
    def named(self) -> dict[str, tuple[Named, ...]]:
        """By scheme of link: every file that becomes a page of its own, with its aliases."""
        return {
            "dimension": _named(self.dimensions),
            "explainer": _named(self.explainers),
            "comparison": _named(self.comparisons),
            "page": _named(self.pages),
        }

    @property
    def sources_written(self) -> Iterator[tuple[Document, Part, schema.Source]]:
        """Every definition, with its place."""
        for id, source in self.sources.written.root.items():
            yield self.sources.document, (id,), source
        for sheet in self.articles:
            for id, source in sheet.written.sources.items():
                yield sheet.document, ("sources", id), source


def shelve(folder: Path, found: Iterable[File], problems: list[Problem], memory: Memory) -> Shelf:
    """The files on their shelf. What is wrong with a text is noted in its document, with an image in `problems`."""
    by_sort: dict[Sort, list[File]] = {sort: [] for sort in Sort}
    for file in found:
        by_sort[file.sort].append(file)
    if not by_sort[Sort.SITE]:
        message, hint = f"there is no {Sort.SITE.value}", "write one: title, kinds of program, levels of evidence ..."
        problems.append(Problem(Place(str(folder / Sort.SITE.value)), message, hint=hint))
    images = (media(file, problems) for file in by_sort[Sort.MEDIA])
    return Shelf(
        site=_only(by_sort[Sort.SITE], Sort.SITE, schema.Site, {}, memory),
        sources=_only(by_sort[Sort.SOURCES], Sort.SOURCES, schema.SourcesFile, {}, memory),
        glossary=_only(by_sort[Sort.GLOSSARY], Sort.GLOSSARY, schema.Glossary, [], memory),
        dimensions=_all(by_sort[Sort.DIMENSION], front_matter, schema.Dimension, memory),
        programs=tuple(_pairs(by_sort[Sort.PROGRAM], by_sort[Sort.PROSE])),
        explainers=_all(by_sort[Sort.EXPLAINER], front_matter, schema.Article, memory),
        comparisons=_all(by_sort[Sort.COMPARISON], front_matter, schema.Comparison, memory),
        pages=_all(by_sort[Sort.PAGE], front_matter, schema.Article, memory),
        media=tuple(image for image in images if image),
        names=frozenset(file.name for files in by_sort.values() for file in files),
    )


def _pairs(facts: Iterable[File], texts: Iterable[File]) -> Iterator[tuple[File, File | None]]:
    by_id = {text.id: text for text in texts}
    yield from ((one, by_id.get(one.id)) for one in sorted(facts, key=lambda file: file.id))


A = TypeVar("A", schema.Dimension, schema.Article, schema.Comparison)


def _named(sheets: Iterable[Sheet[A]]) -> tuple[Named, ...]:
    return tuple((sheet.document, sheet.written.aliases) for sheet in sheets)


def _all(
    found: Iterable[File], load: Callable[[File], Document], model: type[M], memory: Memory
) -> tuple[Sheet[M], ...]:
    return tuple(_sheet(file, load, model, {}, memory) for file in sorted(found, key=lambda file: file.id))


def _sheet(file: File, load: Callable[[File], Document], model: type[M], nothing: Data, memory: Memory) -> Sheet[M]:
    def make() -> tuple[Document, M]:
        document = load(file)
        return document, written(document, model, nothing)

    return Sheet(*memory.sheet(file.path, file.content, make))


def _only(found: list[File], sort: Sort, model: type[M], nothing: Data, memory: Memory) -> Sheet[M]:
    """The one file of its kind; where it is missing, what an empty one amounts to, without a problem."""
    if found:
        return _sheet(found[0], plain_yaml, model, nothing, memory)
    document = Document(sort.value, sort.value, "", (), nothing)
    if sort is Sort.SITE:
        document.spoiled.add(())  # that it is missing was noted
    return Sheet(document, written(document, model, nothing))
