"""Content folders that stand in a text file: one base, and cases that add to it.

`=== title`, then each file as `--- path` and its text, then `=>` and what is expected. The first case is the base and
expects nothing. `--- path +` adds its lines to those of the base, `--- path -` takes the file away.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from explainer.read import Reading, read

TODAY = date(2026, 11, 24)
CASES = Path(__file__).parent / "cases"

Files = dict[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    files: Files
    expected: str


def parts(text: str, base: Files) -> Files:
    """Texts by path, together with those of the base that they do not replace."""
    files = dict(base)
    for part in re.split(r"^--- (?=\S)", text, flags=re.MULTILINE)[1:]:
        name, content = part.split("\n", 1)
        path, _, how = name.partition(" ")
        files[path] = base.get(path, "") + content if how == "+" else content
        if how == "-":
            del files[path]
    return files


def cases(file: str, mark: str = "=>") -> tuple[Files, list[Case]]:
    """The base, and every case with its files."""
    first, *others = re.split(r"^=== ", (CASES / file).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    base = parts(first, {})
    found = []
    for text in others:
        title, rest = text.split("\n", 1)
        written, _, expected = rest.partition(f"{mark}\n")
        found.append(Case(title, parts(written, base), expected))
    return base, found


def lay(folder: Path, files: Files) -> Path:
    """Writes the files, and returns the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return folder


def reading(folder: Path, files: Files) -> Reading:
    return read(lay(folder, files), TODAY)
