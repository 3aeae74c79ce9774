"""Asks an MCP server that is started as a program for its tools: initialize, then tools/list page by page."""

from __future__ import annotations

import contextlib
import json
import queue
import shlex
import subprocess
import sys
import tempfile
import threading
import time
from typing import IO, Any

from tool_router_training.datasets.rows import BadSource

SECONDS = 60.0
"""For all of it: a server that is fetched first (npx, uvx) needs a while."""
MOST_PAGES = 100
LONGEST_COMPLAINT = 300
PROTOCOL = "2025-06-18"


def list_server_tools(command: str, seconds: float = SECONDS) -> list[Any]:
    """What the server lists, unchecked. The server is stopped afterwards. @raises BadSource"""
    try:
        words = shlex.split(command, posix=sys.platform != "win32")
    except ValueError as error:
        raise BadSource(f"--server cannot be read: {error}.") from error
    if not words:
        raise BadSource("--server needs a command that starts an MCP server.")
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)
        except OSError as error:
            raise BadSource(f"The server {words[0]} cannot be started: {error}.") from error
        try:
            return _Talk(process, words[0], seconds).list_tools()
        except BadSource as error:
            _stop(process)
            raise BadSource(f"{error}{_complaint(errors)}") from error
        finally:
            _stop(process)


class _Talk:
    """JSON-RPC, one message a line."""

    def __init__(self, process: subprocess.Popen[bytes], name: str, seconds: float) -> None:
        self._process = process
        self._name = name
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._lines: queue.Queue[bytes | None] = queue.Queue()
        self._id = 0
        threading.Thread(target=self._read, daemon=True).start()

    def list_tools(self) -> list[Any]:
        client = {"name": "tool-router-training", "version": "1"}
        self._ask("initialize", {"protocolVersion": PROTOCOL, "capabilities": {}, "clientInfo": client})
        self._send({"method": "notifications/initialized"})
        tools: list[Any] = []
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            page = self._ask("tools/list", {} if cursor is None else {"cursor": cursor})
            if not isinstance(page.get("tools"), list):
                raise BadSource(f'The server {self._name} answers tools/list without "tools".')
            tools += page["tools"]
            cursor = page.get("nextCursor")
            if not cursor:
                return tools
        raise BadSource(f"The server {self._name} lists more than {MOST_PAGES} pages of tools.")

    def _read(self) -> None:
        if self._process.stdout:
            with contextlib.suppress(OSError, ValueError):
                for line in self._process.stdout:
                    self._lines.put(line)
        self._lines.put(None)

    def _send(self, message: dict[str, Any]) -> None:
        try:
            if self._process.stdin:
                self._process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
                self._process.stdin.flush()
        except OSError as error:
            raise BadSource(f"The server {self._name} ended before it was asked for its tools.") from error

    def _ask(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        self._id += 1
        self._send({"id": self._id, "method": method, "params": params})
        while True:
            message = self._next(method)
            if "method" in message and "id" in message:  # the server asks: this client can do nothing but answer a ping
                refusal = {"error": {"code": -32601, "message": "not supported"}}
                self._send({"id": message["id"], **({"result": {}} if message["method"] == "ping" else refusal)})
            elif message.get("id") == self._id:
                if isinstance(message.get("result"), dict):
                    return dict(message["result"])
                error = message.get("error")
                why = error.get("message") if isinstance(error, dict) else "no result"
                raise BadSource(f"The server {self._name} refuses {method}: {why}.")

    def _next(self, method: str) -> dict[str, Any]:
        """The next message; lines that are none, such as a greeting, are skipped."""
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, self._until - time.monotonic()))
            except queue.Empty:
                raise BadSource(
                    f"The server {self._name} does not answer {method} within {self._seconds:g} seconds."
                ) from None
            if line is None:
                raise BadSource(f"The server {self._name} ended without an answer to {method}.")
            with contextlib.suppress(ValueError, RecursionError):
                message = json.loads(line)
                if isinstance(message, dict):
                    return message


def _stop(process: subprocess.Popen[bytes]) -> None:
    """As MCP asks for: stdin closed, then terminated, then killed."""
    if process.stdin:
        with contextlib.suppress(OSError):
            process.stdin.close()
    for end in (None, process.terminate, process.kill):
        if end:
            end()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(2)
            return


def _complaint(errors: IO[bytes]) -> str:
    """The end of what the server wrote to stderr."""
    errors.seek(0)
    text = " ".join(errors.read().decode(errors="replace").split())
    return (
        f" It says: …{text[-LONGEST_COMPLAINT:]}" if len(text) > LONGEST_COMPLAINT else f" It says: {text}" * bool(text)
    )
