"""A folder of content with everything hostile that the reading lets pass; and a generator that lets HTML through."""

import shutil
from pathlib import Path

from explainer.problems import Level
from explainer.read import read
from tests.contents import TODAY, lay
from tests.reliability import attacks
from tests.reliability.commands import BIKES, planted

CASES = (*attacks.markdown(), *attacks.values())
LETS_HTML_THROUGH = """
def escape(text, quote=True):
    return text
"""
KNOWS_HTML = """
_closed = _parser


@cache
def _parser(*, whole):
    parser = _closed(whole=whole)
    parser.options["html"] = True
    return parser.enable(["html_block", "html_inline"])
"""
PROVES_NOTHING = """
def refuse(found):
    pass
"""


def content(folder: Path) -> set[str]:
    """Lays the honest topic there and all that is hostile, save what is refused; the paths of what is left."""
    shutil.copytree(BIKES, folder)
    lay(folder, {**attacks.in_fields(), **{one.path: one.content for one in CASES}})
    while mistaken := _refused(folder):
        for path in mistaken:
            (folder / path).unlink()
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _refused(folder: Path) -> set[str]:
    """The files with mistakes."""
    problems = (problem for problem in read(folder, TODAY).problems if problem.level is Level.ERROR)
    return {problem.place.path.removeprefix(f"{folder}/") for problem in problems}


def with_html_switched_on(folder: Path) -> Path:
    """The root of a copy whose parser knows HTML; what makes the pages does not."""
    return planted(folder, "read/prose.py", KNOWS_HTML)


def generator(folder: Path, *, proves: bool) -> Path:
    """The root of a copy that lets HTML through, and that proves nothing of what it has made, if so wished."""
    root = planted(folder, "read/markup.py", LETS_HTML_THROUGH)
    if not proves:
        with (root / "explainer" / "write" / "privacy.py").open("a") as file:
            file.write(PROVES_NOTHING)
    return root
