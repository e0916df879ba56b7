"""The whole site in one HTML file that works from a double click: every page packed, a script that shows and finds.

In: the files of the site. Out: the bytes of that file. Left out are pages that show a part of another one (`embed/`,
`cite/`) and the search that needs a server; a link to what is left out leads to the site.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import unescape
from zlib import compress

from explainer.write.render import Renderer, offline
from explainer.write.values import Json, as_json

TITLE = re.compile("<title>(.*?)</title>", re.DOTALL)
LEADS_ON = b'http-equiv="refresh"'  # a page at an old address
FORM = re.compile("<form\\b.*?</form>", re.DOTALL)  # it would ask a page that is not there
MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
BETWEEN_LINES = re.compile(r"\s*\n\s*")
LEFT_OUT = re.compile(r"embed/.|search/|programs/[^/]+/cite/")
PICTURES = {"svg": "svg+xml", "png": "png", "jpg": "jpeg", "jpeg": "jpeg", "webp": "webp", "gif": "gif"}


def file(renderer: Renderer, files: Mapping[str, bytes]) -> bytes:
    """The same files, the same bytes."""
    site: Json = {"base": renderer.frame.base_url, "pages": dict(_pages(files)), "media": dict(_media(files))}
    data = b64encode(compress(as_json(site).encode(), 9)).decode("ascii")
    style = next(content for path, content in files.items() if path.startswith("assets/style."))
    return offline(renderer, style.decode(), data)


def _pages(files: Mapping[str, bytes]) -> Iterator[tuple[str, Json]]:
    for path, content in files.items():
        if path.endswith(".html") and not LEFT_OUT.match(path) and LEADS_ON not in content:
            text = content.decode()
            title, main = TITLE.search(text), MAIN.search(text)
            if title and main:
                html = BETWEEN_LINES.sub("\n", FORM.sub("", main[1]))
                yield f"/{path.removesuffix('index.html')}", {"title": unescape(title[1]), "html": html}


def _media(files: Mapping[str, bytes]) -> Iterator[tuple[str, Json]]:
    for path, content in files.items():
        kind = PICTURES.get(path.rpartition(".")[2].lower())
        if path.startswith("media/") and kind:
            yield f"/{path}", f"data:image/{kind};base64,{b64encode(content).decode('ascii')}"
