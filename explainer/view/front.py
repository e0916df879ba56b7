"""The home page and the list of all programs."""

from dataclasses import dataclass

from explainer.model import Kind
from explainer.view import compare, words
from explainer.view.compare import Head
from explainer.view.index import Index
from explainer.view.timeline import Entry, Timeline, timeline

NEWEST_CHANGES = 8


@dataclass(frozen=True, slots=True)
class KindHeads:
    kind: Kind
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Doorway:
    """A way on from the home page: a title, an address, a sentence."""

    title: str
    address: str
    summary: str


@dataclass(frozen=True, slots=True)
class Home:
    tagline: str
    kinds: tuple[KindHeads, ...]
    counts: tuple[str, ...]
    newest: tuple[Entry, ...]
    timeline: Timeline | None
    comparisons: tuple[Doorway, ...]
    explainers: tuple[Doorway, ...]


def kind_heads(index: Index) -> tuple[KindHeads, ...]:
    """The programs of each kind; kinds without any are passed over."""
    heads = {p.id: compare.head(index, p, index.day) for p in index.shown_programs}
    grouped = (
        KindHeads(kind, tuple(head for head in heads.values() if head.kind == kind.id))
        for kind in index.catalogue.site.kinds
    )
    return tuple(group for group in grouped if group.heads)


def home(index: Index) -> Home:
    everything = timeline(index, index.shown_programs, changes=True)
    past = [e for e in everything.entries if not e.planned] if everything else []
    catalogue = index.catalogue
    return Home(
        tagline=catalogue.site.tagline,
        kinds=kind_heads(index),
        counts=counts(index),
        newest=tuple(reversed(past[-NEWEST_CHANGES:])),
        timeline=timeline(index, index.shown_programs, changes=False, major_only=True),
        comparisons=tuple(
            Doorway(c.article.title, f"/comparisons/{c.article.id}/", c.article.summary) for c in catalogue.comparisons
        ),
        explainers=tuple(Doorway(e.title, f"/explainers/{e.id}/", e.summary) for e in catalogue.explainers),
    )


def counts(index: Index) -> tuple[str, ...]:
    catalogue = index.catalogue
    noun = catalogue.site.program
    claims = sum(len(program.claims) for program in catalogue.programs)
    events = sum(len(program.events) for program in catalogue.programs)
    return (
        words.counted(len(catalogue.programs), noun.one, noun.many),
        words.counted(len(catalogue.dimensions), "question", "questions"),
        words.counted(claims, "claim", "claims"),
        words.counted(events, "event", "events"),
        words.counted(len(catalogue.sources), "source", "sources"),
    )
