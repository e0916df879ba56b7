"""The index of a search that needs no server, by Pagefind, from the pages as they are.

In: the pages that say so (`data-pagefind-body`), and a folder on their disk to work in. Out: what Pagefind makes of
them, as files. It is given one page after the other: a folder it would read in the order of the disk, which is another
on each disk, and shows in what it makes. Raises OSError where it fails.
"""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

WANTED = b"data-pagefind-body"
ENTRY = "pagefind/pagefind-entry.json"  # names the other files of an index
SERVICE = (sys.executable, "-m", "pagefind", "--service")
ITS_OWN_LOOKS = ("pagefind-ui", "pagefind-modular", "pagefind-component", "pagefind-highlight")  # the site has its own


def is_searched(path: str, content: bytes) -> bool:
    return path.endswith(".html") and WANTED in content


def index(pages: Mapping[str, Path], room: Path) -> Mapping[str, bytes]:
    """`pagefind/...`; nothing where no page is to be found. `pages` tells by path where the bytes are."""
    if not pages:
        return {}
    with TemporaryFile(dir=room) as complaint:
        pipe = subprocess.PIPE
        with subprocess.Popen(SERVICE, 0, stdin=pipe, stdout=pipe, stderr=complaint) as service:
            made = _last_answer(service, _questions(pages))
            if made is None:
                service.wait()
                complaint.seek(0)
                raise OSError(f"pagefind failed: {' '.join(complaint.read().decode(errors='replace').split())}")
    files = {file["path"]: base64.b64decode(file["content"]) for file in made["files"]}
    return {f"pagefind/{path}": files[path] for path in sorted(files) if not path.startswith(ITS_OWN_LOOKS)}


def _questions(pages: Mapping[str, Path]) -> Iterator[bytes]:
    """All that is asked of Pagefind, as it reads it: JSON in Base64, and a comma. The files are asked for as an answer:
    where it writes them, it says so before they are whole."""
    yield _packed(type="NewIndex", config={})
    for path, source in sorted(pages.items()):
        yield _packed(type="AddFile", index_id=0, file_path=path, file_contents=source.read_text("utf-8"))
    yield _packed(type="GetFiles", index_id=0)


def _packed(**asked: object) -> bytes:
    return base64.b64encode(json.dumps({"message_id": 1, "payload": asked}).encode()) + b","


def _last_answer(service: subprocess.Popen[bytes], questions: Iterator[bytes]) -> Mapping[str, Any] | None:
    """None of a service that has ended. It is asked one at a time, so that neither waits for a pipe that the other does
    not empty; the next question is packed meanwhile."""
    answer: Mapping[str, Any] | None = None
    question = next(questions, None)
    while question is not None:
        try:
            _write(service, question)
        except BrokenPipeError:
            return None
        question = next(questions, None)
        answer = _answer(service)
        if answer is None:
            return None
        if answer["type"] == "Error":
            raise OSError(f"pagefind failed: {answer['message']}")
    return answer


def _write(service: subprocess.Popen[bytes], question: bytes) -> None:
    left = memoryview(question)
    while left and service.stdin:
        left = left[service.stdin.write(left) :]


def _answer(service: subprocess.Popen[bytes]) -> Mapping[str, Any] | None:
    said = bytearray()
    while not said.endswith(b","):
        more = os.read(service.stdout.fileno(), 1 << 20) if service.stdout else b""
        if not more:
            return None
        said += more
    payload: Mapping[str, Any] = json.loads(base64.b64decode(said[:-1]))["payload"]
    return payload
