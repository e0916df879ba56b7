"""Two contents that share no page, what is built of each, and what is wrong with a folder that holds one of them."""

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath

from tests import built
from tests.reliability.commands import BIKES, ROOT, command, environment

Files = Mapping[str, bytes]

_LOADED = re.compile(
    rb"""<(?:link|script|img|source)\s[^>]*?(?:href|src)="([^"#?:]+\.(?:css|js|woff2|png|webp|svg))["#?]"""
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two folders of content, and the site of each as a build from nothing makes it."""

    contents: tuple[Path, Path]
    sites: tuple[Files, Files]


def pair(folder: Path, root: Path = ROOT) -> Pair:
    """The second has another title on every page, another image, a program under another address, and one page more."""
    first, second = (shutil.copytree(BIKES, folder / name) for name in ("first", "second"))
    renamed = {"Bikes for hire": "Bicycles to borrow", "wheel.png": "another-wheel.png", "old-town": "elder-town"}
    for path in [*second.rglob("*.md"), *second.rglob("*.yaml")]:
        text = path.read_text()
        for before, after in renamed.items():
            text = text.replace(before, after)
        path.write_text(text)
    (second / "programs" / "old-town.yaml").rename(second / "programs" / "elder-town.yaml")
    image = (second / "media" / "wheel.png").rename(second / "media" / "another-wheel.png")
    image.write_bytes(image.read_bytes() + b"\n")
    (second / "pages" / "more.md").write_text("---\ntitle: More\nsummary: S.\n---\nMore of it.\n")
    sites = []
    for content in (first, second):
        done = run(content, folder / f"site-of-{content.name}", root=root)
        assert done.returncode == 0, done.stdout + done.stderr
        sites.append(files(folder / f"site-of-{content.name}"))
    return Pair((first, second), (sites[0], sites[1]))


def run(
    content: Path, out: Path, *more: str, root: Path = ROOT, before: Sequence[str] = (), **given: str
) -> subprocess.CompletedProcess[str]:
    """`build`, to its end. `before` stands before the command, `given` is put into its environment."""
    called = [*before, *command("build", "--content", content, "--out", out, *more, root=root)]
    return subprocess.run(called, cwd=ROOT, env=environment(**given), capture_output=True, text=True, check=False)


def files(out: Path) -> Files:
    """What is published; bookkeeping beneath a dot is not."""
    return {path: content for path, content in built.files(out).items() if not path.startswith(".")}


def digest(site: Files) -> str:
    """One number for all paths and bytes."""
    found = hashlib.sha256()
    for path, content in sorted(site.items()):
        found.update(f"{path}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def broken(there: Files, allowed: Sequence[Files]) -> list[str]:
    """Files that are none of the allowed ones, and what loads a file that is not there."""
    torn = [path for path, content in there.items() if all(site.get(path) != content for site in allowed)]
    return torn + [
        f"{path} lacks {one}" for path, content in there.items() for one in loads(path, content) - there.keys()
    ]


def loads(path: str, content: bytes) -> set[str]:
    """The files that a page, or the entry of the search, cannot do without."""
    if path == "pagefind/pagefind-entry.json":
        return {f"pagefind/pagefind.{one['hash']}.pf_meta" for one in json.loads(content)["languages"].values()}
    if not path.endswith(".html"):
        return set()
    folder = path.rpartition("/")[0]
    return {normpath(join("/", folder, found.decode()))[1:] for found in _LOADED.findall(content)}
