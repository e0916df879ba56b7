"""Every page of the site: its address, its template, and the frozen view that is all the template may see.

In: an Index. Out: pages in an order that does not matter, each with an address of its own, and redirects.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from explainer.model import Dimension, Program
from explainer.view import calendars, changes, citations, compare, embeds, exports, feeds, front, library, quality
from explainer.view import cards as cd
from explainer.view import profile as pr
from explainer.view.cards import Card
from explainer.view.changes import ChangesView
from explainer.view.citations import CiteView
from explainer.view.compare import Table
from explainer.view.embeds import EmbedsView
from explainer.view.exports import DataView
from explainer.view.frame import NavItem, frame
from explainer.view.front import Home, KindHeads
from explainer.view.index import Index
from explainer.view.library import (
    ArticleView,
    ComparisonView,
    DimensionView,
    GlossaryView,
    QuestionLines,
    SourceGroup,
    SourceView,
)
from explainer.view.privacy import Privacy
from explainer.view.profile import Profile
from explainer.view.quality import Quality
from explainer.view.timeline import Timeline, timeline


@dataclass(frozen=True, slots=True)
class ProgramsView:
    kinds: tuple[KindHeads, ...]


@dataclass(frozen=True, slots=True)
class Year:
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class CompareView:
    table: Table
    years: tuple[Year, ...]
    before: Year | None
    after: Year | None
    is_year: bool


@dataclass(frozen=True, slots=True)
class QuestionsView:
    groups: tuple[QuestionLines, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    timeline: Timeline | None


@dataclass(frozen=True, slots=True)
class SourcesView:
    groups: tuple[SourceGroup, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """`name` is that of what a page says of itself in `data-pagefind-meta`."""

    name: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """What pages can be narrowed down to; and where to go without scripts: the lists of everything."""

    filters: tuple[Filter, ...]
    indexes: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    """The page for an address that does not exist; it has nothing of its own to show."""


View = (
    Home
    | ProgramsView
    | Profile
    | CiteView
    | CompareView
    | ComparisonView
    | QuestionsView
    | DimensionView
    | TimelineView
    | SourcesView
    | SourceView
    | ArticleView
    | GlossaryView
    | Quality
    | ChangesView
    | DataView
    | EmbedsView
    | SearchView
    | Privacy
    | NotFound
)


@dataclass(frozen=True, slots=True)
class Page:
    """`address` ends in "/", or is that of a file. `trail` leads here from the home page.

    `feed` and `calendar` are what follows this very page, where it is not the whole site that is followed. `of` is the
    address of the page that this one shows a part of, in another form: that one is to be found, not this. `card` is
    the picture that stands for it elsewhere.
    """

    address: str
    template: str
    title: str
    description: str
    trail: tuple[NavItem, ...]
    view: View
    feed: str = ""
    calendar: str = ""
    of: str = ""
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address that leads to a new one."""

    address: str
    to: str


def pages(index: Index) -> Iterable[Page]:
    """Every page, one after the other, so that no more than one view needs to be held."""
    site = index.catalogue.site
    many = site.program.many.capitalize()
    yield Page("/", "home.html", site.title, site.tagline, (), front.home(index))
    yield Page(
        "/programs/", "programs.html", many, f"All {site.program.many}.", (), ProgramsView(front.kind_heads(index))
    )
    for program in index.catalogue.programs:
        yield from _program(index, program, many)
        yield _cite(index, program, many)
    yield from _comparisons(index)
    groups = library.question_lines(index)
    about = f"What is asked of every {site.program.one}."
    yield Page("/dimensions/", "dimensions.html", "Questions", about, (), QuestionsView(groups))
    for dimension in index.catalogue.dimensions:
        yield _dimension(index, dimension)
    everything = timeline(index, index.shown_programs, changes=False)
    about = f"All {site.program.many} on one time axis."
    yield Page("/timeline/", "timeline.html", "Timeline", about, (), TimelineView(everything))
    yield from _sources(index)
    yield from _articles(index)
    about = "What changed in the world, newest first: new answers, corrections, better sources, events."
    yield Page("/changes/", "changes.html", "Changes", about, (), changes.changes(index))
    about = f"What is answered for each {site.program.one}, on what evidence, and what is left to do."
    yield Page("/quality/", "quality.html", "Quality", about, (), quality.quality(index))
    about = "Every claim with its sources, to take away: tables, an API, feeds and calendars."
    yield Page("/data/", "data.html", "Data", about, (), exports.data(index))
    about = "Facts, timelines, comparisons and single claims, to show on your own site."
    yield Page("/embed/", "embeds.html", "Embed", about, (), embeds.embeds(index))
    yield Page("/search/", "search.html", "Search", "Find a word on any page.", (), _search(index))
    yield Page("/404.html", "404.html", "Page not found", "There is no page at this address.", (), NotFound())


def privacy(view: Privacy) -> Page:
    """The page that tells what a build has found in all others."""
    about = "What the pages of this site ask of a browser, as far as a build can prove it."
    return Page("/privacy/", "privacy.html", "Privacy", about, (), view)


def _search(index: Index) -> SearchView:
    shown = frame(index)
    noun = index.catalogue.site.program.one.capitalize()
    sections = (noun, "Question", "Text", "Comparison", "Glossary", "Source")
    filters = (
        Filter("section", "Section", sections),
        Filter("kind", "Kind", tuple(kind.one for kind in index.catalogue.site.kinds)),
        Filter("program", noun, tuple(program.short for program in index.shown_programs)),
    )
    return SearchView(filters, tuple(item for item in (*shown.nav, *shown.more) if item.address != "/search/"))


def _program(index: Index, program: Program, many: str) -> Iterable[Page]:
    """Its profile, and the parts of it that other sites may show, from one view."""
    trail = (NavItem(many, "/programs/"),)
    view = pr.profile(index, program)
    address = f"/programs/{program.id}/"
    follow = (feeds.address(address), calendars.address(address))
    card = cd.of_program(index, program)
    yield Page(address, "program.html", program.title, program.summary, trail, view, *follow, card=card)
    for part, template in (("programs", "facts"), ("timeline", "timeline"), ("claims", "claims")):
        here, shown = f"/embed/{part}/{program.id}/", f"embed-{template}.html"
        yield Page(here, shown, program.title, program.summary, trail, view, of=address)


def _cite(index: Index, program: Program, many: str) -> Page:
    here = f"/programs/{program.id}/"
    trail = (NavItem(many, "/programs/"), NavItem(program.short, here))
    about = f"{program.title} and each claim about it, as a line of text, BibTeX and CSL-JSON."
    view = citations.of_program(index, program)
    return Page(citations.address(program), "cite.html", f"Cite {program.short}", about, trail, view, of=here)


def _comparisons(index: Index) -> Iterable[Page]:
    dimensions = compare.default_dimensions(index)
    years = tuple(_year(index, year) for year in compare.years(index))
    table = compare.table(index, index.shown_programs, dimensions, index.day)
    now = CompareView(table, years, years[-1], None, is_year=False)
    yield Page("/compare/", "compare.html", "Compare", table.caption, (), now)
    for place, year in enumerate(compare.years(index)):
        table = compare.table(index, index.shown_programs, dimensions, compare.last_day(index, year))
        before = years[place - 1] if place else None
        after = years[place + 1] if place + 1 < len(years) else None
        view = CompareView(table, years, before, after, is_year=True)
        trail = (NavItem("Compare", "/compare/"),)
        yield Page(f"/compare/{year}/", "compare.html", f"Compared in {years[place].label}", table.caption, trail, view)
    for comparison in index.catalogue.comparisons:
        article = comparison.article
        shown = library.comparison_view(index, comparison)
        trail = (NavItem("Compare", "/compare/"),)
        address = f"/comparisons/{article.id}/"
        card = cd.of_comparison(index, comparison)
        yield Page(address, "comparison.html", article.title, article.summary, trail, shown, card=card)
        embed = f"/embed{address}"
        yield Page(embed, "embed-comparison.html", article.title, article.summary, trail, shown, of=address)


def _year(index: Index, year: int) -> Year:
    so_far = " so far" if year == index.day.year else ""
    return Year(f"{year}{so_far}", f"/compare/{year}/")


def _dimension(index: Index, dimension: Dimension) -> Page:
    trail = (NavItem("Questions", "/dimensions/"),)
    view = library.dimension_view(index, dimension)
    address = f"/dimensions/{dimension.id}/"
    feed = feeds.address(address)
    return Page(address, "dimension.html", dimension.label, dimension.question, trail, view, feed)


def _sources(index: Index) -> Iterable[Page]:
    about = "Every source, strongest evidence first."
    yield Page("/sources/", "sources.html", "Sources", about, (), SourcesView(library.source_groups(index)))
    trail = (NavItem("Sources", "/sources/"),)
    for source in index.catalogue.sources.values():
        about = f"{source.publisher}: what rests on this source."
        view = library.source_view(index, source)
        yield Page(f"/sources/{source.id}/", "source.html", source.title, about, trail, view)


def _articles(index: Index) -> Iterable[Page]:
    for article in index.catalogue.explainers:
        address = f"/explainers/{article.id}/"
        view = library.article_view(index, article, address, f"explainers/{article.id}.md")
        card = cd.of_explainer(index, article)
        yield Page(address, "article.html", article.title, article.summary, (), view, card=card)
    for article in index.catalogue.pages:
        address = f"/{article.id}/"
        view = library.article_view(index, article, address, f"pages/{article.id}.md")
        yield Page(address, "article.html", article.title, article.summary, (), view)
    glossary = library.glossary_view(index)
    yield Page("/glossary/", "glossary.html", "Glossary", "Terms in plain words.", (), glossary)


def redirects(index: Index) -> tuple[Redirect, ...]:
    """A page at every old address."""
    catalogue = index.catalogue
    moved = [
        *((f"/programs/{old}/", f"/programs/{p.id}/") for p in catalogue.programs for old in p.aliases),
        *((f"/dimensions/{old}/", f"/dimensions/{d.id}/") for d in catalogue.dimensions for old in d.aliases),
        *((f"/explainers/{old}/", f"/explainers/{e.id}/") for e in catalogue.explainers for old in e.aliases),
        *((f"/{old}/", f"/{p.id}/") for p in catalogue.pages for old in p.aliases),
        *(
            (f"/comparisons/{old}/", f"/comparisons/{c.article.id}/")
            for c in catalogue.comparisons
            for old in c.article.aliases
        ),
    ]
    return tuple(Redirect(address, to) for address, to in moved)
