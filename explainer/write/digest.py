"""What records say, in a few letters: equal records have the same, in every process and at any time.

Without its memo, pickle writes an object as it is, whoever else refers to it; so the bytes tell of the values alone.
"""

import pickle
from dataclasses import fields
from hashlib import sha256
from io import BytesIO

from explainer.model import Catalogue
from explainer.view.frame import Frame


class Digests:
    """Of catalogues that have much in common, which is looked through once."""

    def __init__(self, frame: Frame) -> None:
        """The frame stands round every page, so that it counts in each."""
        self._frame = _digest(frame)
        self._known: dict[int, tuple[object, bytes]] = {}  # by identity, beside the object, which stays while it counts

    def of(self, catalogue: Catalogue) -> str:
        """Of all that a page may see. No record holds a set, whose order would count."""
        shared = (catalogue.site, catalogue.dimensions)
        own = [getattr(catalogue, field.name) for field in fields(catalogue) if field.name not in SHARED]
        return sha256(b"".join([self._frame, *map(self._once, shared), *map(_digest, own)])).hexdigest()

    def _once(self, record: object) -> bytes:
        if id(record) not in self._known:
            self._known[id(record)] = record, _digest(record)
        return self._known[id(record)][1]


SHARED = ("site", "dimensions")


def _digest(record: object) -> bytes:
    written = BytesIO()
    pickler = pickle.Pickler(written, 5)
    pickler.fast = True
    pickler.dump(record)
    return sha256(written.getbuffer()).digest()
