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
PROTOCOL = "http://livereload.com/protocols/official-7"

Told = asyncio.Queue[str | bytes | None]


def message(**fields: object) -> str:
    """Without spaces: Hugo wants it so."""
    return json.dumps(fields, separators=(",", ":"))


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
            told, connection = await _listening(maker, port, address)
            await asyncio.sleep(rest_s)  # the server comes to rest, and an earlier edit is well over
            while not told.empty():
                told.get_nowait()
            word = f"edit{n}of{time.time_ns()}"
            maker.edit(edited(one, word))
            start = time.perf_counter()
            if connection is not None:
                await _reload(told, limit_s)
            await _shown(address, word, limit_s)
            found.append(time.perf_counter() - start)
            if connection is not None:
                connection.close()
    finally:
        maker.edit(one)
    return found[1:]


async def _listening(maker: Maker, port: int, address: str) -> tuple[Told, WebSocketClientConnection | None]:
    """As an open page does: what the server says is put into a queue."""
    told: Told = asyncio.Queue()
    if not maker.socket:
        return told, None
    place = f"ws://127.0.0.1:{port}{maker.socket}"
    connection = await websocket_connect(place, on_message_callback=told.put_nowait)
    await connection.write_message(message(command="hello", protocols=[PROTOCOL], ver="2.4.1"))
    await connection.write_message(message(command="info", url=address))
    return told, connection


async def _reload(told: Told, limit_s: float) -> None:
    """Waits until the server says so. None is said by a connection that has ended."""
    try:
        async with asyncio.timeout(limit_s):
            while (said := await told.get()) is not None:
                if json.loads(said)["command"] == "reload":
                    return
    except TimeoutError as error:
        raise RunFailedError(f"the page was not told to reload after {limit_s:.0f} s") from error


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
