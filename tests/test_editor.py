"""The editor's own language server, with the schemas that a build writes: it completes, explains and complains."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import built

BIKES = built.ROOT / "tests" / "topics" / "bikes"
SERVER = shutil.which("yaml-language-server") or os.environ.get("YAML_LANGUAGE_SERVER", "")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SERVER, reason="there is no yaml-language-server: tools/language-server --install"),
]

Message = dict[str, Any]


class Client:
    """Speaks the Language Server Protocol 3.17 over the server's standard input and output."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.last = 0
        self.complaints: dict[str, list[str]] = {}

    def tell(self, method: str, given: Message, **more: int) -> None:
        text = json.dumps({"jsonrpc": "2.0", "method": method, "params": given, **more}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(text), text))
        self.process.stdin.flush()

    def hear(self) -> Message:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name == b"Content-Length" else length
        message: Message = json.loads(self.process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.complaints[message["params"]["uri"]] = [d["message"] for d in message["params"]["diagnostics"]]
        return message

    def ask(self, method: str, given: Message) -> Any:
        self.last += 1
        self.tell(method, given, id=self.last)
        while True:
            message = self.hear()
            if message.get("id") == self.last and "method" not in message:
                return message.get("result")
            if "id" in message and "method" in message:  # the server asks for our settings
                wanted = message["params"].get("items", [])
                reply = json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": [None] * len(wanted)}).encode()
                assert self.process.stdin
                self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(reply), reply))
                self.process.stdin.flush()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project as a contributor has it: content, and the site that was built from it."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(BIKES, root / "content")
    built.build(root / "content", root / "site")
    return root


@pytest.fixture
def client(folder: Path) -> Iterator[Client]:
    process = subprocess.Popen([SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    found = Client(process)
    found.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}})
    found.tell("initialized", {})
    yield found
    process.kill()
    process.wait()


def opened(client: Client, folder: Path, text: str) -> tuple[str, int, int]:
    """The address of a file with this text, and where its `|` stood, from 0."""
    before, _, after = text.partition("|")
    path = folder / "content" / "programs" / "new.yaml"
    whole = "# yaml-language-server: $schema=../../site/schema/program.json\n" + before + after
    path.write_text(whole)
    document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": whole}
    client.tell("textDocument/didOpen", {"textDocument": document})
    lines = ("#\n" + before).split("\n")
    return path.as_uri(), len(lines) - 1, len(lines[-1])


def completed(client: Client, folder: Path, text: str) -> set[str]:
    uri, line, character = opened(client, folder, text)
    at = {"line": line, "character": character}
    found = client.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": at})
    return {one["label"] for one in found["items"]}


HEAD = "title: New\nkind: docked\nsummary: S\nclaims:\n"


def test_dimensions_are_offered(client: Client, folder: Path) -> None:
    assert completed(client, folder, HEAD + "  |") >= {"status", "fleet", "hour-fare", "tickets", "helmet"}


def test_the_values_of_a_dimension_are_offered(client: Client, folder: Path) -> None:
    offered = completed(client, folder, HEAD + "  status:\n    - value: |\n")
    assert offered >= {"planned", "open", "winter-break", "closed"}


def test_the_sources_of_this_content_are_offered(client: Client, folder: Path) -> None:
    offered = completed(client, folder, HEAD + "  status:\n    - value: open\n      sources:\n        - |\n")
    assert offered >= {"council-2016", "gazette-2019"}


def test_a_dimension_is_explained_by_its_question(client: Client, folder: Path) -> None:
    uri, line, character = opened(
        client, folder, HEAD + "  fl|eet:\n    - {value: 3, as_of: 2020, sources: [council-2016]}\n"
    )
    at = {"line": line, "character": character}
    found = client.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": at})
    said = found["contents"]["value"] if isinstance(found["contents"], dict) else str(found["contents"])
    question = next(
        line for line in (BIKES / "dimensions" / "fleet.md").read_text().splitlines() if "question:" in line
    )
    assert question.removeprefix("question: ").strip('"') in said


def test_a_wrong_value_and_an_unknown_key_are_complained_of(client: Client, folder: Path) -> None:
    uri, *_ = opened(client, folder, HEAD + "  status:\n    - {value: opne, fromm: 2020, sources: [council-2016]}\n|")
    while not client.complaints.get(uri):
        client.hear()
    said = " ".join(client.complaints[uri])
    assert "fromm" in said
    assert "planned" in said or "opne" in said or "const" in said.lower() or "oneOf" in said
