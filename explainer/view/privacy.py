"""What a build has found out about what its own pages ask of a reader's browser.

In: what was found in each file (`write/privacy.py`). Out: what `/privacy/` and `/privacy.json` say. A page is heavy
with its style and its scripts, compressed; of each kind of page the heaviest is weighed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weight:
    """The heaviest page of a kind, in bytes: as it is, and compressed with what it asks for before it is used."""

    kind: str
    address: str
    plain: int
    compressed: int
    most: int

    @property
    def share(self) -> str:
        """ "41 of at most 60 kB", begun kilobytes counted as whole ones."""
        return f"{-(-self.compressed // 1000)} of at most {self.most // 1000} kB"


@dataclass(frozen=True, slots=True)
class LinkedHost:
    """Another site that pages link to, and on how many."""

    host: str
    pages: int


@dataclass(frozen=True, slots=True)
class Privacy:
    """What was looked at, and what is heaviest. There is no other result: a build that finds a fault writes nothing."""

    pages: int
    pictures: int
    styles: int
    scripts: int
    weights: tuple[Weight, ...]
    hosts: tuple[LinkedHost, ...]
