"""The whole site as a mapping from path to bytes. Two makers of one path is an error of ours."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from explainer.model import Catalogue
from explainer.view.exports import Exports
from explainer.view.frame import Frame
from explainer.view.pages import Page, Redirect
from explainer.view.pages import privacy as privacy_page
from explainer.write import cards, crawlers, exports, privacy, render
from explainer.write.assets import read_assets


def site(
    catalogue: Catalogue,
    frame: Frame,
    pages: Iterable[Page],
    redirects: Iterable[Redirect],
    given: Exports,
    root: Path,
    progress: Callable[[int], None],
    drawn: Path | None = None,
) -> Mapping[str, bytes]:
    """Every file of the site; `root` holds `templates/` and `assets/`, `drawn` keeps pictures for the next time. Raises
    ValueError for a path made twice."""
    assets = read_assets(root / "assets")
    press = cards.Press(root / "assets" / "fonts", drawn)
    renderer = render.renderer(root / "templates", frame, assets.names, press)
    files: dict[str, bytes] = {}
    for path, content in _files(catalogue, frame, pages, redirects, given, renderer):
        if path in files:
            raise ValueError(f"two makers of {path}")
        files[path] = content
        progress(len(files))
    files |= assets.files
    return files | dict(_proof(renderer, files, len(catalogue.programs)))


def _proof(renderer: render.Renderer, files: Mapping[str, bytes], programs: int) -> Iterator[tuple[str, bytes]]:
    """What is told of all files; raises BrokenPromiseError where one may not be published."""
    shown = privacy.proof(
        privacy.inspected_all(files), files.__getitem__, programs, urlsplit(renderer.frame.base_url).netloc
    )
    page = privacy_page(shown)
    told = {path_of(page.address): render.page(renderer, page)}
    privacy.refuse(privacy.inspected_all(told))
    yield from told.items()
    yield "privacy.json", privacy.file(shown)


def _files(
    catalogue: Catalogue,
    frame: Frame,
    pages: Iterable[Page],
    redirects: Iterable[Redirect],
    given: Exports,
    renderer: render.Renderer,
) -> Iterator[tuple[str, bytes]]:
    addresses = []
    for page in pages:
        yield path_of(page.address), render.page(renderer, page)
        if card := render.card_of(renderer, page):
            yield card.address.removeprefix("/"), render.card(renderer, card)
        addresses += [] if page.of else [page.address]
    for moved in redirects:
        yield path_of(moved.address), render.redirect(renderer, moved)
    for media in catalogue.media:
        yield media.path, media.content
    yield from exports.files(renderer, given)
    yield "sitemap.xml", crawlers.sitemap(frame.base_url, [*(a for a in addresses if a.endswith("/")), "/privacy/"])
    yield "robots.txt", crawlers.robots(frame.base_url)


def path_of(address: str) -> str:
    """The file that a server gives for an address."""
    path = address.removeprefix("/")
    return f"{path}index.html" if address.endswith("/") else path
