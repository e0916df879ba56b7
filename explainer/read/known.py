"""What the rest of the content holds, so that one file can be held against it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from explainer.model import Dimension
from explainer.problems import suggestion
from explainer.read.document import Document, Path
from explainer.read.slug import ID_LENGTH, slug

WAYS = {  # of making what is not there
    "source": "define it in sources.yaml or in a program, or write another id",
    "term": "define it in glossary.yaml, or write another id",
    "program": "write programs/{}.yaml, or another id",
    "dimension": "write dimensions/{}.md, or another id",
    "explainer": "write explainers/{}.md, or another id",
    "comparison": "write comparisons/{}.md, or another id",
    "page": "write pages/{}.md, or another id",
}


Moved = Mapping[str, Mapping[str, str]]  # by scheme of link: from an alias to the id


@dataclass(frozen=True, slots=True)
class Known:
    """Ids, and the dimensions themselves. A None says: that list could not be read, judge nothing by it."""

    today: date
    kinds: tuple[str, ...] | None
    source_kinds: tuple[str, ...] | None
    event_types: tuple[str, ...] | None
    dimensions: Mapping[str, Dimension | None]
    sources: frozenset[str] | None
    programs: frozenset[str]
    names: Mapping[str, str]  # of countries and unions, by their code
    moved: Moved


def way(what: str, id: str, known: Iterable[str], moved: Moved | None = None) -> str:
    """What to write instead of an id that is not there."""
    new = (moved or {}).get(what, {}).get(id)
    if new:
        return f'it is called "{new}" now'
    return suggestion(id, known) or (WAYS[what].format(slug(id, ID_LENGTH)) if what in WAYS else "")


def unknown(
    document: Document, path: Path, id: str, what: str, known: Collection[str] | None, moved: Moved | None = None
) -> bool:
    """Notes an id of something that is not there; of what only `site.yaml` names, all are listed."""
    if known is None or not id or id in known:
        return False
    allowed = () if what in WAYS else tuple(known)
    document.wrong(path, f'there is no {what} "{id}"', way(what, id, known, moved), allowed)
    return True


def repeated(document: Document, path: Path, ids: Iterable[str], *, inner: str = "id") -> None:
    """Notes each id of a list that an earlier entry has; `inner` is the key that holds it, if any."""
    seen: set[str] = set()
    for number, id in enumerate(ids):
        if id in seen:
            at: Path = (*path, number, inner) if inner else (*path, number)
            document.wrong(at, f'"{id}" is already given', "give each its own" if inner else "delete it")
        seen.update({id} - {""})
