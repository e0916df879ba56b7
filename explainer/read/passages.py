"""Markdown that stands in a document: its prose, with every fault a Problem and every mention kept with its place."""

from explainer.model import Prose
from explainer.problems import Problem
from explainer.read import prose
from explainer.read.document import Document, Mentioned, Path
from explainer.read.parsed import Parsed, Spot

NOTHING = Prose((), "", "")


def line(document: Document, path: Path, text: str, program: str | None) -> Prose | None:
    """A text without blocks, such as a note; None where none was written."""
    return _noted(document, path, prose.inline(text, document.name, program), program) if text else None


def passage(document: Document, path: Path, text: str, program: str | None) -> Prose | None:
    """A text with blocks inside the YAML; None where none was written."""
    return _noted(document, path, prose.block(text, document.name, program), program) if text else None


def body(document: Document, program: str | None = None) -> Prose:
    """The Markdown of the file itself."""
    parsed = prose.block(document.body, document.name, program)
    below = document.body_line - 1
    for fault in parsed.faults:
        place = document.place(Spot(fault.line + below, fault.column, fault.length))
        document.problems.append(Problem(place, fault.message, hint=fault.hint))
    for mention in parsed.mentions:
        place = document.place(Spot(mention.line + below, mention.column, mention.length))
        document.mentions.append(Mentioned(place, mention, program))
    return parsed.prose


def _noted(document: Document, path: Path, parsed: Parsed, program: str | None) -> Prose:
    text = parsed.prose.source
    for fault in parsed.faults:
        place = document.inside(path, text, Spot(fault.line, fault.column, fault.length))
        document.problems.append(Problem(place, fault.message, hint=fault.hint))
    for mention in parsed.mentions:
        place = document.inside(path, text, Spot(mention.line, mention.column, mention.length))
        document.mentions.append(Mentioned(place, mention, program))
    return parsed.prose
