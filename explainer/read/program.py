"""`programs/<id>.yaml` and `.md`, as written -> a record, with every contradiction in it noted."""

from collections.abc import Iterable, Iterator, Sequence

from explainer import dates
from explainer.dates import Edtf
from explainer.model import Claim, Event, Jurisdiction, Native, Program, ProgramId
from explainer.read import passages, schema
from explainer.read.claims import Placed, claims, references
from explainer.read.document import Document, Path
from explainer.read.known import Known, unknown
from explainer.read.slug import ANCHOR_LENGTH, ID_LENGTH, shortened, slug
from explainer.spans import begins

RESERVED = ("s-", "page-")  # of headings, and of the templates
DATES = ("from", "as_of")


def program(
    document: Document, written: schema.Program, prose: Document | None, known: Known
) -> tuple[Program, tuple[Placed, ...]]:
    """The record, and its claims with their places. `prose` is the Markdown of the same name, if there is one."""
    unknown(document, ("kind",), written.kind, "kind of program", known.kinds)
    for number, id in enumerate(written.related):
        document.mention(("related", number), "program", id)
        if id == document.id:
            document.wrong(("related", number), "this is the program itself", "delete it")
    placed = tuple(claims(document, written, known))
    events = tuple(_event(document, ("events", number), one, known) for number, one in enumerate(written.events))
    note_series(document, placed)
    note_anchors(document, [*placed, *((("events", number), event) for number, event in enumerate(events))])
    record = Program(
        id=ProgramId(document.id),
        title=written.title,
        short=written.short or written.title,
        native=tuple(Native(name.text, name.lang) for name in written.native),
        kind=written.kind,
        summary=written.summary,
        operators=written.operators,
        jurisdictions=tuple(_jurisdictions(document, written.jurisdictions, known)),
        aliases=written.aliases,
        related=tuple(ProgramId(id) for id in written.related),
        tags=written.tags,
        claims=tuple(claim for _, claim in placed),
        events=events,
        prose=passages.body(prose, document.id) if prose else None,
        lines={claim.id: document.at_key(path).line for path, claim in placed}
        | {"": document.at_key(("claims",)).line},
    )
    return record, placed


def _jurisdictions(document: Document, written: Sequence[str], known: Known) -> Iterator[Jurisdiction]:
    for number, text in enumerate(written):
        is_code = len(text) == 2 and text.isascii() and text.isupper()
        if is_code and text not in known.names:
            hint = "write a code of ISO 3166-1 alpha-2 such as GB, or the name in full"
            document.wrong(("jurisdictions", number), f'"{text}" is no code of a country', hint)
        yield Jurisdiction(text, known.names.get(text, text) if is_code else text)


def _event(document: Document, path: Path, written: schema.Event, known: Known) -> Event:
    date, end = dates.parse(written.date), dates.parse(written.end)
    if not written.sources:
        document.missing(path, "sources", "an event needs a source", 'write "sources: [id]"')
    if date and end and _is_over_before(date, end):
        message = f'"end: {end.text}" is before "date: {date.text}"'
        document.wrong((*path, "end"), message, "mend one of the two: an event may not end before it begins")
    unknown(document, (*path, "type"), written.type, "type of event", known.event_types)
    date = date or Edtf("", 1)  # a date that is missing or wrong was noted
    return Event(
        id=written.id or event_id(date, written.title),
        program=ProgramId(document.id),
        date=date,
        end=end,
        title=written.title,
        type=written.type or None,
        major=written.major,
        text=passages.passage(document, (*path, "text"), written.text, document.id),
        references=references(document, (*path, "sources"), written.sources, known),
    )


def event_id(date: Edtf, title: str) -> str:
    """The date and the slug of the title, which is cut where both have over 64 characters."""
    return f"{date.plain}-{shortened(slug(title), ID_LENGTH - len(date.plain) - 1)}"


def _is_over_before(start: Edtf, end: Edtf) -> bool:
    doubtful = start.approximate or start.uncertain or end.approximate or end.uncertain or start.open_start
    return not doubtful and end.last < start.first


# --- Claims of one dimension, aspect and scope, one after the other ----------------------------------------------


def note_series(document: Document, placed: Iterable[Placed]) -> None:
    """Notes claims of one series, that is of one question, aspect and scope, that begin on the same day or overlap.
    Whose dates could not be read is left out."""
    series: dict[tuple[str, str | None, str], list[Placed]] = {}
    for path, claim in placed:
        if not any(document.is_spoiled((*path, key)) for key in (*DATES, "to", "aspect", "scope")):
            series.setdefault((claim.dimension, claim.aspect, claim.scope), []).append((path, claim))
    for entries in series.values():
        _note_same_date(document, entries)
        _note_overlaps(document, entries)


def _note_same_date(document: Document, entries: Sequence[Placed]) -> None:
    first: dict[str, Path] = {}
    for path, claim in entries:
        date = claim.date.plain if claim.date else ""
        if date in first:
            line = document.at_key(first[date]).line
            when = "for that date" if claim.date else "without a date"
            at = (*path, "from" if claim.from_ else "as_of") if claim.date else path
            hint = 'give one of the two another date or another "scope", or delete it'
            document.wrong(at, f'line {line} has a claim of "{claim.dimension}" {when} already', hint)
            document.spoiled.add((*path, "id"))  # the ids are the same for the same reason
        else:
            first[date] = path


def _note_overlaps(document: Document, entries: Sequence[Placed]) -> None:
    """An explicit end after the next claim has surely begun."""
    dated = sorted((entry for entry in entries if entry[1].date), key=lambda entry: begins(_date(entry[1])))
    ordered = [*(entry for entry in entries if not entry[1].date), *dated]
    for at, (path, claim) in enumerate(ordered):
        following = next((other for _, other in ordered[at + 1 :] if other.date), None)
        if claim.to is None or following is None:
            continue
        begun = _date(following)
        sure = not (claim.to.approximate or claim.to.uncertain or begun.approximate or begun.uncertain)
        if sure and claim.to.first > (begun.first if begun.open_start else begun.last):
            message = f'"to: {claim.to.text}" is after the next claim begins, {begun.text}'
            document.wrong((*path, "to"), message, 'leave "to" out: a claim ends where the next begins')


def _date(claim: Claim) -> Edtf:
    assert claim.date is not None
    return claim.date


# --- Anchors ----------------------------------------------------------------------------------------------


def note_anchors(document: Document, placed: Sequence[tuple[Path, Claim | Event]]) -> None:
    """Claims and events share the anchors of one page."""
    first: dict[str, Path] = {}
    for path, item in placed:
        explicit = (*path, "id") in document.marks
        at = (*path, "id") if explicit else path
        most = ANCHOR_LENGTH if isinstance(item, Claim) or explicit else ID_LENGTH
        if item.id in first and not _is_noted(document, path, item):
            line = document.at_key(first[item.id]).line
            message = f'the id "{item.id}" is that of line {line} already'
            document.wrong(at, message, f'write "id: {shortened(item.id, ANCHOR_LENGTH - 2)}-2", or its like')
        elif not explicit and (len(item.id) > most or item.id.startswith(RESERVED)):
            message = (
                f'the id "{item.id}" would be too long'
                if len(item.id) > most
                else (f'the id would be "{item.id}", and ids here do not begin with {" or ".join(RESERVED)}')
            )
            document.wrong(at, message, 'write one as "id: ..."')
        first.setdefault(item.id, path)


def _is_noted(document: Document, path: Path, item: Claim | Event) -> bool:
    """Whether what the id is made of has had its mistake."""
    keys = ("id", *DATES, "aspect", "scope") if isinstance(item, Claim) else ("date", "title")
    return any(document.is_spoiled((*path, key)) for key in keys)
