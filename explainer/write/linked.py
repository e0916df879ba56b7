"""What a page says of itself to search engines and other readers of linked data: schema.org as JSON-LD 1.1.

In: the frame and a page. Out: one graph: the page, the site that it is part of, and the way to it. Nothing is said that
is not known: no author, no day of publication, no rating and no ClaimReview, for nobody reviews claims here.
"""

from collections.abc import Iterator

from explainer.view.exports import DataView, FileLine
from explainer.view.frame import Frame, NavItem
from explainer.view.front import Home
from explainer.view.library import ArticleView, ComparisonView, GlossaryView, TermView
from explainer.view.page import Page
from explainer.view.profile import Profile
from explainer.write.addresses import LICENCES, absolute
from explainer.write.values import Json

Node = dict[str, Json]
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
    "bib": "application/x-bibtex",
}
ARTICLES = (ArticleView, Profile, ComparisonView)


def graph(frame: Frame, page: Page) -> Json:
    return {"@context": "https://schema.org", "@graph": list(_nodes(frame, page))}


def og_type(page: Page) -> str:
    """Of the Open Graph protocol (ogp.me)."""
    return "article" if isinstance(page.view, ARTICLES) else "website"


def _nodes(frame: Frame, page: Page) -> Iterator[Node]:
    site: Node = {
        "@type": "WebSite",
        "@id": f"{frame.base_url}#site",
        "name": frame.title,
        "url": frame.base_url,
        "inLanguage": frame.language,
    }
    if isinstance(page.view, Home):
        yield {**site, "description": frame.tagline, **_licence(frame)}
        return
    yield site
    yield {
        **_subject(frame, page),
        "@id": absolute(frame.base_url, page.address),
        "url": absolute(frame.base_url, page.address),
        "description": page.description,
        "inLanguage": frame.language,
        "isPartOf": {"@id": f"{frame.base_url}#site"},
        **_licence(frame),
    }
    yield _trail(frame, page)


def _licence(frame: Frame) -> Node:
    known = LICENCES.get(frame.licence_content)
    return {"license": known} if known else {}


def _subject(frame: Frame, page: Page) -> Node:
    """What the page is, by its view."""
    match page.view:
        case DataView():
            return {"@type": "Dataset", "name": f"{frame.title}: every claim", **_dataset(frame, page.view)}
        case GlossaryView():
            terms = [_term(frame, one) for one in page.view.terms]
            return {"@type": "DefinedTermSet", "name": page.title, "hasDefinedTerm": terms}
        case ArticleView() | Profile() | ComparisonView():
            return {"@type": "Article", "headline": page.title}
        case _:
            return {"@type": "WebPage", "name": page.title}


def _dataset(frame: Frame, view: DataView) -> Node:
    files = (*(table.file for table in view.tables), *view.others, *view.api)
    return {
        "version": frame.day,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": frame.title, "url": frame.base_url},
        "distribution": [_download(frame, file) for file in files],
    }


def _download(frame: Frame, file: FileLine) -> Node:
    return {
        "@type": "DataDownload",
        "name": file.name,
        "description": file.about,
        "contentUrl": absolute(frame.base_url, file.address),
        "encodingFormat": MEDIA_TYPES[file.name.rpartition(".")[2]],
    }


def _term(frame: Frame, one: TermView) -> Node:
    address = absolute(frame.base_url, f"/glossary/#{one.term.id}")
    names = [*one.term.also, *(native.text for native in one.term.native)]
    return {
        "@type": "DefinedTerm",
        "@id": address,
        "url": address,
        "name": one.term.term,
        "description": one.means.text,
        **({"alternateName": names} if names else {}),
    }


def _trail(frame: Frame, page: Page) -> Node:
    steps = (NavItem(frame.title, "/"), *page.trail, NavItem(page.title, page.address))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": step.label, "item": absolute(frame.base_url, step.address)}
            for place, step in enumerate(steps, 1)
        ],
    }
