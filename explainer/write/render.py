"""Pages as bytes: each view through its template.

In: a page, the frame round it, the names of the assets. Out: the bytes of one HTML file. A template sees the view, the
frame and a few functions that print a part of it; it looks nothing up and computes nothing.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup, escape

from explainer.model import SiteAddress, SourceId
from explainer.view.answers import AnswerView, Cell
from explainer.view.cards import HEIGHT, WIDTH, Card
from explainer.view.drawings import Drawing
from explainer.view.feeds import EventEntry, FeedEntry
from explainer.view.frame import Frame
from explainer.view.page import Page, Redirect
from explainer.view.prose import NoteMark, NoteMarks, PresentAnswers, ShownName, ShownProse
from explainer.write import cards, citations, compiled, linked
from explainer.write.addresses import LICENCES, absolute
from explainer.write.cards import Press
from explainer.write.values import in_script


@dataclass(frozen=True, slots=True)
class Renderer:
    """Without a `press` no card is made, and no page names one."""

    environment: Environment
    frame: Frame
    assets: Mapping[str, str]
    press: Press | None
    cells: dict[tuple[str, int], tuple[Cell, Markup]] = field(default_factory=dict)  # by identity, which stays with it


def renderer(
    templates: Path,
    frame: Frame,
    assets: Mapping[str, str],
    press: Press | None = None,
    kept: Path | None = None,
) -> Renderer:
    """Where `kept` is a folder, compiled templates are kept there for the next time."""
    return Renderer(compiled.environment(templates, kept), frame, assets, press)


def prepare(render: Renderer) -> None:
    """Has every template ready, so that processes that are forked now need not compile it each, and makes room."""
    if render.press:
        cards.forget(render.press)
    compiled.load(render.environment)


def page(render: Renderer, page: Page) -> bytes:
    """One page. Every address in it is relative to it, so that the site works under any path."""
    address = partial(link, render, page.address)
    template = render.environment.get_template(page.template)
    text = template.render(
        page=page,
        view=page.view,
        frame=render.frame,
        link=address,
        asset=partial(asset, render, page.address),
        prose=partial(prose, address),
        once=partial(once, render, page.address, address("/")),
        canonical=absolute(render.frame.base_url, page.of or page.address),
        absolute=partial(absolute, render.frame.base_url),
        bibtex=citations.bibtex,
        csl=citations.csl_lines,
        licences=LICENCES,
        linked=Markup(in_script(linked.graph(render.frame, page))),  # holds no "<"
        og_type=linked.og_type(page),
        card=card_of(render, page),
        card_size=(WIDTH, HEIGHT),
    )
    return text.encode()


def once(render: Renderer, here: str, root: str, macro: Callable[[Cell], Markup], cell: Cell) -> Markup:
    """The markup of a cell, which is the same on all pages from which the root is as far, save those that it links."""
    if here in cell.leads_to:
        return macro(cell)
    key = (root, id(cell))
    if key not in render.cells:
        render.cells[key] = cell, macro(cell)
    return render.cells[key][1]


def card_of(render: Renderer, page: Page) -> Card | None:
    """The card that is made for a page; None where it has none, or one with letters that the fonts lack."""
    has_one = page.card and render.press and cards.drawable(render.press, page.card)
    return page.card if has_one else None


def card(render: Renderer, card: Card) -> bytes:
    """The card as PNG."""
    assert render.press is not None  # or there is no card to be made
    texts = cards.texts(render.press, card)
    template = render.environment.get_template("card.svg")
    return cards.png(template.render(view=card, texts=texts, width=WIDTH, height=HEIGHT), render.press)


def redirect(render: Renderer, moved: Redirect) -> bytes:
    """A page at an old address: it leads on by itself, and says where to in words."""
    template = render.environment.get_template("redirect.html")
    text = template.render(
        frame=render.frame,
        target=link(render, moved.address, moved.to),
        canonical=absolute(render.frame.base_url, moved.to),
    )
    return text.encode()


def drawing(render: Renderer, drawing: Drawing) -> bytes:
    """A picture that stands alone, as SVG."""
    return render.environment.get_template("timeline.svg").render(view=drawing).encode()


def offline(render: Renderer, style: str, data: str) -> bytes:
    """The page that holds the whole site; its policy names the hashes of its one style and its one script."""
    assert render.environment.loader is not None
    script, _, _ = render.environment.loader.get_source(render.environment, "offline.js")
    text = render.environment.get_template("offline.html").render(
        frame=render.frame,
        style=Markup(style),  # both are files of ours
        style_hash=_hash(style),
        script=Markup(script),
        script_hash=_hash(script),
        data=data,
    )
    return text.encode()


def book_page(render: Renderer, template: str, shown: Mapping[str, object]) -> bytes:
    """One file of the book; `markup` prints what was made well-formed."""
    return render.environment.get_template(template).render(shown, frame=render.frame, markup=Markup).encode()


def _hash(text: str) -> str:
    """As a policy names it (CSP 3, 2.3.1)."""
    return b64encode(sha256(text.encode()).digest()).decode("ascii")


def entry(render: Renderer, shown: FeedEntry) -> str:
    """The whole text of a feed's entry as HTML with absolute addresses."""
    address = partial(absolute, render.frame.base_url)
    template = render.environment.get_template("feed-entry.html")
    return template.render(
        answer=shown.body if isinstance(shown.body, AnswerView) else None,
        event=shown.body if isinstance(shown.body, EventEntry) else None,
        link=address,
        prose=partial(prose, address),
    ).strip()


def link(render: Renderer, here: str, target: str) -> str:
    """The address of a page of this site as seen from another: relative, but absolute from a page of no fixed place."""
    if not here.endswith("/"):
        return urlsplit(render.frame.base_url).path + target.removeprefix("/")
    path, mark, fragment = target.partition("#")
    if path == here:
        return f"#{fragment}" if mark else "./"
    up = "../" * (here.count("/") - 1)
    return f"{up}{path.removeprefix('/')}{mark}{fragment}" or "./"


def asset(render: Renderer, here: str, name: str) -> str:
    """The published address of a file of `assets/`; raises KeyError for one that is not there."""
    return link(render, here, f"/{render.assets[name]}")


def prose(address: partial[str], shown: ShownProse, numbers: Mapping[SourceId, int] | None = None) -> Markup:
    """The prose as markup. Note marks carry the page's number of their source, where the page numbers any."""
    return Markup("".join([_part(address, part, numbers or {}) for part in shown.parts]))


def _part(
    address: partial[str],
    part: str | SiteAddress | NoteMarks | PresentAnswers | ShownName,
    numbers: Mapping[SourceId, int],
) -> str:
    match part:
        case str():
            return part  # made safe by read.prose
        case SiteAddress(path):
            return escape(address(path))
        case ShownName(text):
            return escape(text)
        case NoteMarks():
            marks = "; ".join(_note_mark(address, mark, numbers.get(mark.source)) for mark in part.marks)
            return f'<span class="cite">[{marks}]</span>'
        case PresentAnswers():
            return _present_answers(address, part)


def _note_mark(address: partial[str], mark: NoteMark, number: int | None) -> str:
    target = address(f"/sources/{mark.source}/") if number is None else f"#page-note-{mark.source}"
    shown = "source" if number is None else number
    at = f", {escape(mark.at)}" if mark.at else ""
    return f'<a href="{escape(target)}" aria-label="{shown}: {escape(mark.title)}">{shown}</a>{at}'


def _present_answers(address: partial[str], present: PresentAnswers) -> Markup:
    if present.html:
        target = address(present.answers[0].address)
        return Markup('<a href="{}">{}</a>').format(target, Markup(present.html))  # made safe by read.prose
    return Markup("; ").join(
        Markup('{}<a class="present" href="{}">{}</a>').format(
            f"{answer.label}: " if answer.label else "", address(answer.address), answer.text
        )
        for answer in present.answers
    )
