"""The site's own files: one style sheet, small scripts, fonts and pictures, each with its hash in its name.

In: the folder `assets/`. Out: a mapping from the name a template uses to the name that is published, and the bytes.
`styles/*.css` become one `style.css`, in the order of their names; the cascade's order is that of `@layer`. So does
each folder of scripts: `compare/*.js` are one module, `compare.js`. What lies in other folders is not published.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from explainer.write.stamps import is_hidden

HASH_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Assets:
    """`names`: "style.css" -> "assets/style.3f2a91c0de.css"; `files`: the published name -> bytes."""

    names: Mapping[str, str]
    files: Mapping[str, bytes]


def read_assets(folder: Path) -> Assets:
    """Every file of the folder but those of editors; raises OSError where one cannot be read."""
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for name, content in _contents(folder).items():
        stem, _, ending = name.rpartition(".")
        names[name] = f"assets/{stem}.{sha256(content).hexdigest()[:HASH_LENGTH]}.{ending}"
        files[names[name]] = content
    return Assets(names, files)


def _contents(folder: Path) -> Mapping[str, bytes]:
    every = [path for path in sorted(folder.iterdir()) if not is_hidden(path.name)]
    single = {path.name: path.read_bytes() for path in every if path.is_file()}
    scripts = [path for path in every if path.is_dir() and any(path.glob("*.js"))]
    joined = {f"{path.name}.js": _joined(path, "*.js") for path in scripts}
    return {"style.css": _joined(folder / "styles", "*.css"), **joined, **single}


def _joined(folder: Path, pattern: str) -> bytes:
    found = (path for path in sorted(folder.glob(pattern)) if not is_hidden(path.name))
    return "\n".join(path.read_text("utf-8") for path in found).encode()
