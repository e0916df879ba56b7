"""What an editor keeps beside a file while it is written is no file of ours."""

from pathlib import Path

from explainer.view.frame import frame
from explainer.write import render
from explainer.write.assets import read_assets
from tests import factory as f


def beside(path: Path, text: str) -> None:
    """The file, Emacs' lock (a link to nowhere) and copy, and what a system leaves in a folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.with_name(f"{path.name}~").write_text("{% if")
    path.with_name(f".#{path.name}").symlink_to("somebody@somewhere.1234")
    path.with_name(".DS_Store").write_text("")


def test_assets_are_those_that_are_shown(tmp_path: Path) -> None:
    for name in ("styles/a.css", "compare/start.js", "keys.js"):
        beside(tmp_path / name, name)
    assets = read_assets(tmp_path)
    assert {name: assets.files[published] for name, published in assets.names.items()} == {
        "style.css": b"styles/a.css",
        "compare.js": b"compare/start.js",
        "keys.js": b"keys.js",
    }


def test_templates_are_those_that_are_shown(tmp_path: Path) -> None:
    beside(tmp_path / "page.html", "a page")
    beside(tmp_path / "parts" / "part.html", "a part")
    render.prepare(render.renderer(tmp_path, frame(f.index(f.program())), {}))
