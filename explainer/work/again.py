"""The same folder built again and again while it is written: what has not changed is neither read nor made anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from explainer.model import Catalogue
from explainer.problems import ordered
from explainer.read import read
from explainer.read.memory import Memory
from explainer.work.serve import Built
from explainer.work.watch import Snapshot, snapshot
from explainer.work.whole import whole
from explainer.write.lazy import Lazy


@dataclass(slots=True)
class Again:
    """`root` holds `templates/` and `assets/`; `cache` keeps what took long to make."""

    folder: Path
    root: Path
    cache: Path
    memory: Memory = field(default_factory=Memory)
    makers: dict[str, str] = field(default_factory=dict)
    catalogue: Catalogue | None = None
    looks: Snapshot = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    mark: str = ""

    def build(self, address: str, today: date, mark: str) -> Built:
        """The site as it is now, under an address. It has the `mark`, or its last one where it is the same site."""
        reading = read(self.folder, today, memory=self.memory)
        problems = ordered(reading.problems)
        if reading.catalogue is None:
            return Built(None, problems)
        catalogue = replace(reading.catalogue, site=replace(reading.catalogue.site, base_url=address))
        looks = snapshot((self.root / "templates", self.root / "assets"))
        if catalogue != self.catalogue or looks != self.looks:
            self.files = Lazy(whole(catalogue, today, today, self.root, self.cache), self.makers)
            self.catalogue, self.looks, self.mark = catalogue, looks, mark
        return Built(self.files, problems, places=reading.places, mark=self.mark)
