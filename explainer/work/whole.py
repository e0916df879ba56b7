"""From a catalogue to the site that is to be written: every view of it, with the templates and assets of a folder."""

from datetime import date
from pathlib import Path

from explainer.model import Catalogue
from explainer.read.editor import as_json, editor_schemas
from explainer.view.frame import frame
from explainer.view.index import Index
from explainer.view.pages import redirects
from explainer.view.parts import parts
from explainer.write import site
from explainer.write.site import Site


def whole(catalogue: Catalogue, day: date, today: date, root: Path, drawn: Path | None) -> Site:
    """The site as of the day. `root` holds `templates/` and `assets/`; `drawn` keeps pictures for the next time."""
    index = Index(catalogue, day, today)
    schemas = {f"schema/{name}.json": as_json(schema) for name, schema in editor_schemas(catalogue).items()}
    return site.site(catalogue, frame(index), parts(index), redirects(index), schemas, root, drawn)
