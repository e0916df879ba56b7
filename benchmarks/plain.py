"""Our command line without what only ours makes, for a comparison with others on the same work.

Used as `build.py` is. Of what the site holds, the search index, the cards and the editors' schemas are left out, and
the database is empty; all else is the same.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from explainer import cli
from explainer.view.records import Records
from explainer.work import whole
from explainer.write import cards, database, search


def nothing(*_: object) -> Mapping[str, bytes]:
    return {}


def no_database(records: Records, tables: object) -> tuple[str, bytes]:
    return "data/site.sqlite", b""


def main() -> int:
    replaced = ((search, "index", nothing), (database, "file", no_database), (whole, "_schemas", nothing))
    for module, name, instead in (*replaced, (cards, "drawable", lambda press, card: False)):
        assert hasattr(module, name)
        setattr(module, name, instead)
    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
