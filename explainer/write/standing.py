"""What stands in the folder of the site already, and whose it is.

In: paths of the new site. Out: what of it is there. Nothing is changed here; what is somebody else's is an error.
"""

import os
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from stat import S_ISREG

from explainer.write.stamps import Stamp, stamp_of


class ForeignFolderError(Exception):
    """The folder holds files that no build has put there; the message says what to do."""


def folders_of(files: Iterable[str]) -> dict[str, None]:
    """The folders of these files, each once, the outer before the inner."""
    found: dict[str, None] = {}
    for folder in dict.fromkeys(path.rpartition("/")[0] for path in files):
        names = folder.split("/") if folder else []
        found |= dict.fromkeys("/".join(names[:count]) for count in range(1, len(names) + 1))
    return found


def is_folder(path: Path) -> bool:
    """A link to one is none."""
    return path.is_dir() and not path.is_symlink()


def same(path: Path, content: bytes) -> Stamp | None:
    """How the file looks, if it holds just that."""
    try:
        found = path.lstat()
        if S_ISREG(found.st_mode) and found.st_size == len(content) and path.read_bytes() == content:
            return stamp_of(found)
    except (FileNotFoundError, NotADirectoryError):
        pass
    return None


def missing_folders(files: Iterable[str], out: Path, made_before: Set[str]) -> Iterator[str]:
    """The folders that the site does not have yet, without those in them. Another's file in the place of one, or a
    link, is not overwritten: what we write behind a link would land outside of the site."""
    missing: set[str] = set()
    for folder in folders_of(files):
        if folder.rpartition("/")[0] in missing:
            missing.add(folder)
            continue
        path = out / folder
        if is_folder(path):
            continue
        if os.path.lexists(path) and folder not in made_before:
            raise ForeignFolderError(f"{path} must become a folder and no build has made it: move it away")
        missing.add(folder)
        yield folder


def refuse_to_bury(changed: Iterable[str], out: Path, made_before: Set[str]) -> None:
    """A folder that becomes a file holds nothing of somebody else's."""
    ours = made_before | folders_of(made_before).keys()
    for path in changed:
        target = out / path
        if is_folder(target):
            for inner in target.rglob("*"):
                if inner.relative_to(out).as_posix() not in ours:
                    raise ForeignFolderError(f"{target} must become a file and holds {inner.name}: move it away")
