"""What records say, in a few letters: equal records have the same, in every process and at any time.

Without its memo, pickle writes an object as it is, whoever else refers to it; so the bytes tell of the values alone.
"""

from dataclasses import fields
from hashlib import sha256

from explainer.model import Catalogue
from explainer.packing import packed
from explainer.view.frame import Frame

SHARED = ("site", "dimensions")  # the same objects in every catalogue


class Digests:
    """Of catalogues that have much in common, which is looked through once."""

    def __init__(self, frame: Frame) -> None:
        """The frame stands round every page, so that it counts in each."""
        self._frame = _digest(frame)
        self._known: dict[int, tuple[object, bytes]] = {}  # by identity, beside the object, which stays while it counts

    def of(self, catalogue: Catalogue) -> str:
        """Of all that a page may see. No record holds a set, whose order would count."""
        found = sha256(self._frame)
        for field in fields(catalogue):
            digest = self._once if field.name in SHARED else _digest
            found.update(digest(getattr(catalogue, field.name)))
        return found.hexdigest()

    def _once(self, record: object) -> bytes:
        if id(record) not in self._known:
            self._known[id(record)] = record, _digest(record)
        return self._known[id(record)][1]


def _digest(record: object) -> bytes:
    return sha256(packed(record, fast=True)).digest()
