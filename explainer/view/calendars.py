"""What happened and is to come, for a calendar: events, and the dated changes of a program's status.

In: an Index. Out: calendars one after the other, of whole days. A month or a year is as long as it is, and what is not
known exactly is said in words; a precision is never invented.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from explainer.dates import Edtf, Precision
from explainer.model import Claim, Event, Program
from explainer.view import answers as an
from explainer.view import index as ix
from explainer.view.index import Index


@dataclass(frozen=True, slots=True)
class Occasion:
    """The days from `first` to `last`, both included. `checked` is the newest reading of its sources."""

    address: str
    title: str
    when: str  # the date in words
    text: str
    sources: tuple[str, ...]
    category: str
    first: date
    last: date
    planned: bool
    checked: date


@dataclass(frozen=True, slots=True)
class Calendar:
    address: str  # ends in "calendar.ics"
    page: str
    title: str
    about: str
    occasions: tuple[Occasion, ...]  # in order of time


def of_site(index: Index) -> Calendar:
    site = index.catalogue.site
    return _calendar(index, "/", site.title, site.tagline, index.catalogue.programs)


def of_program(index: Index, program: Program) -> Calendar:
    title = f"{program.title} – {index.catalogue.site.title}"
    return _calendar(index, f"/programs/{program.id}/", title, program.summary, [program])


def address(page: str) -> str:
    """Of the calendar of a page."""
    return f"{page}calendar.ics"


def _calendar(index: Index, page: str, title: str, about: str, programs: Iterable[Program]) -> Calendar:
    found = [_occasion(index, item) for program in programs for item in _items(index, program)]
    found.sort(key=lambda occasion: (occasion.first, occasion.last, occasion.address))
    return Calendar(address(page), page, title, about, tuple(found))


def _items(index: Index, program: Program) -> Iterator[Claim | Event]:
    yield from program.events
    for span in ix.status_spans(index, program.id):
        silent = span.claim.answer is not None and span.claim.answer.none is not None
        if span.claim.date and not silent:
            yield span.claim


def _occasion(index: Index, item: Claim | Event) -> Occasion:
    when = item.date
    checked = ix.last_checked(index, item)
    assert when is not None  # only what is dated is an occasion
    assert checked is not None  # and events and values have sources
    end = item.end if isinstance(item, Event) and item.end else when
    what = item.title if isinstance(item, Event) else an.claim_line(index, item)
    title = f"{index.programs[item.program].short}: {what}"
    said = when.words if end.text == when.text else f"{when.words} to {end.words}"
    return Occasion(
        address=f"/programs/{item.program}/#{item.id}",
        title=f"{title} ({said})" if _is_vague(when) or _is_vague(end) else title,
        when=said,
        text=_text(item),
        sources=tuple(_source_words(index, item)),
        category=_category(index, item),
        first=when.first,
        last=max(when.last, end.last),
        planned=when.first > index.today,
        checked=checked,
    )


def _is_vague(when: Edtf) -> bool:
    """Whether the days drawn say more than is known."""
    return when.precision is not Precision.DAY or when.approximate or when.uncertain or when.open_start


def _text(item: Claim | Event) -> str:
    prose = item.text if isinstance(item, Event) else item.note
    return prose.text if prose else ""


def _source_words(index: Index, item: Claim | Event) -> Iterator[str]:
    """Each source once: title, publisher, address."""
    for id in dict.fromkeys(reference.source for reference in ix.references_of(item)):
        source = index.catalogue.sources[id]
        yield " ".join(part for part in (f"{source.title}.", f"{source.publisher}.", source.url) if part)


def _category(index: Index, item: Claim | Event) -> str:
    if isinstance(item, Claim):
        return index.dimensions[item.dimension].short
    return index.event_types.get(item.type or "", "Event")
