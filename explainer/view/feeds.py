"""What is new, for those who follow the site, one program or one question: dated claims and events, newest first.

In: an Index. Out: feeds one after the other, each of at most 50 entries with their full text. "New" is told by the
content alone: an entry is as new as the last reading of its sources, then as its own date.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from explainer.model import Claim, Event, Program
from explainer.spans import Span
from explainer.view import answers as an
from explainer.view import index as ix
from explainer.view.answers import AnswerView, Cited
from explainer.view.index import Index
from explainer.view.prose import ShownProse, show

ENTRIES_AT_MOST = 50

Item = Span | Event


@dataclass(frozen=True, slots=True)
class EventEntry:
    when: str
    type: str
    text: ShownProse | None
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """`published` is its own first day; None for what was still to come when its sources were last read."""

    address: str
    title: str
    category: tuple[str, str]  # id and label
    updated: date
    published: date | None
    body: AnswerView | EventEntry


@dataclass(frozen=True, slots=True)
class Feed:
    address: str  # ends in "feed.xml"
    page: str  # the page that it follows
    title: str
    subtitle: str
    updated: date
    entries: tuple[FeedEntry, ...]


def of_site(index: Index) -> Iterator[Feed]:
    """The feed of everything, and one for each question."""
    catalogue = index.catalogue
    site = catalogue.site.title
    news = {program.id: _news(index, program) for program in catalogue.programs}
    of_dimension: dict[str, list[Item]] = defaultdict(list)
    for span in (item for items in news.values() for item in items if isinstance(item, Span)):
        of_dimension[span.claim.dimension].append(span)
    yield _feed(index, "/", site, catalogue.site.tagline, (item for items in news.values() for item in items))
    for dimension in catalogue.dimensions:
        page = f"/dimensions/{dimension.id}/"
        yield _feed(index, page, f"{dimension.label} – {site}", dimension.question, of_dimension[dimension.id])


def of_program(index: Index, program: Program) -> Feed:
    page, title = f"/programs/{program.id}/", f"{program.title} – {index.catalogue.site.title}"
    return _feed(index, page, title, program.summary, _news(index, program))


def address(page: str) -> str:
    """Of the feed that follows a page."""
    return f"{page}feed.xml"


def _news(index: Index, program: Program) -> tuple[Item, ...]:
    """All of a program that can be new."""
    spans = (span for series in index.spans[program.id].values() for span in series if _is_news(index, span.claim))
    return (*spans, *program.events)


def _is_news(index: Index, claim: Claim) -> bool:
    """Dated, and looked up by somebody."""
    return claim.date is not None and ix.last_checked(index, claim) is not None


def _feed(index: Index, page: str, title: str, subtitle: str, items: Iterable[Item]) -> Feed:
    newest = sorted(items, key=lambda item: _newness(index, item), reverse=True)[:ENTRIES_AT_MOST]
    entries = tuple(_entry(index, item) for item in newest)
    checked = max((source.checked for source in index.catalogue.sources.values()), default=index.today)
    updated = max((entry.updated for entry in entries), default=checked)
    return Feed(address(page), page, title, subtitle, updated, entries)


def _newness(index: Index, item: Item) -> tuple[date, date, str, str]:
    said = _said(item)
    updated, first = _days(index, said)
    return updated, min(first, updated), said.program, said.id


def _said(item: Item) -> Claim | Event:
    return item.claim if isinstance(item, Span) else item


def _days(index: Index, said: Claim | Event) -> tuple[date, date]:
    """When it was last checked, and its own first day."""
    updated = ix.last_checked(index, said)
    assert updated is not None  # events have sources, and other claims are no news
    assert said.date is not None
    return updated, said.date.first


def _entry(index: Index, item: Item) -> FeedEntry:
    said = _said(item)
    updated, first = _days(index, said)
    short = index.programs[said.program].short
    what = said.title if isinstance(said, Event) else an.claim_line(index, said)
    return FeedEntry(
        address=f"/programs/{said.program}/#{said.id}",
        title=f"{short}: {what}",
        category=_category(index, said),
        updated=updated,
        published=first if first <= updated else None,
        body=an.answer_view(index, item) if isinstance(item, Span) else _event(index, item),
    )


def _category(index: Index, said: Claim | Event) -> tuple[str, str]:
    if isinstance(said, Claim):
        return said.dimension, index.dimensions[said.dimension].label
    return said.type or "event", index.event_types.get(said.type or "", "Event")


def _event(index: Index, event: Event) -> EventEntry:
    end = event.end.words if event.end and event.end.text != event.date.text else ""
    return EventEntry(
        when=f"{event.date.words} to {end}" if end else event.date.words,
        type=index.event_types.get(event.type or "", ""),
        text=show(index, event.text) if event.text else None,
        cited=an.cited(index, event.references),
    )
