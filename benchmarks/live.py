"""How long it takes from a save to a page that shows it, under each generator's own server.

In: a Maker. Out: seconds from the last byte of the save to the last byte of the page as a browser has loaded it anew.
Where the server speaks LiveReload, the page is fetched when it says so, as a browser does; else every 25 ms.
"""

import asyncio
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tornado.httpclient import AsyncHTTPClient, HTTPError
from tornado.websocket import WebSocketClientConnection, websocket_connect

from benchmarks.makers import Maker, edited
from benchmarks.measure import RunFailedError
from benchmarks.profiles import Profile

ASK_EVERY_S = 0.025
HELLO = json.dumps(  # Hugo wants it without spaces
    {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"], "ver": "2.4.1"},
    separators=(",", ":"),
)


def reload_times(maker: Maker, one: Profile, runs: int, rest_s: float, limit_s: float) -> list[float]:
    """One time for each edit; the first edit, which warms the server, is not counted."""
    with _serving(maker) as port:
        return asyncio.run(_edits(maker, one, port, runs, rest_s, limit_s))


@contextmanager
def _serving(maker: Maker) -> Iterator[int]:
    port = _free_port()
    command = [part.replace("PORT", str(port)) for part in maker.serve]
    with (maker.folder / "served.txt").open("wb") as told:
        process = subprocess.Popen(
            command,
            cwd=maker.folder,
            env=maker.environment,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield port
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def _edits(maker: Maker, one: Profile, port: int, runs: int, rest_s: float, limit_s: float) -> list[float]:
    address = f"http://127.0.0.1:{port}/programs/{one.id}/"
    await _shown(address, one.title, limit_s)
    found = []
    try:
        for n in range(runs + 1):
            told = await _listening(maker, port)
            await asyncio.sleep(rest_s)  # the server comes to rest, and an earlier edit is well over
            word = f"edit{n}of{time.time_ns()}"
            maker.edit(edited(one, word))
            start = time.perf_counter()
            if told is not None:
                await asyncio.wait_for(_told_to_reload(told), limit_s)
            await _shown(address, word, limit_s)
            found.append(time.perf_counter() - start)
            if told is not None:
                told.close()
    finally:
        maker.edit(one)
    return found[1:]


async def _listening(maker: Maker, port: int) -> WebSocketClientConnection | None:
    if not maker.socket:
        return None
    connection = await websocket_connect(f"ws://127.0.0.1:{port}{maker.socket}")
    await connection.write_message(HELLO)
    return connection


async def _told_to_reload(connection: WebSocketClientConnection) -> None:
    while (message := await connection.read_message()) is not None:
        if json.loads(message)["command"] == "reload":
            return


async def _shown(address: str, text: str, limit_s: float) -> None:
    """Waits until the page is there and holds the text."""
    client = AsyncHTTPClient()
    until = time.perf_counter() + limit_s
    while time.perf_counter() < until:
        try:
            page = await client.fetch(address, request_timeout=limit_s)
            if text.encode() in page.body:
                return
        except (HTTPError, OSError):
            pass  # it is not up yet, or writes the page just now
        await asyncio.sleep(ASK_EVERY_S)
    raise RunFailedError(f"{address} does not show {text!r} after {limit_s:.0f} s")
