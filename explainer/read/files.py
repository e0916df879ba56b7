"""The folder -> the files that the format knows, and a Problem for every other.

Each folder is listed in order of names. README.md and hidden files are passed over, and so is translations/.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath

from explainer.problems import Place, Problem, suggestion
from explainer.read.slug import ID_LENGTH, is_id, slug
from explainer.read.text import MOST_BYTES


class Sort(Enum):
    """What a file is. The value is the folder, or the name of the only file."""

    SITE = "site.yaml"
    SOURCES = "sources.yaml"
    GLOSSARY = "glossary.yaml"
    DIMENSION = "dimensions"
    PROGRAM = "programs"
    EXPLAINER = "explainers"
    COMPARISON = "comparisons"
    PAGE = "pages"
    PROSE = "programs/*.md"  # of a program
    MEDIA = "media"


ALONE = (Sort.SITE, Sort.SOURCES, Sort.GLOSSARY)
SUFFIXES = {
    Sort.DIMENSION: {".md": Sort.DIMENSION},
    Sort.PROGRAM: {".yaml": Sort.PROGRAM, ".md": Sort.PROSE},
    Sort.EXPLAINER: {".md": Sort.EXPLAINER},
    Sort.COMPARISON: {".md": Sort.COMPARISON},
    Sort.PAGE: {".md": Sort.PAGE},
}
MOST_MEDIA_BYTES = 4 * 1024 * 1024
FOLDERS = (*(sort.value for sort in SUFFIXES), Sort.MEDIA.value, "translations")


@dataclass(frozen=True, slots=True)
class File:
    name: str  # from the content folder on: programs/popid.yaml
    path: str  # as a message shows it: content/programs/popid.yaml
    sort: Sort
    id: str
    content: bytes


def files(folder: Path, problems: list[Problem]) -> tuple[File, ...]:
    """Every file of the format. A `.yml` is a Problem, and is read as the `.yaml` that it was to be."""
    found = tuple(file for entry in _entries(folder, folder, problems) for file in _at_the_top(entry, folder, problems))
    sound = {file.path for file in found}
    found = tuple(file for file in found if file.path == _with_yaml(file.path) or _with_yaml(file.path) not in sound)
    _note_orphans(found, problems)
    return found


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something in a folder: a plain file or a folder, never a link."""

    name: str
    path: str
    shown: str
    is_folder: bool


def _entries(folder: Path, root: Path, problems: list[Problem]) -> Iterator[_Entry]:
    """What a folder holds, in order of names, without what is passed over and what is refused."""
    try:
        with os.scandir(folder) as listing:
            found = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_not_read(printable(folder.as_posix()), "folder", error))
        return
    inside, around = ((path / "_").as_posix()[:-1] for path in (folder.relative_to(root), folder))
    for entry in found:
        if entry.name.startswith(".") or entry.name == "README.md":
            continue
        name, shown = printable(inside + entry.name), printable(around + entry.name)
        if entry.is_symlink():
            problems.append(Problem(Place(shown), "a symbolic link is not followed", hint="put the file itself here"))
        elif entry.is_dir() or entry.is_file():
            yield _Entry(name, entry.path, shown, entry.is_dir())
        else:
            problems.append(Problem(Place(shown), "this is no plain file"))


def printable(path: str) -> str:
    """A name as it can be shown: bytes that are no UTF-8, and control characters, become U+FFFD."""
    if path.isprintable():
        return path
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _at_the_top(entry: _Entry, root: Path, problems: list[Problem]) -> Iterator[File]:
    if not entry.is_folder:
        name = _with_yaml(entry.name)
        allowed = tuple(sort.value for sort in ALONE)
        if name != entry.name or name not in allowed:
            problems.append(_unknown(entry, allowed))
        if name in allowed:
            yield from _read(entry, name, Sort(name), "", MOST_BYTES, problems)
    elif entry.name == Sort.MEDIA.value:
        yield from _media(Path(entry.path), root, problems)
    elif entry.name not in FOLDERS:
        problems.append(_unknown(entry, tuple(f"{name}/" for name in FOLDERS)))
    elif entry.name != "translations":
        for inner in _entries(Path(entry.path), root, problems):
            yield from _in_folder(inner, Sort(entry.name), problems)


def _in_folder(entry: _Entry, folder: Sort, problems: list[Problem]) -> Iterator[File]:
    suffixes = SUFFIXES[folder]
    whole = _with_yaml(entry.name)
    stem, dot, ending = entry.name.rpartition("/")[2].rpartition(".")
    sort = suffixes.get(dot + whole.rpartition(dot)[2]) if dot else None
    if entry.is_folder or sort is None or whole != entry.name:
        problems.append(_unknown(entry, tuple(f"{folder.value}/<id>{suffix}" for suffix in suffixes)))
    if entry.is_folder or sort is None:
        return
    id = stem if is_id(stem) else slug(stem, ID_LENGTH)  # links may use the one that it is to have
    if id != stem:
        hint = f"name the file {id}.{ending}: a-z, 0-9 and single hyphens, at most 64"
        problems.append(Problem(Place(entry.shown), f'"{stem}" is not an id', hint=hint))
    yield from _read(entry, whole, sort, id, MOST_BYTES, problems)


def _read(entry: _Entry, name: str, sort: Sort, id: str, most: int, problems: list[Problem]) -> Iterator[File]:
    """The file, with a byte more than may be read of one that is too large; nothing where it cannot be read."""
    try:
        with open(entry.path, "rb") as file:  # noqa: PTH123  # one of very many
            content = file.read(most + 1)
    except OSError as error:
        problems.append(_not_read(entry.shown, "file", error))
    else:
        yield File(name, entry.shown, sort, id, content)


def _not_read(shown: str, what: str, error: OSError) -> Problem:
    return Problem(Place(shown), f"the {what} cannot be read: {error.strerror}", hint="let whoever builds read it")


def _with_yaml(name: str) -> str:
    return name.removesuffix(".yml") + ".yaml" if name.endswith(".yml") else name


def _media(folder: Path, root: Path, problems: list[Problem]) -> Iterator[File]:
    for entry in _entries(folder, root, problems):
        if entry.is_folder:
            yield from _media(Path(entry.path), root, problems)
        elif "\ufffd" in entry.name:
            hint = "use letters, digits and hyphens"
            problems.append(Problem(Place(entry.shown), "the name of this file cannot be shown", hint=hint))
        else:
            yield from _read(entry, entry.name, Sort.MEDIA, "", MOST_MEDIA_BYTES, problems)


def _unknown(entry: _Entry, allowed: tuple[str, ...]) -> Problem:
    path = PurePosixPath(entry.name)
    if entry.is_folder:
        return Problem(Place(entry.shown), f'unknown folder "{path.name}"', allowed=allowed)
    if path.suffix == ".yml":
        hint = f"name the file {path.stem}.yaml"
    else:
        hint = suggestion(path.name, [name for name in allowed if "<" not in name])
    return Problem(Place(entry.shown), f'unknown file "{path.name}"', hint=hint, allowed=allowed)


def _note_orphans(found: tuple[File, ...], problems: list[Problem]) -> None:
    """A program's prose stands beside its facts."""
    programs = {file.id for file in found if file.sort is Sort.PROGRAM}
    for file in found:
        if file.sort is Sort.PROSE and file.id not in programs:
            hint = f"write programs/{file.id}.yaml, or move the text to explainers/"
            message = f"there is no programs/{file.id}.yaml beside this file"
            problems.append(Problem(Place(file.path), message, hint=hint))
