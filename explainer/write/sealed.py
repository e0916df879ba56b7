"""Files that only save time: each comes back as it was written, or not at all.

In: bytes, and the version of what made them. Out: the same bytes; None where there are none, they are damaged or cut
off, or another version has made them.
"""

from collections.abc import Callable
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO

DIGEST_LENGTH = 32


def kept(place: Path, version: bytes = b"") -> bytes | None:
    try:
        content = place.read_bytes()
    except OSError:
        return None
    found, digest = content[:-DIGEST_LENGTH], content[-DIGEST_LENGTH:]
    return found if _seal(sha256(found).digest(), version) == digest else None


def keep(place: Path, write: Callable[[BinaryIO], object], version: bytes = b"") -> None:
    """Puts there what `write` writes, at once or not at all. It may fail."""
    beside = place.with_suffix(".new")
    with suppress(OSError):
        with beside.open("w+b") as file:
            write(file)
            file.seek(0)
            file.write(_seal(file_digest(file, "sha256").digest(), version))
        beside.replace(place)


def _seal(digest: bytes, version: bytes) -> bytes:
    return sha256(version + digest).digest()
