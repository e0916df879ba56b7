"""A running `serve` as its tests see it: over HTTP, as an open page hears it, and what it prints."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.built import ROOT, TODAY_EPOCH

WAIT_S = 20.0
T = TypeVar("T")
Message = dict[str, object]


def finished(work: Coroutine[object, object, T]) -> T:
    """What comes of it, in a thread of its own: the one of a browser's tests has a loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@dataclass(slots=True)
class Server:
    address: str  # http://127.0.0.1:PORT/
    process: subprocess.Popen[str]

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, str]:
        """The answer as it stands: nothing is followed."""
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=WAIT_S)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text

    def printed(self) -> str:
        """All that it has printed since its address; it is ended for that."""
        self.process.terminate()
        return self.process.communicate()[0]


@contextmanager
def running(*arguments: str | Path) -> Iterator[Server]:
    """A process that serves, from the moment it has said where."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "SOURCE_DATE_EPOCH": TODAY_EPOCH, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    try:
        yield Server(process.stdout.readline().split()[0], process)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@dataclass(slots=True)
class OpenPage:
    """What an open page would hear."""

    socket: WebSocketClientConnection

    async def hears(self, command: str) -> Message:
        """The next message with this command."""
        while True:
            said = await asyncio.wait_for(self.socket.read_message(), WAIT_S)
            assert said is not None, "the server has hung up"
            message: Message = json.loads(said)
            if message["command"] == command:
                return message

    async def hears_problems(self) -> Message:
        """The next message that names a problem."""
        while not (message := await self.hears("problems"))["blocks"]:
            pass
        return message


@asynccontextmanager
async def opened(server: Server, *, mark: str | None = None, **headers: str) -> AsyncIterator[OpenPage]:
    """A page that was just loaded, or one of an older build where a mark is given."""
    script = "live.js?mark="
    deadline = time.monotonic() + WAIT_S
    while mark is None:
        assert time.monotonic() < deadline, "no page is shown"
        answer, text = server.get("/")
        if answer.status == 200:
            mark = text.partition(script)[2].partition('"')[0]
        await asyncio.sleep(0.02)
    request = HTTPRequest(server.address.replace("http", "ws", 1) + "@serve/live", headers=headers)
    socket = await websocket_connect(request)
    await socket.write_message(json.dumps({"command": "hello"}))
    await socket.write_message(json.dumps({"command": "info", "url": server.address, "mark": mark}))
    page = OpenPage(socket)
    await page.hears("hello")
    try:
        yield page
    finally:
        socket.close()
