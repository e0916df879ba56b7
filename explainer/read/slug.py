"""Slugs and ids: the texts that addresses are made of (CONTENT-FORMAT, 1)."""

import re
from hashlib import sha256
from unicodedata import normalize

ID_LENGTH = 64
ANCHOR_LENGTH = 120

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


def slug(text: str, limit: int | None = None) -> str:
    """Lower-case ASCII letters and digits, a hyphen for each run of anything else, at most `limit` characters.

    A text of which nothing is left counts by the first eight hex digits of its SHA-256.
    """
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return shortened(words or sha256(text.encode()).hexdigest()[:8], limit)


def shortened(words: str, limit: int | None) -> str:
    """Cut at the last hyphen that fits, or inside the only word."""
    if limit is None or len(words) <= limit:
        return words
    hyphen = words.rfind("-", 0, limit + 1)
    return words[: hyphen if hyphen > 0 else limit]


def is_id(text: str, limit: int = ID_LENGTH) -> bool:
    """Whether the text is `a-z`, `0-9` and single hyphens, and no longer than `limit`."""
    return len(text) <= limit and _ID.fullmatch(text) is not None
