"""What a reader's browser loads for a page of the built site, and how long the search index takes to make.

In: the folder of a built site. Out: bytes as they lie, and as gzip sends them. A page's weight is its HTML with the
style sheets, scripts, images and fonts that it names; what it has in common with other pages is loaded once.
"""

import gzip
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin

PAGES = {
    "front page": "index.html",
    "all programs": "programs/index.html",
    "one profile": "programs/program-00001/index.html",
    "comparison": "compare/index.html",
    "comparison of a year": "compare/2020/index.html",
    "one question": "dimensions/status/index.html",
    "timeline": "timeline/index.html",
    "all sources": "sources/index.html",
    "one source": "sources/program-00001-s1/index.html",
    "changes": "changes/index.html",
    "search": "search/index.html",
}
LOADED = re.compile(r'<(?:link rel="(?:stylesheet|icon|preload)"[^>]*href|script[^>]*src|img[^>]*src)="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Weight:
    page: str
    html_bytes: int
    html_gzip_bytes: int
    beside_gzip_bytes: int  # style sheets, scripts, images that the page names


def pages(out: Path) -> list[Weight]:
    return [weight(out, name, path) for name, path in PAGES.items() if (out / path).is_file()]


def weight(out: Path, name: str, path: str) -> Weight:
    html = (out / path).read_bytes()
    named = {urljoin(f"/{path}", link).lstrip("/") for link in LOADED.findall(html.decode())}
    beside = [(out / link).read_bytes() for link in sorted(named) if (out / link).is_file()]
    return Weight(name, len(html), packed(html), sum(packed(content) for content in beside))


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def search_s(out: Path) -> float | None:
    """Seconds that the search index alone takes: a part of our build that the others have no counterpart for."""
    if not (out / "pagefind").is_dir():
        return None
    with TemporaryDirectory(dir=out.parent) as room:
        command = (sys.executable, "-m", "pagefind", "--quiet", "--site", str(out), "--output-path", f"{room}/index")
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - start
