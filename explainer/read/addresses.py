"""Two makers of one address are an error: a page called like a fixed address, or an alias that is an id."""

from collections.abc import Iterable

from explainer.read.document import Document

FIXED = (
    "programs", "compare", "comparisons", "dimensions", "timeline", "sources", "explainers", "glossary", "changes",
    "quality", "search", "404", "api", "data", "schema", "assets", "media", "pagefind", "embed", "privacy",
)  # fmt: skip


Named = tuple[Document, tuple[str, ...]]  # a file that becomes a page, and its aliases


def note_aliases(written: Iterable[Named]) -> None:
    """Of one collection: every old id leads to one new one."""
    pairs = tuple(written)
    makers = {document.id: document for document, _ in pairs}
    for document, aliases in pairs:
        for number, alias in enumerate(aliases):
            if alias in makers:
                other = makers[alias]
                whose = "is an alias there" if other.id != alias else "is an id of its own"
                hint = "delete the alias"
                document.wrong(("aliases", number), f'"{alias}" is taken by {other.path}: it {whose}', hint)
            elif alias:
                makers[alias] = document


def note_fixed(written: Iterable[Named]) -> None:
    """Of pages, which stand at the root of the site."""
    for document, aliases in written:
        if document.id in FIXED:
            document.wrong((), f"/{document.id}/ is an address of every site", "give the file another name")
        for number, alias in enumerate(aliases):
            if alias in FIXED:
                document.wrong(("aliases", number), f"/{alias}/ is an address of every site", "delete the alias")
