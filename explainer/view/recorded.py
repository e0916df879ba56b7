"""From the catalogue on one day to the records that are given away: labels, order, evidence, what holds, addresses."""

from collections.abc import Iterable

from explainer.model import Answer, Claim, Dimension, Event, Position, Program, Reference, Source
from explainer.spans import Span, phase_on
from explainer.view import index as ix
from explainer.view import records as rc
from explainer.view import words
from explainer.view.answers import claim_address
from explainer.view.index import Index
from explainer.view.prose import show


def records(index: Index) -> rc.Records:
    catalogue = index.catalogue
    programs = sorted(catalogue.programs, key=lambda program: program.id)
    spans = [span for p in programs for series in index.spans[p.id].values() for span in series]
    events = [event for program in programs for event in program.events]
    return rc.Records(
        as_of=index.day,
        today=index.today,
        site=_site(index),
        programs=tuple(_program(index, program) for program in programs),
        dimensions=tuple(_dimension(index, d) for d in sorted(catalogue.dimensions, key=lambda d: d.id)),
        claims=tuple(sorted((_claim(index, span) for span in spans), key=lambda c: (c.program, c.id))),
        events=tuple(sorted((_event(index, event) for event in events), key=lambda e: (e.program, e.id))),
        sources=tuple(_source(index, s) for s in sorted(catalogue.sources.values(), key=lambda s: s.id)),
    )


def absolute(index: Index, address: str) -> rc.Address:
    return rc.Address(f"{index.catalogue.site.base_url}{address.removeprefix('/')}")


# --- Claims, events, sources ----------------------------------------------------------------------------------------


def _claim(index: Index, span: Span) -> rc.ClaimRecord:
    claim = span.claim
    dimension = index.dimensions[claim.dimension]
    references = claim.all_references
    level = ix.evidence(index, references)
    answer = claim.answer or Answer("")
    return rc.ClaimRecord(
        id=claim.id,
        program=claim.program,
        dimension=claim.dimension,
        aspect=claim.aspect,
        scope=claim.scope or None,
        value=answer.value,
        number=_digits(answer),
        qualifier=answer.qualifier,
        currency=answer.currency,
        text=words.claim_words(claim, dimension),
        none=answer.none,
        positions=tuple(_position(position, dimension) for position in claim.positions) or None,
        from_=rc.When(claim.from_.text) if claim.from_ else None,
        to=rc.When(claim.to.text) if claim.to else None,
        as_of=rc.When(claim.as_of.text) if claim.as_of else None,
        searched=claim.searched,
        said_by=claim.said_by or None,
        note=claim.note.source if claim.note else None,
        why=claim.why,
        evidence=level[1].id if level else None,
        own_word=ix.own_word(index, references),
        sources=_references(references),
        holds=ix.holds(index, span, index.day),
        stale=ix.stale(index, span),
        url=absolute(index, claim_address(claim)),
    )


def _position(position: Position, dimension: Dimension) -> rc.PositionRecord:
    answer = position.answer
    return rc.PositionRecord(
        value=answer.value,
        number=_digits(answer),
        qualifier=answer.qualifier,
        currency=answer.currency,
        text=words.answer_words(answer, dimension),
        none=answer.none,
        said_by=position.said_by,
        note=position.note.source if position.note else None,
        sources=_references(position.references),
    )


def _digits(answer: Answer) -> rc.Digits | None:
    return rc.Digits(answer.number) if answer.number is not None else None


def _references(references: Iterable[Reference]) -> tuple[rc.ReferenceRecord, ...]:
    return tuple(rc.ReferenceRecord(r.source, r.at or None, r.quote or None, r.says or None) for r in references)


def _event(index: Index, event: Event) -> rc.EventRecord:
    return rc.EventRecord(
        id=event.id,
        program=event.program,
        date=rc.When(event.date.text),
        end=rc.When(event.end.text) if event.end else None,
        title=event.title,
        type=event.type,
        major=event.major,
        text=event.text.source if event.text else None,
        sources=_references(event.references),
        url=_item_url(index, event),
    )


def _item_url(index: Index, item: Claim | Event) -> rc.Address:
    return absolute(index, f"/programs/{item.program}/#{item.id}")


def _source(index: Index, source: Source) -> rc.SourceRecord:
    return rc.SourceRecord(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        kind=source.kind,
        url=source.url or None,
        archived=source.archived or None,
        published=rc.When(source.published.text) if source.published else None,
        checked=source.checked,
        copy=source.copy,
        lang=source.lang or None,
        evidence=index.levels[source.kind][1].id,
        cited_by=tuple(sorted(_item_url(index, item) for item in index.rests_on[source.id])),
        page=absolute(index, f"/sources/{source.id}/"),
    )


# --- Dimensions, programs, the site ---------------------------------------------------------------------------------


def _dimension(index: Index, dimension: Dimension) -> rc.DimensionRecord:
    choices = (rc.ChoiceRecord(c.id, c.label, c.means or None, c.phase) for c in dimension.values)
    return rc.DimensionRecord(
        id=dimension.id,
        label=dimension.label,
        short=dimension.short if dimension.short != dimension.label else None,
        question=dimension.question,
        group=dimension.group,
        order=dimension.order,
        type=dimension.type,
        unit=dimension.unit or None,
        values=tuple(choices) or None,
        aspects=tuple(rc.AspectRecord(aspect.id, aspect.label) for aspect in dimension.aspects) or None,
        applies_to=dimension.applies_to,
        role="status" if dimension.is_status else None,
        shelf_life=dimension.shelf_life_days,
        ends_with_program=dimension.ends_with_program,
        default=dimension.default,
        framework=tuple(rc.FrameworkRecord(f.name, f.url) for f in dimension.framework) or None,
        aliases=dimension.aliases or None,
        body=show(index, dimension.body) if dimension.body.parts else None,
        url=absolute(index, f"/dimensions/{dimension.id}/"),
    )


def _program(index: Index, program: Program) -> rc.ProgramRecord:
    cited = {reference.source for item in ix.items_of(program) for reference in ix.references_of(item)}
    return rc.ProgramRecord(
        id=program.id,
        title=program.title,
        short=program.short if program.short != program.title else None,
        native=tuple(rc.NativeRecord(name.text, name.lang) for name in program.native) or None,
        kind=program.kind,
        summary=program.summary,
        operators=program.operators or None,
        jurisdictions=tuple(jurisdiction.written for jurisdiction in program.jurisdictions) or None,
        aliases=program.aliases or None,
        related=program.related or None,
        tags=program.tags or None,
        status=_status(index, program),
        counts=rc.ProgramCounts(len(program.claims), len(program.events), len(cited)),
        url=absolute(index, f"/programs/{program.id}/"),
    )


def _status(index: Index, program: Program) -> rc.StatusRecord | None:
    """The held claim that gives the program's phase, or the first one held, or the words of no answer."""
    if index.status is None:
        return None
    questions = [(index.status.id, aspect) for aspect in ix.aspects_of(index.status)]
    held = [span for question in questions for span in ix.holding(index, program.id, question, index.day)]
    if not held:
        silence = ix.silence(index, program, questions[0])
        return rc.StatusRecord(None, words.SILENCES[silence].words, None, None)
    phase = phase_on(index.day, held, index.status_choices)
    telling = (span for span in held if phase_on(index.day, [span], index.status_choices) is phase)
    claim = next(telling, held[0]).claim
    value = claim.answer.value if claim.answer else None
    return rc.StatusRecord(
        value=value if isinstance(value, str) else None,
        label=words.claim_words(claim, index.status),
        phase=phase,
        since=rc.When(claim.date.text) if claim.date else None,
    )


def _site(index: Index) -> rc.SiteRecord:
    site = index.catalogue.site
    return rc.SiteRecord(
        title=site.title,
        tagline=site.tagline or None,
        base_url=rc.Address(site.base_url),
        repo_url=site.repo_url or None,
        edit_path=site.edit_path or None,
        language=site.language,
        licence=rc.LicenceRecord(site.licence_content, site.licence_code),
        program=rc.NounRecord(site.program.one, site.program.many),
        kinds=tuple(rc.KindRecord(kind.id, kind.one, kind.many) for kind in site.kinds),
        evidence=tuple(rc.EvidenceRecord(e.id, e.label, e.kinds, e.own_word) for e in site.evidence),
        event_types=tuple(rc.EventTypeRecord(t.id, t.label) for t in site.event_types) or None,
    )
