"""How to cite: a page, a program, one claim of it or one event. Cite the source, via us.

In: an Index. Out: what a reference manager wants to know of a page of ours, and the same as one line of text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from explainer.dates import day_words
from explainer.model import Claim, Event, Program, Reference
from explainer.view import answers as an
from explainer.view import index as ix
from explainer.view import words
from explainer.view.index import Index


@dataclass(frozen=True, slots=True)
class Citation:
    """`key` is unique within the site; `address` is absolute; `day` is the one that the page tells of."""

    key: str
    anchor: str  # of the claim or event; empty for a whole page
    title: str
    site: str
    address: str
    day: date
    language: str
    note: str  # what a claim rests on, and the licence
    text: str


@dataclass(frozen=True, slots=True)
class CiteView:
    """A program and each of its claims and events; and where the same is for a reference manager."""

    program: str
    profile: str
    whole: Citation
    claims: tuple[Citation, ...]
    events: tuple[Citation, ...]
    bibtex: str
    csl: str


def of_page(index: Index, title: str, address: str) -> Citation:
    """Title, site, day, address."""
    return _citation(index, title, address, "")


def of_program(index: Index, program: Program) -> CiteView:
    """For its page, and for the files beside it."""
    return index.once((CiteView, program.id), lambda: _of_program(index, program))


def _of_program(index: Index, program: Program) -> CiteView:
    here = address(program)
    return CiteView(
        program=program.short,
        profile=f"/programs/{program.id}/",
        whole=of_page(index, program.title, f"/programs/{program.id}/"),
        claims=tuple(_of_claim(index, program, claim) for claim in program.claims),
        events=tuple(_of_event(index, program, event) for event in program.events),
        bibtex=f"{here}{program.id}.bib",
        csl=f"{here}{program.id}.csl.json",
    )


def address(program: Program) -> str:
    return f"/programs/{program.id}/cite/"


def _of_claim(index: Index, program: Program, claim: Claim) -> Citation:
    when = words.since(claim)
    title = f"{program.short}: {an.claim_line(index, claim)}{f', {when}' if when else ''}"
    return _citation(index, title, an.claim_address(claim), _sources(index, claim.all_references), claim.id)


def _of_event(index: Index, program: Program, event: Event) -> Citation:
    until = f" to {event.end.words}" if event.end and event.end.text != event.date.text else ""
    title = f"{program.short}: {event.title}, {event.date.words}{until}"
    address = f"/programs/{program.id}/#{event.id}"
    return _citation(index, title, address, _sources(index, event.references), event.id)


def _sources(index: Index, references: Iterable[Reference]) -> str:
    return "; ".join(_source(index, reference) for reference in references)


def _source(index: Index, reference: Reference) -> str:
    """“Title”, publisher, date, place."""
    source = ix.source(index, reference)
    published = source.published.words if source.published else ""
    return ", ".join(part for part in (f"“{source.title}”", source.publisher, published, reference.at) if part)


def _citation(index: Index, title: str, address: str, sources: str, anchor: str = "") -> Citation:
    site = index.catalogue.site
    absolute = f"{site.base_url}{address.removeprefix('/')}"
    rests = f"Rests on: {sources}. " if sources else ""
    via = f"{sources}; via " if sources else ""
    return Citation(
        key=address.strip("/").replace("/#", "/").replace("/", ":"),
        anchor=anchor,
        title=title,
        site=site.title,
        address=absolute,
        day=index.day,
        language=site.language,
        note=f"{rests}{site.licence_content}",
        text=f"{via}“{title}”. {site.title}, as of {day_words(index.day)}. {absolute}",
    )
