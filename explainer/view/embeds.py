"""Parts of the site to be shown on other sites, as small pages without scripts; and the page that offers them.

In: an Index. Out: for each part its address, its title and how high a frame should be. One page holds all claims of a
program and shows the one that its address names after "#": so many claims, and no more files.
"""

from dataclasses import dataclass

from explainer.model import Program
from explainer.view.index import Index


@dataclass(frozen=True, slots=True)
class EmbedLine:
    """`url` is absolute: the line is for another site."""

    label: str
    title: str
    url: str
    height_px: int


@dataclass(frozen=True, slots=True)
class EmbedGroup:
    id: str
    label: str
    lines: tuple[EmbedLine, ...]


@dataclass(frozen=True, slots=True)
class EmbedsView:
    groups: tuple[EmbedGroup, ...]


def embeds(index: Index) -> EmbedsView:
    everything = EmbedGroup("page-embed", index.catalogue.site.title, _whole(index))
    groups = (everything, *(_of_program(index, program) for program in index.shown_programs))
    return EmbedsView(tuple(group for group in groups if group.lines))


def _whole(index: Index) -> tuple[EmbedLine, ...]:
    articles = [one.article for one in index.catalogue.comparisons]
    return tuple(
        _line(index, f"The comparison “{one.title}”", one.title, f"comparisons/{one.id}/", 640) for one in articles
    )


def _of_program(index: Index, program: Program) -> EmbedGroup:
    name, id = program.short, program.id
    facts = _line(index, "Its facts", name, f"programs/{id}/", 480)
    axis = _line(index, "Its timeline", f"{name}: timeline", f"timeline/{id}/", 480)
    first = program.claims[:1]
    one = tuple(_line(index, "One claim", f"{name}: a claim", f"claims/{id}/#{claim.id}", 240) for claim in first)
    return EmbedGroup(f"page-embed-{id}", name, (facts, axis, *one))


def _line(index: Index, label: str, title: str, path: str, height_px: int) -> EmbedLine:
    site = index.catalogue.site
    return EmbedLine(label, f"{title} – {site.title}", f"{site.base_url}embed/{path}", height_px)
