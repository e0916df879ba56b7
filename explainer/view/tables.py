"""The records as tables: one row a record, the columns of its class, then what a table adds for those who only count.

What is added stands at the end: the days that a date may mean, sources side by side, nested records flattened.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from explainer import dates
from explainer.model import Phase
from explainer.view import records as rc
from explainer.view.fields import Field, fields_of
from explainer.view.records import Records


@dataclass(frozen=True, slots=True)
class ClaimMore:
    from_earliest: Annotated[
        date | None, "First day that from may mean, ~ ? % aside; empty where only the end is known"
    ]
    from_latest: Annotated[date | None, "Last day that from may mean"]
    to_earliest: Annotated[date | None, "First day that to may mean"]
    to_latest: Annotated[date | None, "Last day that to may mean"]
    as_of_earliest: Annotated[date | None, "First day that as_of may mean; empty where only the end is known"]
    as_of_latest: Annotated[date | None, "Last day that as_of may mean"]
    source_ids: Annotated[tuple[str, ...], "Ids of its sources, each once"]
    source_urls: Annotated[tuple[str, ...], "Their cited addresses in the same order, empty for print"]


@dataclass(frozen=True, slots=True)
class EventMore:
    date_earliest: Annotated[
        date | None, "First day that date may mean, ~ ? % aside; empty where only the end is known"
    ]
    date_latest: Annotated[date | None, "Last day that date may mean"]
    end_earliest: Annotated[date | None, "First day that end may mean"]
    end_latest: Annotated[date | None, "Last day that end may mean"]
    source_ids: Annotated[tuple[str, ...], "Ids of its sources, each once"]
    source_urls: Annotated[tuple[str, ...], "Their cited addresses in the same order, empty for print"]


@dataclass(frozen=True, slots=True)
class SourceMore:
    published_earliest: Annotated[date | None, "First day that published may mean, ~ ? % aside"]
    published_latest: Annotated[date | None, "Last day that published may mean"]


@dataclass(frozen=True, slots=True)
class ProgramMore:
    status_value: Annotated[str | None, "Id of the status on the day"]
    status_label: Annotated[str | None, "The same in words"]
    status_phase: Annotated[Phase | None, "Before, running, paused or ended"]
    status_since: Annotated[rc.When | None, "The date of that claim"]
    claims: Annotated[int, "Claims, whether they hold or not"]
    events: Annotated[int, "Events"]
    sources: Annotated[int, "Sources that its claims and events cite"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A table before it has rows. `key` makes a row unique; `links` are columns that hold an id of another table."""

    name: str
    about: str
    record: type
    more: type | None
    key: tuple[str, ...]
    links: Mapping[str, str]

    @property
    def columns(self) -> tuple[Field, ...]:
        return fields_of(self.record) + (fields_of(self.more) if self.more else ())


@dataclass(frozen=True, slots=True)
class Table:
    shape: Shape
    rows: tuple[tuple[object, ...], ...]  # a value for each column


PROGRAMS = Shape("programs", "One row a program", rc.ProgramRecord, ProgramMore, ("id",), {})
DIMENSIONS = Shape("dimensions", "One row a question", rc.DimensionRecord, None, ("id",), {})
OF_ONE = {"program": "programs"}
CLAIMS = Shape(
    "claims",
    "One row a claim, with its evidence and sources",
    rc.ClaimRecord,
    ClaimMore,
    ("program", "id"),
    {**OF_ONE, "dimension": "dimensions"},
)
EVENTS = Shape("events", "One row an event, with its sources", rc.EventRecord, EventMore, ("program", "id"), OF_ONE)
SOURCES = Shape("sources", "One row a source, with what rests on it", rc.SourceRecord, SourceMore, ("id",), {})
SHAPES = (PROGRAMS, DIMENSIONS, CLAIMS, EVENTS, SOURCES)


def tables(records: Records) -> tuple[Table, ...]:
    """In an order in which a row only links to rows before it."""
    urls = {source.id: source.url for source in records.sources}
    return (
        _table(PROGRAMS, ((program, _program(program)) for program in records.programs)),
        _table(DIMENSIONS, ((dimension, None) for dimension in records.dimensions)),
        _table(CLAIMS, ((claim, _claim(claim, urls)) for claim in records.claims)),
        _table(EVENTS, ((event, _event(event, urls)) for event in records.events)),
        _table(SOURCES, ((source, SourceMore(*_days(source.published))) for source in records.sources)),
    )


def _table(shape: Shape, pairs: Iterable[tuple[object, object]]) -> Table:
    own = len(fields_of(shape.record))
    attributes = [column.attribute for column in shape.columns]
    return Table(
        shape,
        tuple(
            tuple(getattr(record if place < own else more, name) for place, name in enumerate(attributes))
            for record, more in pairs
        ),
    )


def _claim(claim: rc.ClaimRecord, urls: Mapping[str, str | None]) -> ClaimMore:
    return ClaimMore(*_days(claim.from_), *_days(claim.to), *_days(claim.as_of), *_cited(claim.sources, urls))


def _event(event: rc.EventRecord, urls: Mapping[str, str | None]) -> EventMore:
    return EventMore(*_days(event.date), *_days(event.end), *_cited(event.sources, urls))


def _program(program: rc.ProgramRecord) -> ProgramMore:
    status = program.status or rc.StatusRecord(None, "", None, None)
    counts = program.counts
    return ProgramMore(
        status.value, status.label or None, status.phase, status.since, counts.claims, counts.events, counts.sources
    )


def _days(written: rc.When | None) -> tuple[date | None, date | None]:
    """The first and the last day that a date may mean; of `../2023-06` the first is not known."""
    when = dates.parse(written) if written else None
    return (None if when.open_start else when.first, when.last) if when else (None, None)


def _cited(
    references: Iterable[rc.ReferenceRecord], urls: Mapping[str, str | None]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    ids = tuple(dict.fromkeys(reference.ref for reference in references))
    return ids, tuple(urls[id] or "" for id in ids)
