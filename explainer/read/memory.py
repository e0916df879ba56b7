"""What was made of each file is kept for the next reading, for whoever reads the same folder again and again.

A result is used again where all that it was made from is equal; what was noted about its documents comes back with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from explainer.read.document import Document, Notes

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _Kept:
    given: tuple[object, ...]
    result: object
    notes: tuple[Notes, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """Empty for whoever reads once. What a reading did not ask for is forgotten at its end."""

    kept: dict[tuple[str, str], _Kept] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)

    def once(
        self,
        what: str,
        given: tuple[object, ...],
        documents: tuple[Document, ...],
        make: Callable[[], R],
    ) -> R:
        """What `make` gives and notes, made anew only where `given` is not what it was, or the documents are others."""
        key = (what, documents[0].name)
        told = (*given, *(document.lines for document in documents), *(document.notes() for document in documents))
        self.used.add(key)
        kept = self.kept.get(key)
        if kept is None or kept.given != told:
            result = make()
            self.kept[key] = _Kept(told, result, tuple(document.notes() for document in documents))
            return result
        for document, notes in zip(documents, kept.notes, strict=True):
            document.take(notes)
        return cast(R, kept.result)

    def sheet(self, name: str, content: bytes, make: Callable[[], tuple[Document, R]]) -> tuple[Document, R]:
        """The same for what is made of the bytes of one file; the document that comes back may be noted on."""
        key = ("sheet", name)
        self.used.add(key)
        kept = self.kept.get(key)
        if kept is None or kept.given != (content,):
            document, written = make()
            self.kept[key] = kept = _Kept((content,), (document.copy(), written), ())
        document, written = cast(tuple[Document, R], kept.result)
        return document.copy(), written

    def end(self) -> None:
        for key in self.kept.keys() - self.used:
            del self.kept[key]
        self.used.clear()
