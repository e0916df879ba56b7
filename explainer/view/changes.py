"""What changed: in the world, from one claim to the next; and in the record, from one catalogue to another.

In: one Index, or two. Out: changes with what was said before and after, when, and on what evidence.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from explainer.dates import MONTHS
from explainer.model import Claim, Event, NoAnswer, Source, SourceId, Why
from explainer.spans import Span, in_order
from explainer.view import answers as an
from explainer.view import index as ix
from explainer.view import paging, words
from explainer.view.frame import NavItem
from explainer.view.index import Index

MOST_SHOWN = 200
CHANGES_A_PAGE = 400


@dataclass(frozen=True, slots=True)
class Said:
    """An answer or an event, in short."""

    text: str
    when: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Change:
    """`before` is None for what is new, `after` for what is gone. `why` tells a changed world from a mended record."""

    program: str
    program_short: str
    what: str  # the question with its aspect and scope, or "event"
    before: Said | None
    after: Said | None
    why: Why | None
    day: str  # of the change in the world, as far as it is known
    day_words: str
    address: str

    @property
    def why_words(self) -> str:
        return words.WHY_WORDS[self.why] if self.why else ""


Dated = tuple[date, Change]


@dataclass(frozen=True, slots=True)
class Month:
    label: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """The newest months first. `years` are those that changes are told of, each with its page; `year` is this one's,
    or empty for the newest changes of all; `more` says how many are not shown here."""

    months: tuple[Month, ...]
    more: int
    years: tuple[NavItem, ...]
    year: str = ""


# --- In the world ----------------------------------------------------------------------------------------------------


def changes(index: Index) -> ChangesView:
    """The newest of all."""
    every = _newest(index)
    return ChangesView(_months(every[:MOST_SHOWN]), max(0, len(every) - MOST_SHOWN), _years(every))


def of_years(index: Index) -> Iterator[tuple[NavItem, list[ChangesView]]]:
    """Of each year all that changed, as the pages of one list."""
    every = _newest(index)
    years = _years(every)
    for year, dated in zip(years, (list(some) for _, some in groupby(every, lambda pair: pair[0].year)), strict=True):
        shares = paging.shares(dated, CHANGES_A_PAGE)
        yield year, [ChangesView(_months(some), 0, years, year.label) for some in shares]


def _newest(index: Index) -> list[Dated]:
    """Dated claims and events up to today, newest first."""

    def make() -> list[Dated]:
        dated = (pair for pair in _world(index) if pair[0] <= index.today)
        return sorted(dated, key=lambda pair: (pair[0], pair[1].program, pair[1].address), reverse=True)

    return index.once((Change, "newest"), make)


def _years(every: Iterable[Dated]) -> tuple[NavItem, ...]:
    years = dict.fromkeys(when.year for when, _ in every)
    return tuple(NavItem(str(year), f"/changes/{year}/") for year in years)


def _months(every: Iterable[Dated]) -> tuple[Month, ...]:
    months = groupby(every, lambda pair: _month(pair[0]))
    return tuple(Month(label, tuple(change for _, change in some)) for label, some in months)


def _month(when: date) -> str:
    return f"{MONTHS[when.month - 1]} {when.year}"


def _world(index: Index) -> Iterator[tuple[date, Change]]:
    for program in index.catalogue.programs:
        for series in index.spans[program.id].values():
            yield from _of_series(index, series)
        for event in program.events:
            yield event.date.first, _event_change(index, None, event, index)


def _of_series(index: Index, series: Sequence[Span]) -> Iterator[tuple[date, Change]]:
    """From each claim of one scope to the next; a search that found nothing changes nothing."""
    for scope in dict.fromkeys(span.claim.scope for span in series):
        claims = in_order(span.claim for span in series if span.claim.scope == scope)
        for before, after in pairwise([None, *claims]):
            if after and after.date and not _is_silent(after):
                yield after.date.first, _claim_change(index, before, after, index)


def _is_silent(claim: Claim) -> bool:
    return claim.answer is not None and claim.answer.none is not None


# --- In the record ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """Between two states of the content. Sources and other files are told by name alone."""

    claims: tuple[Change, ...]
    events: tuple[Change, ...]
    sources: tuple[str, ...]
    others: tuple[str, ...]


def difference(before: Index, after: Index) -> Difference:
    """What a reader of the second would see otherwise than one of the first, by what it is about."""
    return Difference(
        claims=tuple(_claims_differing(before, after)),
        events=tuple(_events_differing(before, after)),
        sources=tuple(_sources_differing(before.catalogue.sources, after.catalogue.sources)),
        others=tuple(_others_differing(before, after)),
    )


def _claims_differing(before: Index, after: Index) -> Iterator[Change]:
    """By id; an answer that is gone and a new one of the same question and scope are one change."""
    old, new = _claims(before), _claims(after)
    gone = {key: claim for key, claim in old.items() if key not in new}
    for key, claim in new.items():
        if key in old:
            if old[key] != claim:
                yield _claim_change(after, old[key], claim, before)
            continue
        replaced = next((k for k, one in gone.items() if _series(one) == _series(claim)), None)
        yield _claim_change(after, gone.pop(replaced) if replaced else None, claim, before)
    for claim in gone.values():
        yield _claim_gone(before, claim)


def _claims(index: Index) -> dict[tuple[str, str], Claim]:
    """By program and id; that nobody has looked is no news."""
    every = (claim for program in index.catalogue.programs for claim in program.claims)
    return {
        (claim.program, claim.id): claim
        for claim in every
        if claim.answer is None or claim.answer.none is not NoAnswer.NOT_RESEARCHED
    }


def _series(claim: Claim) -> tuple[str, str, str | None, str]:
    return claim.program, claim.dimension, claim.aspect, claim.scope


def _events_differing(before: Index, after: Index) -> Iterator[Change]:
    old, new = ({(e.program, e.id): e for p in i.catalogue.programs for e in p.events} for i in (before, after))
    for key, event in new.items():
        if old.get(key) != event:
            yield _event_change(after, old.get(key), event, before)
    for key, event in old.items():
        if key not in new:
            yield _event_gone(before, event)


def _sources_differing(old: Mapping[SourceId, Source], new: Mapping[SourceId, Source]) -> Iterator[str]:
    yield from (f"new: {source.title} ({source.publisher})" for id, source in new.items() if id not in old)
    yield from (f"changed: {source.title} ({_changed_fields(old[id], source)})" for id, source in new.items()
                if id in old and old[id] != source)  # fmt: skip
    yield from (f"gone: {source.title} ({source.publisher})" for id, source in old.items() if id not in new)


def _changed_fields(before: Source, after: Source) -> str:
    names = ("title", "publisher", "kind", "url", "archived", "published", "checked", "copy", "lang")
    return ", ".join(name for name in names if getattr(before, name) != getattr(after, name))


def _others_differing(before: Index, after: Index) -> Iterator[str]:
    """Programs' headers and prose, questions, articles, terms."""
    old, new = _others(before), _others(after)
    yield from (f"new {name}" for name in new if name not in old)
    yield from (f"changed {name}" for name in new if name in old and old[name] != new[name])
    yield from (f"gone {name}" for name in old if name not in new)


def _others(index: Index) -> dict[str, object]:
    catalogue = index.catalogue
    noun = catalogue.site.program.one
    return {
        "site.yaml": catalogue.site,
        **{f"{noun} {p.short}: header": (p.title, p.summary, p.operators, p.jurisdictions, p.kind, p.aliases,
                                         p.native, p.related, p.tags) for p in catalogue.programs},
        **{f"{noun} {p.short}: prose": p.prose for p in catalogue.programs if p.prose},
        **{f"question {d.id}": d for d in catalogue.dimensions},
        **{f"explainer {a.id}": a for a in catalogue.explainers},
        **{f"comparison {c.article.id}": c for c in catalogue.comparisons},
        **{f"page {a.id}": a for a in catalogue.pages},
        **{f"term {t.id}": t for t in catalogue.terms},
    }  # fmt: skip


# --- One change ------------------------------------------------------------------------------------------------------


def _claim_change(index: Index, before: Claim | None, after: Claim, before_index: Index) -> Change:
    return Change(
        program=after.program,
        program_short=index.programs[after.program].short,
        what=_question(index, after),
        before=_said_claim(before_index, before) if before else None,
        after=_said_claim(index, after),
        why=after.why,
        day=after.date.machine if after.date else "",
        day_words=after.date.words if after.date else "",
        address=an.claim_address(after),
    )


def _claim_gone(index: Index, claim: Claim) -> Change:
    short = index.programs[claim.program].short
    return Change(claim.program, short, _question(index, claim), _said_claim(index, claim), None, None, "", "", "")


def _event_change(index: Index, before: Event | None, after: Event, before_index: Index) -> Change:
    return Change(
        program=after.program,
        program_short=index.programs[after.program].short,
        what=_kind_of_event(index, after),
        before=_said_event(before_index, before) if before else None,
        after=_said_event(index, after),
        why=None,
        day=after.date.machine,
        day_words=after.date.words,
        address=f"/programs/{after.program}/#{after.id}",
    )


def _event_gone(index: Index, event: Event) -> Change:
    short = index.programs[event.program].short
    return Change(event.program, short, _kind_of_event(index, event), _said_event(index, event), None, None, "", "", "")


def _kind_of_event(index: Index, event: Event) -> str:
    return index.event_types.get(event.type or "", "event")


def _question(index: Index, claim: Claim) -> str:
    dimension = index.dimensions[claim.dimension]
    parts = (an.aspect_label(dimension, claim.aspect).lower(), claim.scope)
    narrower = ", ".join(part for part in parts if part)
    return f"{dimension.short} ({narrower})" if narrower else dimension.short


def _said_claim(index: Index, claim: Claim) -> Said:
    when = ", ".join(part for part in (words.since(claim), words.searched(claim)) if part)
    return Said(words.claim_words(claim, index.dimensions[claim.dimension]), when, _level(index, claim))


def _said_event(index: Index, event: Event) -> Said:
    return Said(event.title, event.date.words, _level(index, event))


def _level(index: Index, item: Claim | Event) -> str:
    strongest = ix.evidence(index, ix.references_of(item))
    return strongest[1].label if strongest else ""
