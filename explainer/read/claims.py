"""Claims as written -> records, held against the dimension that they answer."""

from collections.abc import Iterator, Sequence

from explainer import dates
from explainer.dates import Edtf
from explainer.model import (
    Answer,
    AspectId,
    Claim,
    Dimension,
    DimensionId,
    NoAnswer,
    Position,
    ProgramId,
    Reference,
    SourceId,
    ValueType,
    Why,
)
from explainer.problems import suggestion
from explainer.read import passages, schema, values
from explainer.read.document import Document, Path
from explainer.read.forms import FormError, one_line
from explainer.read.known import Known, way
from explainer.read.slug import ANCHOR_LENGTH, shortened, slug

MOST_TEXT = 400
UNANSWERED = Answer("")  # stands where a mistake was noted; content with one is not shown

Placed = tuple[Path, Claim]
Answering = schema.Claim | schema.Position


def claims(document: Document, written: schema.Program, known: Known) -> Iterator[Placed]:
    """Every claim with its path, in the order written."""
    for name, entries in written.claims.items():
        dimension = known.dimensions.get(name)
        if not _is_asked(document, name, written.kind, dimension, known):
            dimension = None  # the rest of the claim is judged all the same
        for number, entry in enumerate(entries):
            path: Path = ("claims", name, number)
            yield path, _claim(document, path, entry, DimensionId(name), dimension, known)


def _is_asked(document: Document, name: str, kind: str, dimension: Dimension | None, known: Known) -> bool:
    """Whether there is such a dimension, and whether it is asked of programs of this kind."""
    path: Path = ("claims", name)
    if name not in known.dimensions:
        hint = way("dimension", name, known.dimensions, known.moved)
        document.wrong_key(path, f'there is no dimension "{name}"', hint)
        return False
    if dimension and kind in (known.kinds or ()) and kind not in dimension.applies_to:
        message = f'"{name}" is not asked of programs of the kind "{kind}"'
        document.wrong_key(path, message, f"delete it: the answer is {NoAnswer.NOT_APPLICABLE} by itself")
        return False
    return True


def _claim(
    document: Document, path: Path, written: schema.Claim, name: DimensionId, dimension: Dimension | None, known: Known
) -> Claim:
    _note_rules(document, path, written, known)
    if dimension:
        _note_aspect(document, path, written.aspect, dimension)
    positions = tuple(
        _position(document, (*path, "positions", number), one, dimension, known)
        for number, one in enumerate(written.positions or ())
    )
    from_, to, as_of = (dates.parse(text) for text in (written.from_, written.to, written.as_of))
    return Claim(
        id=written.id or default_id(name, written.aspect, written.scope, from_ or as_of),
        program=ProgramId(document.id),
        dimension=name,
        aspect=AspectId(written.aspect) if written.aspect else None,
        scope=written.scope,
        answer=None if positions else _answer(document, path, written, dimension),
        positions=positions,
        from_=from_,
        to=to,
        as_of=as_of,
        said_by=written.said_by,
        note=passages.line(document, (*path, "note"), written.note, document.id),
        searched=dates.parse_day(written.searched),
        why=Why(written.why) if written.why else None,
        references=references(document, (*path, "sources"), written.sources, known),
    )


def default_id(dimension: str, aspect: str, scope: str, date: Edtf | None) -> str:
    """Dimension, aspect, slug of the scope, date, joined by hyphens; the scope is cut where the whole is too long."""
    rest = [dimension, aspect, date.plain if date else ""]
    room = ANCHOR_LENGTH - sum(len(part) + 1 for part in rest if part)
    words = shortened(slug(scope), max(1, room)) if scope else ""
    return "-".join(part for part in (dimension, aspect, words, rest[2]) if part)


def _position(
    document: Document, path: Path, written: schema.Position, dimension: Dimension | None, known: Known
) -> Position:
    given = [key for key in ("value", "none") if (*path, key) in document.marks]
    if len(given) != 1 and not any((*path, key) in document.spoiled for key in ("value", "none")):
        document.missing(path, "value", f"a position has {_both_or_neither(given)}", 'write one of "value" and "none"')
    if given == ["value"] and not written.sources:
        document.missing(path, "sources", "a position needs a source", 'write "sources: [id]"')
    return Position(
        answer=_answer(document, path, written, dimension),
        said_by=written.said_by,
        note=passages.line(document, (*path, "note"), written.note, document.id),
        references=references(document, (*path, "sources"), written.sources, known),
    )


def _both_or_neither(given: Sequence[str]) -> str:
    quoted = [f'"{key}"' for key in given]
    return f"{' and '.join(quoted)}" if given else 'neither "value" nor "none"'


# --- Rules ----------------------------------------------------------------------------------------------------------


def _note_rules(document: Document, path: Path, written: schema.Claim, known: Known) -> None:
    given = [key for key in ("value", "none", "positions") if (*path, key) in document.marks]
    if not given and not any((*path, key) in document.spoiled for key in ("value", "none", "positions")):
        hint = 'write one of "value", "none" and "positions"'
        document.missing(path, "value", 'a claim has a "value", "none" or "positions"', hint)
    for extra in given[1:]:
        document.wrong_key((*path, extra), f'a claim with "{given[0]}" has no "{extra}"', "keep one of the two")
    if "positions" in given and len(written.positions or ()) < 2:
        hint = 'write the other side, or a plain "value" with "said_by"'
        document.wrong_key((*path, "positions"), "a dispute has two positions or more", hint)
    if given == ["value"] and not written.sources:
        document.missing(path, "sources", "a value needs a source", 'write "sources: [id]"')
    _note_dates(document, path, written)
    _note_search(document, path, written, known)


def _note_dates(document: Document, path: Path, written: schema.Claim) -> None:
    for key in ("from", "to"):
        if (*path, key) in document.marks and (*path, "as_of") in document.marks:
            message = f'"as_of" is when it was measured, "{key}" a time in which it is so: a claim has only one kind'
            document.wrong_key((*path, "as_of"), message, f'delete "as_of" or "{key}"')
            return
    start, end = dates.parse(written.from_), dates.parse(written.to)
    if start and end and _is_sure(end) and _is_sure(start) and not start.open_start and end.last < start.first:
        message = f'"to: {end.text}" is before "from: {start.text}"'
        document.wrong((*path, "to"), message, "mend one of the two: a claim may not end before it begins")


def _note_search(document: Document, path: Path, written: schema.Claim, known: Known) -> None:
    kinds = [written.none, *(position.none for position in written.positions or ())]
    if NoAnswer.SEARCHED_NOT_FOUND in kinds and not written.searched:
        hint = 'write "searched: " and the day'
        document.missing(path, "searched", f'"{NoAnswer.SEARCHED_NOT_FOUND}" needs the day of the search', hint)
    note_future(document, (*path, "searched"), written.searched, known)


def note_future(document: Document, path: Path, text: str, known: Known) -> None:
    """Nobody has searched or read anything after today."""
    day = dates.parse_day(text)
    if day and day > known.today:
        document.wrong(path, f'"{text}" is after today, {known.today}', "write the day on which it was done")


def _note_aspect(document: Document, path: Path, aspect: str, dimension: Dimension) -> None:
    allowed = tuple(one.id for one in dimension.aspects)
    if aspect and not allowed:
        document.wrong_key((*path, "aspect"), f'"{dimension.id}" has no aspects', "delete it")
    elif aspect and aspect not in allowed:
        message = f'"{aspect}" is not an aspect of "{dimension.id}"'
        document.wrong((*path, "aspect"), message, suggestion(aspect, allowed), allowed)
    elif allowed and not aspect:
        message = f'"{dimension.id}" is asked per aspect, and "aspect" is missing'
        document.missing(path, "aspect", message, f"write aspect: {' or '.join(allowed)}")


def _is_sure(date: Edtf) -> bool:
    return not (date.approximate or date.uncertain)


# --- Answers --------------------------------------------------------------------------------------------------------


def _answer(document: Document, path: Path, written: Answering, dimension: Dimension | None) -> Answer:
    if written.none:
        return values.silence(written.none)
    at = (*path, "value")
    if written.value == ():
        document.wrong(at, "this list of values is empty", 'write one, or "none: ..." for no answer')
    if dimension is None or not written.value:
        return UNANSWERED
    if dimension.type is ValueType.CHOICES:
        return _choices(document, at, written.value, dimension)
    if not isinstance(written.value, str):
        message = f'"{dimension.id}" takes one value, and this is a list'
        document.wrong(at, message, f'write one, or make it a dimension of type "{ValueType.CHOICES}"')
        return UNANSWERED
    if dimension.type is ValueType.TEXT:
        return _text(document, at, written.value)
    try:
        one_line(written.value)
        return values.single(written.value, dimension)
    except FormError as error:
        document.wrong(at, error.message, error.hint, error.allowed)
        return UNANSWERED


def _choices(document: Document, at: Path, value: object, dimension: Dimension) -> Answer:
    if not isinstance(value, tuple):
        document.wrong(at, f'"{dimension.id}" takes a list of values', f"write [{value}]")
        return UNANSWERED
    sound = True
    for number, one in enumerate(value):
        try:
            values.one_of_several(one, value[:number], dimension)
        except FormError as error:
            document.wrong((*at, number), error.message, error.hint, error.allowed)
            sound = False
    return values.several(value, dimension) if sound else UNANSWERED


def _text(document: Document, at: Path, value: str) -> Answer:
    if len(value) > MOST_TEXT:
        document.wrong(at, f"this text has {len(value):,} characters", f"{MOST_TEXT} are the most")
    prose = passages.line(document, at, value, document.id)
    return Answer(prose.text if prose else "", value=value, prose=prose)


def references(
    document: Document, path: Path, written: Sequence[schema.FullReference], known: Known
) -> tuple[Reference, ...]:
    """One for each source that is cited; one that is not known yet is mentioned."""
    for number, one in enumerate(written):
        if known.sources is not None and one.ref not in known.sources:
            document.mention((*path, number, "ref"), "source", one.ref)
    return tuple(Reference(SourceId(one.ref), one.at, one.quote, one.says) for one in written)
