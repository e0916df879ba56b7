"""What comes of reading one text: its prose, what it mentions, and what is wrong with it."""

from dataclasses import dataclass
from typing import NamedTuple

from explainer.model import Prose
from explainer.read.links import Kind


class Spot(NamedTuple):
    """A stretch of one line of a text. Line and column count from 1, in characters."""

    line: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class Mention:
    """What a text speaks of.

    `target` is an id; of a claim what stands behind `claim:`; of a file its path from the content's root; of a
    fragment on the same page empty.
    """

    kind: Kind
    target: str
    fragment: str
    line: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class Fault:
    line: int
    column: int
    length: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """`mentions` and `faults` are in the order of the text."""

    prose: Prose
    mentions: tuple[Mention, ...]
    faults: tuple[Fault, ...]
