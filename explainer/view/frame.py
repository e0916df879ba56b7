"""What every page shows round its own content: the site's name, the ways to its parts, the day, the licences."""

from dataclasses import dataclass

from explainer.dates import day_words
from explainer.model import Article
from explainer.view.index import Index


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows round its own content."""

    title: str
    tagline: str
    language: str
    base_url: str
    nav: tuple[NavItem, ...]
    more: tuple[NavItem, ...]  # in the footer
    day: str
    day_words: str
    today_words: str
    is_other_day: bool  # the site is built as of another day than today
    licence_content: str
    licence_code: str
    repo_url: str
    program: str
    programs: str


def frame(index: Index) -> Frame:
    """What stands round every page: names, navigation, footer."""
    site = index.catalogue.site
    own = sorted((page for page in index.catalogue.pages if page.nav), key=_order)
    nav = [
        NavItem(site.program.many.capitalize(), "/programs/"),
        NavItem("Compare", "/compare/"),
        NavItem("Timeline", "/timeline/"),
        NavItem("Questions", "/dimensions/"),
        NavItem("Sources", "/sources/"),
        NavItem("Search", "/search/"),
    ]
    glossary = [NavItem("Glossary", "/glossary/")] if index.catalogue.terms else []
    return Frame(
        title=site.title,
        tagline=site.tagline,
        language=site.language,
        base_url=site.base_url,
        nav=tuple(nav),
        more=(
            *glossary,
            NavItem("Changes", "/changes/"),
            NavItem("Quality", "/quality/"),
            NavItem("Data", "/data/"),
            NavItem("Privacy", "/privacy/"),
            *(NavItem(page.title, f"/{page.id}/") for page in own),
        ),
        day=index.day.isoformat(),
        day_words=day_words(index.day),
        today_words=day_words(index.today),
        is_other_day=index.day != index.today,
        licence_content=site.licence_content,
        licence_code=site.licence_code,
        repo_url=site.repo_url,
        program=site.program.one,
        programs=site.program.many,
    )


def _order(article: Article) -> tuple[int, str]:
    return article.order, article.id
