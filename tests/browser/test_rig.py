"""The rig finds what is planted, so that its silence about a page means something."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import rig

FAULTY = """<!doctype html><html lang="en"><head><title>Faulty</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src *">
<link rel="icon" href="data:,"></head>
<body><main><h1 onclick="run()">Faulty</h1>
<img src="http://elsewhere.invalid/x.png" alt="">
<input type="text">
<p style="color: #ccc">pale</p>
<table><tr><td hidden>unseen</td></tr></table>
<div class="wide">wide</div></main>
<link rel="stylesheet" href="wide.css"><script src="writes.js"></script></body></html>"""


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("faulty")
    write(folder, "index.html", FAULTY)
    write(folder, "wide.css", ".wide { width: 400px } input { color: #bbb }")
    write(
        folder, "writes.js", "document.querySelector('h1').append(' by script'); document.querySelector('h1').click()"
    )
    write(folder, "404.html", "<title>404</title><p>not here")
    with rig.served(folder) as address:
        yield address


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_inline_code_and_another_origin_are_heard(browser: Browser, faulty: str) -> None:
    heard = rig.noise(browser, f"{faulty}/", faulty)
    expected = {
        "inline event handler violates",
        "inline style violates",
        "asks http://elsewhere.invalid/x.png",
        "fails http://elsewhere.invalid/x.png",
    }
    assert {snippet for snippet in expected for line in heard if snippet in line} == expected, heard


def test_a_field_without_a_label_is_found(browser: Browser, faulty: str) -> None:
    with rig.opened(browser, f"{faulty}/") as page:
        assert "label" in {line.partition(":")[0] for line in rig.barriers(page)}


@pytest.mark.parametrize(("width_px", "wide"), [(320, ["div.wide"]), (1280, [])])
def test_what_is_wider_than_the_page_is_found(browser: Browser, faulty: str, width_px: int, wide: list[str]) -> None:
    with rig.opened(browser, f"{faulty}/", width_px=width_px) as page:
        assert rig.overflow(page) == wide


def test_what_only_a_script_writes_is_missing_without_scripts(browser: Browser, faulty: str) -> None:
    with rig.opened(browser, f"{faulty}/") as page, rig.opened(browser, f"{faulty}/", scripts=False) as plain:
        assert (rig.answers(page), rig.answers(plain)) == (["Faulty by script", "unseen"], ["Faulty", "unseen"])


def test_a_cell_that_cannot_be_seen_is_found(browser: Browser, faulty: str) -> None:
    with rig.opened(browser, f"{faulty}/") as page:
        assert rig.hidden(page) == ["td: unseen"]


def test_an_address_that_is_not_there_gets_the_page_of_the_site(browser: Browser, faulty: str) -> None:
    with rig.opened(browser, f"{faulty}/no/such/page/") as page:
        assert page.locator("p").inner_text() == "not here"
