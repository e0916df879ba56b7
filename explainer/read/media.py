"""Images: their type, by the first bytes."""

from pathlib import PurePosixPath

from explainer.model import Media
from explainer.problems import Place, Problem
from explainer.read.files import MOST_MEDIA_BYTES, File

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")


def media(file: File, problems: list[Problem]) -> Media | None:
    """The image, or None and a Problem where the file is none, or is too large for a page."""
    if len(file.content) > MOST_MEDIA_BYTES:
        message = f"the image is over {MOST_MEDIA_BYTES // 1024**2} MiB"
        problems.append(Problem(Place(file.path), message, hint="make it smaller"))
        return None
    kind = image_type(file.content)
    if kind is None:
        hint = "only PNG, JPEG, WebP, AVIF and GIF may stand in media/"
        problems.append(Problem(Place(file.path), "this is not an image", hint=hint))
        return None
    if PurePosixPath(file.name).suffix.lower() not in SUFFIXES:
        message = f"a {kind} whose name does not end so"
        problems.append(Problem(Place(file.path), message, allowed=SUFFIXES))
        return None
    return Media(file.name, file.content)


def image_type(content: bytes) -> str | None:
    """PNG, JPEG, WebP, AVIF or GIF, by the first bytes (WHATWG MIME Sniffing 6.1; ISO/IEC 23000-22 for AVIF)."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WebP"
    if content[4:8] == b"ftyp" and content[8:12] in (b"avif", b"avis"):
        return "AVIF"
    return None
