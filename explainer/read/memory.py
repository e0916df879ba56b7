"""What was made of each file is kept for the next reading, for whoever reads the same folder again.

A result is used again where all that it was made from is equal; what was noted about its documents comes back with it.
What another process has made is held packed, with a key that tells what it was made from, and unpacked once.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO, TypeVar, cast

from explainer.packing import pack, unpacked
from explainer.read.document import Document, Notes

R = TypeVar("R")
Key = tuple[str, str]  # what is made, and of which file


@dataclass(frozen=True, slots=True)
class _Kept:
    given: tuple[object, ...]
    result: object
    notes: tuple[Notes, ...]


_Packed = tuple[dict[Key, _Kept], dict[str, object], dict[str, tuple[bytes, bytes]]]


@dataclass(frozen=True, slots=True)
class Memory:
    """Empty for whoever reads once. What a reading did not ask for is forgotten at its end."""

    kept: dict[Key, _Kept] = field(default_factory=dict)
    shared: dict[str, object] = field(default_factory=dict)
    parcels: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)  # by path: a key, and what is packed
    opened: dict[str, object] = field(default_factory=dict)  # by path, too
    used: set[Key] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)

    @staticmethod
    def unpacked(packed: bytes | None) -> "Memory":
        """What `pack` has written, of a reading by the same code; without that, an empty one."""
        return Memory(*cast(_Packed, unpacked(packed))) if packed else Memory()

    def pack(self, file: BinaryIO) -> None:
        pack((self.kept, self.shared, self.parcels), file)

    def same(self, name: str, value: R) -> R:
        """The value, or the equal one of the last reading: what is the very same need not be compared again."""
        if self.shared.get(name) != value:
            self.shared[name] = value
        return cast(R, self.shared[name])

    def once(
        self,
        what: str,
        given: tuple[object, ...],
        documents: tuple[Document, ...],
        make: Callable[[], R],
    ) -> R:
        """What `make` gives and notes, made anew only where `given` is not what it was, or the documents are others."""
        key, told = _key(what, documents), _told(given, documents)
        self.used.add(key)
        kept = self.kept.get(key)
        if kept is None or kept.given != told:
            result = make()
            self.kept[key] = _Kept(told, result, tuple(document.notes() for document in documents))
            return result
        for document, notes in zip(documents, kept.notes, strict=True):
            document.take(notes)
        return cast(R, kept.result)

    def holds(self, path: str, key: bytes) -> bool:
        """Whether a parcel with the key is there."""
        self.asked.add(path)
        return self.parcels.get(path, (b"", b""))[0] == key

    def hold(self, path: str, key: bytes, parcel: bytes) -> None:
        self.parcels[path] = key, parcel
        self.opened.pop(path, None)

    def held(self, path: str) -> object:
        """What is in the parcel: the very same whoever asks."""
        if path not in self.opened:
            self.opened[path] = unpacked(self.parcels[path][1])
        return self.opened[path]

    def sheet(self, path: str, content: bytes, make: Callable[[], tuple[Document, R]]) -> tuple[Document, R]:
        """The same for what is made of the bytes of one file; the document that comes back may be noted on."""
        key = ("sheet", path)
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
        for path in self.parcels.keys() - self.asked:
            del self.parcels[path]
            self.opened.pop(path, None)
        self.used.clear()
        self.asked.clear()


def _key(what: str, documents: tuple[Document, ...]) -> Key:
    return what, documents[0].path


def _told(given: tuple[object, ...], documents: tuple[Document, ...]) -> tuple[object, ...]:
    """All that a result is made from."""
    return (*given, *(document.lines for document in documents), *(document.notes() for document in documents))
