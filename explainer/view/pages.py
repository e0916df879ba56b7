"""Every page of the site.

In: an Index. Out: pages in an order that does not matter, each with an address of its own, and redirects.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from explainer.model import Comparison, Dimension, ProgramId, SourceId
from explainer.view import (
    calendars,
    cards,
    changes,
    citations,
    compare,
    embeds,
    exports,
    feeds,
    front,
    library,
    paging,
    quality,
)
from explainer.view import index as ix
from explainer.view import profile as pr
from explainer.view.frame import NavItem, frame
from explainer.view.index import Index
from explainer.view.page import (
    CompareView,
    Filter,
    NotFound,
    Page,
    ProgramsView,
    QuestionsView,
    Redirect,
    SearchView,
    SourcesView,
    TimelineView,
    View,
    Year,
)
from explainer.view.privacy import Privacy
from explainer.view.timeline import timeline

PROGRAMS_A_PAGE, LANES_A_PAGE, ROWS_A_PAGE = 240, 60, 200

Make = Callable[[Index], Iterable[Page]]


def of_all(index: Index) -> Iterator[tuple[str, Make]]:
    """The pages that lead to others, in named shares of about the work of a few programs."""
    yield "front", _front
    yield "timeline", _timeline
    yield from ((f"compare {year or 'now'}", partial(_compared, year=year)) for year in (None, *compare.years(index)))
    yield "lists", _lists
    yield "about", _about


def found(index: Index) -> Iterator[tuple[str, Make]]:
    """The pages that the search finds, but for those of programs and sources; in shares, too."""
    catalogue = index.catalogue
    yield from ((f"dimension {one.id}", partial(_dimension, dimension=one)) for one in catalogue.dimensions)
    yield from ((f"comparison {one.article.id}", partial(_comparison, comparison=one)) for one in catalogue.comparisons)
    yield "articles", _articles
    yield "changes", _changes


def _front(index: Index) -> Iterator[Page]:
    site = index.catalogue.site
    yield Page("/", "home.html", site.title, site.tagline, (), front.home(index))
    many = site.program.many
    shares = paging.shares(index.shown_programs, PROGRAMS_A_PAGE)
    views = [ProgramsView(front.kind_heads(index, some)) for some in shares]
    yield from _leaves(Page("/programs/", "programs.html", many.capitalize(), f"All {many}.", (), views[0]), views)


def _leaves(first: Page, views: Sequence[View]) -> Iterator[Page]:
    """The pages of one list: the first as it is, the others below it."""
    for number, view in enumerate(views, 1):
        way = paging.pager(first.address, number, len(views))
        if number == 1:
            yield replace(first, view=view, pager=way)
            continue
        here, title = paging.address(first.address, number), f"{first.title}, page {number} of {len(views)}"
        trail = (*first.trail, NavItem(first.title, first.address))
        yield Page(here, first.template, title, f"{first.description} Page {number}.", trail, view, pager=way)


def _timeline(index: Index) -> Iterator[Page]:
    shares = paging.shares(index.shown_programs, LANES_A_PAGE)
    views = [TimelineView(timeline(index, some, changes=False)) for some in shares]
    about = f"All {index.catalogue.site.program.many} on one time axis."
    yield from _leaves(Page("/timeline/", "timeline.html", "Timeline", about, (), views[0]), views)


def _lists(index: Index) -> Iterator[Page]:
    """Of what there is, and of what is left to do."""
    noun = index.catalogue.site.program
    groups = library.question_lines(index)
    about = f"What is asked of every {noun.one}."
    yield Page("/dimensions/", "dimensions.html", "Questions", about, (), QuestionsView(groups))
    about = "Every source, strongest evidence first."
    views = [SourcesView(groups) for groups in library.source_groups(index)]
    yield from _leaves(Page("/sources/", "sources.html", "Sources", about, (), views[0]), views)
    about = f"What is answered for each {noun.one}, on what evidence, and what is left to do."
    maps = quality.quality(index)
    yield from _leaves(Page("/quality/", "quality.html", "Quality", about, (), maps[0]), maps)


def _changes(index: Index) -> Iterator[Page]:
    """The newest of all, and those of each year."""
    about = "What changed in the world, newest first: new answers, corrections, better sources, events."
    yield Page("/changes/", "changes.html", "Changes", about, (), changes.changes(index))
    for year, views in changes.of_years(index):
        title = f"What changed in {year.label}"
        about = f"New answers, corrections, better sources and events of {year.label}, newest first."
        first = Page(year.address, "changes.html", title, about, (NavItem("Changes", "/changes/"),), views[0])
        yield from _leaves(first, views)


def _about(index: Index) -> Iterator[Page]:
    """What can be done with the site."""
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


def of_program(index: Index, id: ProgramId) -> Iterator[Page]:
    """Its profile, the parts of it that other sites may show, from one view, and how to cite it."""
    program = index.programs[id]
    trail = (NavItem(index.catalogue.site.program.many.capitalize(), "/programs/"),)
    view = pr.profile(index, program)
    address = f"/programs/{program.id}/"
    follow = (feeds.address(address), calendars.address(address))
    card = cards.of_program(index, program)
    yield Page(address, "program.html", program.title, program.summary, trail, view, *follow, card=card)
    for part, template in (("programs", "facts"), ("timeline", "timeline"), ("claims", "claims")):
        here, shown = f"/embed/{part}/{program.id}/", f"embed-{template}.html"
        yield Page(here, shown, program.title, program.summary, trail, view, of=address)
    below = (*trail, NavItem(program.short, address))
    about = f"{program.title}, each claim and each event, as a line of text, BibTeX and CSL-JSON."
    cite = citations.of_program(index, program)
    yield Page(citations.address(program), "cite.html", f"Cite {program.short}", about, below, cite, of=address)


def _compared(index: Index, year: int | None) -> Iterator[Page]:
    """The table on the day of the site, or on the last day of a year."""
    dimensions = compare.default_dimensions(index)
    years = tuple(_year(index, one) for one in compare.years(index))
    day = index.day if year is None else compare.last_day(index, year)
    table = compare.table(index, index.shown_programs, dimensions, day)
    if year is None:
        view = CompareView(table, years, years[-1], None, is_year=False)
        yield Page("/compare/", "compare.html", "Compare", table.caption, (), view)
    else:
        place = compare.years(index).index(year)
        before, after = years[place - 1] if place else None, years[place + 1] if place + 1 < len(years) else None
        view = CompareView(table, years, before, after, is_year=True)
        title = f"Compared in {years[place].label}"
        yield Page(f"/compare/{year}/", "compare.html", title, table.caption, (NavItem("Compare", "/compare/"),), view)


def _comparison(index: Index, comparison: Comparison) -> Iterator[Page]:
    article = comparison.article
    shown = library.comparison_view(index, comparison)
    trail = (NavItem("Compare", "/compare/"),)
    address = f"/comparisons/{article.id}/"
    card = cards.of_comparison(index, comparison)
    yield Page(address, "comparison.html", article.title, article.summary, trail, shown, card=card)
    embed = f"/embed{address}"
    yield Page(embed, "embed-comparison.html", article.title, article.summary, trail, shown, of=address)


def _year(index: Index, year: int) -> Year:
    so_far = " so far" if year == index.day.year else ""
    return Year(f"{year}{so_far}", f"/compare/{year}/")


def _dimension(index: Index, dimension: Dimension) -> Iterator[Page]:
    trail = (NavItem("Questions", "/dimensions/"),)
    there = [program for program in index.shown_programs if ix.is_there(index, program.id, index.day)]
    shares = paging.shares(there, ROWS_A_PAGE)
    views = [library.dimension_view(index, dimension, some) for some in shares]
    address = f"/dimensions/{dimension.id}/"
    feed = feeds.address(address)
    first = Page(address, "dimension.html", dimension.label, dimension.question, trail, views[0], feed)
    yield from _leaves(first, views)


def of_sources(index: Index, ids: Iterable[SourceId]) -> Iterator[Page]:
    trail = (NavItem("Sources", "/sources/"),)
    for source in (index.catalogue.sources[id] for id in ids):
        about = f"{source.publisher}: what rests on this source."
        view = library.source_view(index, source)
        yield Page(f"/sources/{source.id}/", "source.html", source.title, about, trail, view)


def _articles(index: Index) -> Iterator[Page]:
    for article in index.catalogue.explainers:
        address = f"/explainers/{article.id}/"
        view = library.article_view(index, article, address, f"explainers/{article.id}.md")
        card = cards.of_explainer(index, article)
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
