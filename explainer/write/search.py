"""The index of a search that needs no server, by Pagefind, from the pages as they are.

In: the pages that say so (`data-pagefind-body`), and a folder on their disk to work in. Out: what Pagefind makes of
them, as files. Pagefind reads a folder, so the pages are linked into one of their own. Raises OSError where it fails.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

WANTED = b"data-pagefind-body"
ITS_OWN_LOOKS = ("pagefind-ui", "pagefind-modular", "pagefind-component", "pagefind-highlight")  # the site has its own


def is_searched(path: str, content: bytes) -> bool:
    return path.endswith(".html") and WANTED in content


def index(pages: Mapping[str, Path], room: Path) -> Mapping[str, bytes]:
    """`pagefind/...`; nothing where no page is to be found. `pages` tells by path where the bytes are."""
    if not pages:
        return {}
    with TemporaryDirectory(dir=room) as there:
        folder = Path(there)
        for path, source in pages.items():
            _link(source, folder / "site" / path)
        command = (sys.executable, "-m", "pagefind", "--quiet", "--site", "site", "--output-path", "index")
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        if done.returncode:
            raise OSError(f"pagefind failed: {done.stderr.strip() or done.stdout.strip()}")
        made = (path for path in sorted((folder / "index").rglob("*")) if path.is_file())
        return {
            f"pagefind/{path.relative_to(folder / 'index').as_posix()}": path.read_bytes()
            for path in made
            if not path.name.startswith(ITS_OWN_LOOKS)
        }


def _link(source: Path, target: Path) -> None:
    """A second name for a file, or a copy where the disk knows no second names."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
