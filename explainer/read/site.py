"""`site.yaml` and the dimensions: as written -> records."""

from collections.abc import Iterable

from explainer.model import (
    Aspect,
    AspectId,
    Choice,
    Dimension,
    DimensionId,
    EventType,
    EvidenceLevel,
    Framework,
    Kind,
    Noun,
    Phase,
    Site,
    ValueType,
)
from explainer.read import passages, schema
from explainer.read.document import Document
from explainer.read.known import repeated, unknown

CLOSED = (ValueType.CHOICE, ValueType.CHOICES)


def site(document: Document, written: schema.Site) -> Site:
    """What the schema cannot see is noted: empty lists, ids twice, a kind of source with two levels of evidence."""
    for key in ("kinds", "evidence"):
        if not getattr(written, key):
            document.wrong((key,), f'"{key}" is empty', "write at least one")
    repeated(document, ("kinds",), (kind.id for kind in written.kinds))
    repeated(document, ("evidence",), (level.id for level in written.evidence))
    repeated(document, ("event_types",), (type.id for type in written.event_types))
    _note_kinds_of_two_levels(document, written)
    return Site(
        title=written.title,
        tagline=written.tagline,
        base_url=written.base_url.rstrip("/") + "/",
        repo_url=written.repo_url.rstrip("/"),
        edit_path=written.edit_path.strip("/"),
        language=written.language,
        licence_content=written.licence.content,
        licence_code=written.licence.code,
        program=Noun(written.program.one, written.program.many),
        kinds=tuple(Kind(kind.id, kind.one, kind.many) for kind in written.kinds),
        evidence=tuple(EvidenceLevel(o.id, o.label, o.kinds, o.own_word) for o in written.evidence),
        event_types=tuple(EventType(type.id, type.label) for type in written.event_types),
    )


def _note_kinds_of_two_levels(document: Document, written: schema.Site) -> None:
    levels: dict[str, str] = {}
    for number, level in enumerate(written.evidence):
        for place, kind in enumerate(level.kinds):
            if kind in levels:
                message = f'sources of the kind "{kind}" already count as "{levels[kind]}"'
                document.wrong(("evidence", number, "kinds", place), message, "keep it in one level")
            elif kind:
                levels[kind] = level.id


def dimension(document: Document, written: schema.Dimension, kinds: tuple[str, ...] | None) -> Dimension:
    """`kinds` are those of the site, or None where they could not be read, and then none is called unknown."""
    _note_rules(document, written)
    unknown_kinds = [
        unknown(document, ("applies_to", number), kind, "kind of program", kinds)
        for number, kind in enumerate(written.applies_to)
    ]
    repeated(document, ("values",), (value.id for value in written.values))
    repeated(document, ("aspects",), (aspect.id for aspect in written.aspects))
    repeated(document, ("applies_to",), written.applies_to, inner="")
    return Dimension(
        id=DimensionId(document.id),
        label=written.label,
        short=written.short or written.label,
        question=written.question,
        group=written.group,
        order=written.order,
        type=ValueType(written.type or ValueType.TEXT),
        unit=written.unit,
        values=tuple(Choice(v.id, v.label, v.means, Phase(v.phase) if v.phase else None) for v in written.values),
        aspects=tuple(Aspect(AspectId(aspect.id), aspect.label) for aspect in written.aspects),
        applies_to=(kinds or ()) if not written.applies_to or any(unknown_kinds) else written.applies_to,
        is_status=written.role == "status",
        shelf_life_days=written.shelf_life or None,
        ends_with_program=written.ends_with_program,
        default=written.default,
        framework=tuple(Framework(one.name, one.url) for one in written.framework),
        aliases=written.aliases,
        body=passages.body(document),
    )


def is_judged(document: Document, dimension: Dimension) -> bool:
    """Whether claims can be held against it: not where what decides that has a mistake itself."""
    deciding = {(), ("type",), ("values",), ("aspects",), ("applies_to",)}
    complete = bool(dimension.values) or dimension.type not in CLOSED
    return complete and not any(path[:1] in deciding for path in document.spoiled)


def _note_rules(document: Document, written: schema.Dimension) -> None:
    is_closed = written.type in CLOSED
    if is_closed and not written.values:
        document.missing(
            (), "values", f'a dimension of type "{written.type}" needs "values"', "list what may be answered"
        )
    if written.values and written.type and not is_closed:
        document.wrong_key(("values",), f'"values" has no place in a dimension of type "{written.type}"', "delete it")
    if written.unit and written.type and written.type != ValueType.NUMBER:
        document.wrong_key(("unit",), '"unit" belongs to a dimension of type "number"', "delete it")
    if written.role and written.type and written.type != ValueType.CHOICE:
        document.wrong(("role",), 'a dimension with "role: status" is of type "choice"', 'write "type: choice"')
    phased = next((number for number, value in enumerate(written.values) if value.phase), None)
    if phased is not None and not written.role and ("role",) not in document.spoiled:
        message = '"phase" belongs to the values of the dimension with "role: status"'
        hint = 'write "role: status", or delete every "phase"'
        document.wrong_key(("values", phased, "phase"), message, hint)
    for number, value in enumerate(written.values):
        if written.role and not value.phase:
            hint = f'write "phase: ..." in it; allowed: {", ".join(Phase)}'
            which = f'the value "{value.id}"' if value.id else "this value"
            document.missing(("values", number), "phase", f'{which} needs a "phase"', hint)


def note_second_status(dimensions: Iterable[tuple[Document, Dimension]]) -> None:
    """At most one dimension says what state a program is in."""
    states = [document for document, one in dimensions if one.is_status and one.type is ValueType.CHOICE]
    for document in states[1:]:
        message = f'"role: status" is that of {states[0].path} already'
        document.wrong_key(("role",), message, "delete it")
