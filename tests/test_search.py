"""The index of the search: the same bytes on any disk, and what is said where Pagefind fails."""

import os
import sys
from pathlib import Path

import pytest

from explainer.write import search

PAGE = "<!doctype html><html lang=en><title>{0}</title><main data-pagefind-body><h1>{0}</h1><p>Words of {0}.</main>"
MEMORY = Path("/dev/shm")  # a disk whose folders list what was made last first


@pytest.fixture
def pages(tmp_path: Path) -> dict[str, Path]:
    found = {f"{name}/index.html": tmp_path / name for name in ("ash", "birch", "cedar", "elm", "fir")}
    for path, place in found.items():
        place.write_text(PAGE.format(path.partition("/")[0]))
    return found


def test_neither_the_disk_nor_the_order_of_pages_shows_in_the_index(pages: dict[str, Path], tmp_path: Path) -> None:
    made = search.index(pages, tmp_path)
    assert {path.split(".")[-1] for path in made} >= {"js", "json", "pf_meta", "pf_fragment", "pf_index", "pagefind"}
    assert all(made.values())
    backwards = dict(reversed(pages.items()))
    for room in (tmp_path, MEMORY if os.access(MEMORY, os.W_OK) else tmp_path):
        assert search.index(backwards, room) == made


@pytest.mark.parametrize("reading", ["", "sys.stdin.read(1); "])
def test_a_pagefind_that_ends_is_told(
    reading: str, pages: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = f"import sys; {reading}sys.exit('no room\\nleft')"
    monkeypatch.setattr(search, "SERVICE", (sys.executable, "-c", fails))
    with pytest.raises(OSError, match=r"^pagefind failed: no room left$"):
        search.index(pages, tmp_path)


def test_an_answer_that_is_an_error_is_told(
    pages: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_packed", lambda **asked: b"e30=,")
    with pytest.raises(OSError, match=r"^pagefind failed: "):
        search.index(pages, tmp_path)
