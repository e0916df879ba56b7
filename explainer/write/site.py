"""The whole site as files: its parts, each by itself, and what can only be told when all are there.

In: the parts of the view. Out: files one by one, so that no more than one need be held, or all as a mapping from path
to bytes. Two makers of one path is an error of ours.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from explainer.model import Catalogue
from explainer.view.frame import Frame
from explainer.view.page import Redirect
from explainer.view.pages import privacy as privacy_page
from explainer.view.parts import Part
from explainer.write import cards, compiled, crawlers, exports, privacy, render, search
from explainer.write.assets import Assets, read_assets
from explainer.write.digest import Digests
from explainer.write.privacy import Inspected
from explainer.write.render import Renderer


@dataclass(frozen=True, slots=True)
class Site:
    """All that files are made of. `others` come as they are, when they are asked for."""

    catalogue: Catalogue
    parts: tuple[Part, ...]
    redirects: tuple[Redirect, ...]
    renderer: Renderer
    assets: Assets
    others: Callable[[], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Made:
    """A file. `address` is that of a page that is to be found; empty for all others."""

    path: str
    content: bytes
    address: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What stays known of a file when its bytes are put away."""

    path: str
    address: str
    inspected: Inspected | None
    is_searched: bool


@dataclass(frozen=True, slots=True)
class Share:
    """Some files, and how they are made; the name is that of the part.

    `key` tells what they are made from: of the same key, templates and assets come the same files. It is empty where
    that takes as long to tell as to make them.
    """

    name: str
    make: Callable[[], Iterable[Made]]
    key: Callable[[], str] = str
    has_pages: bool = False
    is_found: bool = False  # by the search


def site(
    catalogue: Catalogue,
    frame: Frame,
    parts: Iterable[Part],
    redirects: Iterable[Redirect],
    others: Callable[[], Mapping[str, bytes]],
    root: Path,
    cache: Path | None = None,
) -> Site:
    """`root` holds `templates/` and `assets/`; `cache` keeps pictures and compiled templates for the next time."""
    assets = read_assets(root / "assets")
    press = cards.Press(root / "assets" / "fonts", cache / "cards" if cache else None)
    renderer = render.renderer(
        root / "templates", frame, assets.names, press, compiled.kept_in(cache) if cache else None
    )
    return Site(catalogue, tuple(parts), tuple(redirects), renderer, assets, others)


def shares(site: Site) -> list[Share]:
    """All but the last files, in shares that can be made in any order."""
    digests = Digests(site.renderer.frame)
    return [*(_share(site.renderer, digests, part) for part in site.parts), Share("fixed", partial(_fixed, site))]


def _share(renderer: Renderer, digests: Digests, part: Part) -> Share:
    key = partial(_key, digests, part) if part.is_narrow else str
    return Share(part.name, partial(_part, renderer, part), key, part.has_pages, part.is_found)


def _key(digests: Digests, part: Part) -> str:
    return digests.of(part.index().catalogue)


def _part(renderer: Renderer, part: Part) -> Iterator[Made]:
    index = part.index()
    for page in part.pages(index):
        is_found = page.address.endswith("/") and not page.of
        yield Made(path_of(page.address), render.page(renderer, page), page.address if is_found else "")
        if card := render.card_of(renderer, page):
            yield Made(card.address.removeprefix("/"), render.card(renderer, card))
    for path, content in exports.files(renderer, part.exports(index)):
        yield Made(path, content)


def _fixed(site: Site) -> Iterator[Made]:
    """What needs no view."""
    for moved in site.redirects:
        yield Made(path_of(moved.address), render.redirect(site.renderer, moved))
    for media in site.catalogue.media:
        yield Made(media.path, media.content)
    for path, content in {**site.assets.files, **site.others()}.items():
        yield Made(path, content)


def seen(path: str, content: bytes, address: str = "") -> Seen:
    return Seen(path, address, privacy.inspected(path, content), search.is_searched(path, content))


def last(site: Site, every: Iterable[Seen], content: Callable[[str], bytes]) -> Iterator[Made]:
    """The files that tell of all others. Raises ValueError for a path made twice, and BrokenPromiseError where a file
    may not be published."""
    every = tuple(every)
    if twice := [path for path, count in Counter(one.path for one in every).items() if count > 1]:
        raise ValueError(f"two makers of {twice[0]}")
    base_url = site.renderer.frame.base_url
    found = {one.path: one.inspected for one in sorted(every, key=lambda one: one.path) if one.inspected}
    proof = privacy.proof(found, content, len(site.catalogue.programs), urlsplit(base_url).netloc)
    page = privacy_page(proof)
    told = Made(path_of(page.address), render.page(site.renderer, page), page.address)
    privacy.refuse({told.path: one} if (one := seen(told.path, told.content).inspected) else {})
    yield told
    yield Made("privacy.json", privacy.file(proof))
    addresses = [one.address for one in every if one.address]
    yield Made("sitemap.xml", crawlers.sitemap(base_url, [*addresses, told.address]))
    yield Made("robots.txt", crawlers.robots(base_url))


def files(site: Site, progress: Callable[[int], None] = lambda count: None) -> dict[str, bytes]:
    """Every file of the site."""
    found: dict[str, bytes] = {}
    every: list[Seen] = []
    for share in shares(site):
        for made in share.make():
            found[made.path] = made.content
            every.append(seen(made.path, made.content, made.address))
        progress(len(found))
    return found | {made.path: made.content for made in last(site, every, lambda path: found.get(path, b""))}


def path_of(address: str) -> str:
    """The file that a server gives for an address."""
    path = address.removeprefix("/")
    return f"{path}index.html" if address.endswith("/") else path
