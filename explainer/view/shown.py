"""Prose with its holes filled: what a template may print of it.

A hole becomes an address, a note mark, or the present answer of a claim. Markup is not touched here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from explainer.model import Citation, ClaimValue, Prose, Reference, SiteAddress, Source, SourceId


@dataclass(frozen=True, slots=True)
class NoteMark:
    """One citation in the text: the number of its source among the page's notes, and where in the source."""

    number: int
    source: Source
    at: str


@dataclass(frozen=True, slots=True)
class NoteMarks:
    marks: tuple[NoteMark, ...]
