"""Images: their type by the first bytes, and their size where the header tells it in a fixed place."""

import struct
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
    width_px, height_px = size_px(kind, file.content)
    return Media(file.name, file.content, width_px, height_px)


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


def size_px(kind: str, content: bytes) -> tuple[int, int]:
    """Width and height, or (0, 0) where they are not known."""
    try:
        match kind:
            case "PNG":
                width, height = struct.unpack_from(">II", content, 16)
            case "GIF":
                width, height = struct.unpack_from("<HH", content, 6)
            case "WebP":
                width, height = _webp(content)
            case "JPEG":
                width, height = _jpeg(content)
            case _:
                width, height = _avif(content)
    except (struct.error, IndexError):
        return 0, 0
    return width, height


def _webp(content: bytes) -> tuple[int, int]:
    """RFC 9649: lossy, lossless and extended files each keep it elsewhere."""
    match content[12:16]:
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", content, 26)
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", content, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
    return 0, 0


def _jpeg(content: bytes) -> tuple[int, int]:
    """From the first start-of-frame segment (ITU-T T.81, B.2.2)."""
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        (length,) = struct.unpack_from(">H", content, at + 2)
        at += 1 if marker == 0xFF else 2 + length
    return 0, 0


def _avif(content: bytes) -> tuple[int, int]:
    """From the first image spatial extents box (ISO/IEC 23008-12, 6.5.3)."""
    at = content.find(b"ispe", 0, 4096)
    if at < 0:
        return 0, 0
    width, height = struct.unpack_from(">II", content, at + 8)
    return width, height
