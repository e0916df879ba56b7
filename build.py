"""Builds the site. See `python build.py --help`."""

import sys
from importlib.util import find_spec

if not all(find_spec(name) for name in ("jinja2", "markdown_it", "yaml")):
    sys.exit("build.py: its libraries are not there: `make ready` fetches them, then .venv/bin/python build.py")

from explainer.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
