"""The index of a search that needs no server, by Pagefind, from the pages as they are.

In: the files of a site. Out: what Pagefind makes of those pages that say so (`data-pagefind-body`), as files. Pagefind
reads a folder, so the pages are put into one of their own for as long as it works. Raises OSError where it fails.
"""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

WANTED = b"data-pagefind-body"
ITS_OWN_LOOKS = ("pagefind-ui", "pagefind-modular", "pagefind-component", "pagefind-highlight")  # the site has its own


def index(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """`pagefind/...`; nothing where no page is to be found."""
    pages = {path: content for path, content in files.items() if path.endswith(".html") and WANTED in content}
    if not pages:
        return {}
    with TemporaryDirectory() as there:
        folder = Path(there)
        for path, content in pages.items():
            target = folder / "site" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
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
