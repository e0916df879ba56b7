"""The long reads and the profiles as a book: EPUB 3.3, from the pages as they are.

In: the files of the site. Out: the bytes of the book. Each page is a chapter; what only a screen with a site around it
needs is left out (ways through the site, the drawing beside its list); a link to what is no chapter leads to the site.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from explainer.view.frame import Frame
from explainer.write.offline import LEADS_ON, MAIN, PICTURES
from explainer.write.render import Renderer, book_page

CHAPTER = re.compile(r"(explainers|programs)/([^/]+)/index\.html")
VOID = {"br", "hr", "img", "wbr", "col", "input"}
LEFT_OUT = {("nav", None), ("figure", "timeline"), ("section", "follow")}  # element, class; None is any
SITE = "https://site.invalid"


@dataclass(frozen=True, slots=True)
class Chapter:
    """`name` is that of its file in the book, `id` that of its line in the list of all files."""

    id: str
    name: str
    title: str
    content: str  # XHTML


@dataclass(frozen=True, slots=True)
class Picture:
    id: str
    name: str
    media_type: str
    content: bytes


def file(renderer: Renderer, files: Mapping[str, bytes]) -> bytes:
    """The same files, the same bytes."""
    chapters = tuple(_chapters(renderer.frame, files))
    pictures = tuple(_pictures(files))
    frame = renderer.frame
    shown = {"chapters": chapters, "pictures": pictures, "identifier": uuid5(NAMESPACE_URL, frame.base_url).urn}
    book = BytesIO()
    with ZipFile(book, "w") as archive:
        _put(archive, "mimetype", b"application/epub+zip", ZIP_STORED)  # first and as it is (OCF 3.3, 4.3)
        for name in ("META-INF/container.xml", "content.opf", "nav.xhtml", "book.css"):
            _put(archive, name, book_page(renderer, f"book/{name.rpartition('/')[2]}", shown))
        for chapter in chapters:
            _put(archive, chapter.name, book_page(renderer, "book/chapter.xhtml", {"chapter": chapter}))
        for picture in pictures:
            _put(archive, picture.name, picture.content)
    return book.getvalue()


def _put(archive: ZipFile, name: str, content: bytes, how: int = ZIP_DEFLATED) -> None:
    info = ZipInfo(name)  # of 1980, on every day
    info.compress_type = how
    archive.writestr(info, content)


def _pictures(files: Mapping[str, bytes]) -> Iterator[Picture]:
    media = [path for path in files if path.startswith("media/") and path.rpartition(".")[2].lower() in PICTURES]
    for number, path in enumerate(sorted(media), 1):
        kind = PICTURES[path.rpartition(".")[2].lower()]
        yield Picture(f"picture-{number}", path, f"image/{kind}", files[path])


def _chapters(frame: Frame, files: Mapping[str, bytes]) -> Iterator[Chapter]:
    """The long reads, then the programs, each in order of address."""
    found = {
        path: match for path in sorted(files) if (match := CHAPTER.fullmatch(path)) and LEADS_ON not in files[path]
    }
    mains = {path: main for path in found if (main := MAIN.search(files[path].decode()))}
    names = {f"/{path.removesuffix('index.html')}": _name(found[path]) for path in mains}
    for number, (path, main) in enumerate(mains.items(), 1):
        text = _Xhtml(f"/{path.removesuffix('index.html')}", names, frame.base_url)
        text.feed(main[1])
        text.close()
        title = " ".join("".join(text.title).split())
        yield Chapter(f"chapter-{number}", _name(found[path]), title, "".join(text.parts))


def _name(match: re.Match[str]) -> str:
    return f"{match[1]}-{match[2]}.xhtml"


class _Xhtml(HTMLParser):
    """HTML of ours as XHTML: every element closed, every attribute with a value, every address one of the book."""

    def __init__(self, address: str, names: Mapping[str, str], base_url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address, self.names, self.base_url = address, names, base_url
        self.parts: list[str] = []
        self.title: list[str] = []
        self.open: list[str] = []
        self.left_out_at = 0  # how deep the element is that is being left out; 0 where none is

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        classes = (None, *given.get("class", "").split())
        if not self.left_out_at and LEFT_OUT.intersection((tag, name) for name in classes):
            self.left_out_at = len(self.open)
        if not self.left_out_at:
            shown = "".join(f' {name}="{escape(value)}"' for name, value in self._attributes(given))
            self.parts.append(f"<{tag}{shown}{'/' if tag in VOID else ''}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.left_out_at:
            self.parts.append(f"</{tag}>")
        if self.left_out_at == len(self.open):
            self.left_out_at = 0
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.left_out_at:
            self.parts.append(escape(data, quote=False))
            self.title += [data] if "h1" in self.open else []

    def _attributes(self, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for name, value in given.items():
            match name:
                case "href":
                    yield name, self._resolved(value)
                case "src":  # of a picture, which is in the book where it is in the site
                    yield name, urljoin(SITE + self.address, value).removeprefix(f"{SITE}/")
                case _:
                    yield name, value
            if name == "lang":
                yield "xml:lang", value

    def _resolved(self, value: str) -> str:
        whole = urljoin(SITE + self.address, value)
        if not whole.startswith(f"{SITE}/"):
            return value
        path, mark, fragment = whole.removeprefix(SITE).partition("#")
        target = self.names.get(path, self.base_url + path.removeprefix("/"))
        return f"{target}{mark}{fragment}"
