"""Smaller copies of a file, which nginx and Caddy give to browsers that take them: `x.gz` and `x.br` beside `x`.

In: a path and its bytes. Out: the same for each copy that is worth it; the same bytes give the same copies.
"""

import gzip
from collections.abc import Iterator

import brotli

TEXTS = (".html", ".css", ".js", ".json", ".svg", ".xml", ".csv", ".ics", ".txt", ".bib", ".sqlite")
AT_LEAST_BYTES = 1000  # of less, the answer is one packet with or without
ENDINGS = (".gz", ".br")


def copies(path: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    if not path.endswith(TEXTS) or len(content) < AT_LEAST_BYTES:
        return
    yield f"{path}.gz", gzip.compress(content, mtime=0)
    yield f"{path}.br", brotli.compress(content, mode=brotli.MODE_TEXT)


def without_ending(path: str) -> str:
    """The file that a copy stands beside; any other path as it is."""
    return next((path.removesuffix(ending) for ending in ENDINGS if path.endswith(ending)), path)
