"""From a catalogue to the site that is to be written: every view of it, with the templates and assets of a folder."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from explainer.model import Catalogue
from explainer.read.editor import as_json, editor_schemas
from explainer.view.frame import frame
from explainer.view.index import Index
from explainer.view.pages import redirects
from explainer.view.parts import parts
from explainer.write import site
from explainer.write.site import Site


def whole(catalogue: Catalogue, day: date, today: date, root: Path, cache: Path | None) -> Site:
    """The site as of the day. `root` holds `templates/` and `assets/`; `cache` keeps for the next time what took long
    to make."""
    index = Index(catalogue, day, today)
    schemas = partial(_schemas, catalogue)
    return site.site(catalogue, frame(index), parts(index), redirects(index), schemas, root, cache)


def _schemas(catalogue: Catalogue) -> Mapping[str, bytes]:
    return {f"schema/{name}.json": as_json(schema) for name, schema in editor_schemas(catalogue).items()}
