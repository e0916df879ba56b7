"""A page: its address, its template, and the frozen view that is all the template may see."""

from dataclasses import dataclass

from explainer.view.cards import Card
from explainer.view.changes import ChangesView
from explainer.view.citations import CiteView
from explainer.view.compare import Table
from explainer.view.embeds import EmbedsView
from explainer.view.exports import DataView
from explainer.view.frame import NavItem
from explainer.view.front import Home, KindHeads
from explainer.view.library import (
    ArticleView,
    ComparisonView,
    DimensionView,
    GlossaryView,
    QuestionLines,
    SourceGroup,
    SourceView,
)
from explainer.view.paging import Pager
from explainer.view.privacy import Privacy
from explainer.view.profile import Profile
from explainer.view.quality import Quality
from explainer.view.timeline import Timeline


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
    the picture that stands for it elsewhere, `pager` the way to the other pages of a long list.
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
    pager: Pager | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address that leads to a new one."""

    address: str
    to: str
