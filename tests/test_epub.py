"""The site as a book: whole, well-formed, its links within it or to the site; and what EPUB itself asks for."""

import zipfile
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from tests import built

BIKES = built.ROOT / "tests" / "topics" / "bikes"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
CHAPTERS = ["explainers-why-docks.xhtml", *(f"programs-{id}.xhtml" for id in ("old-town", "pearl-bay", "river-wheels"))]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "bikes.epub"
    done = built.run("export", path, "--content", BIKES)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def book(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def chapters(book: dict[str, bytes]) -> dict[str, ElementTree.Element]:
    return {name: ElementTree.fromstring(content) for name, content in book.items() if name.endswith(".xhtml")}


def test_the_first_entry_says_what_it_is_and_is_not_packed(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert file.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"


def test_the_list_of_files_names_each_and_the_reading_order_each_chapter(book: dict[str, bytes]) -> None:
    package = ElementTree.fromstring(book["content.opf"])
    items = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    assert {*items.values()} | {"mimetype", "META-INF/container.xml", "content.opf"} == book.keys()
    assert [items[ref.get("idref")] for ref in package.iter(f"{OPF}itemref")] == ["nav.xhtml", *CHAPTERS]


def test_every_link_leads_into_the_book_or_to_another_site(book: dict[str, bytes]) -> None:
    pages = chapters(book)
    ids = {name: {element.get("id") for element in page.iter()} for name, page in pages.items()}
    links = [(name, link.get("href", "")) for name, page in pages.items() for link in page.iter(f"{XHTML}a")]
    dead = []
    for here, link in links:
        path, _, fragment = link.partition("#")
        name = path or here
        if not urlsplit(link).scheme and (name not in pages or (fragment and fragment not in ids[name])):
            dead.append(f"{here}: {link}")
    assert links
    assert dead == []


def test_every_picture_is_in_the_book(book: dict[str, bytes]) -> None:
    sources = {image.get("src") for page in chapters(book).values() for image in page.iter(f"{XHTML}img")}
    assert sources <= book.keys()


def test_no_drawing_that_needs_the_styles_of_the_site_is_in_the_book(book: dict[str, bytes]) -> None:
    assert {name for name, content in book.items() if b"<svg" in content} == set()


def test_names_in_their_own_script_keep_their_language(book: dict[str, bytes]) -> None:
    page = chapters(book)["programs-pearl-bay.xhtml"]
    native = [element for element in page.iter() if element.text == "珠湾单车"]
    assert {element.get("lang") for element in native} == {native[0].get("{http://www.w3.org/XML/1998/namespace}lang")}


def test_the_same_content_gives_the_same_bytes(file: Path, tmp_path: Path) -> None:
    assert built.run("export", tmp_path / "again.epub", "--content", BIKES).returncode == 0
    assert (tmp_path / "again.epub").read_bytes() == file.read_bytes()
