"""A small MCP server for the tests: three tools on two pages, or one of the ways to misbehave that an argument names."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

PIER = {"type": "object", "properties": {"pier": {"type": "string"}}, "required": ["pier"]}
PAGES: dict[str | None, dict[str, Any]] = {
    None: {
        "tools": [
            {"name": "moor_boat", "description": "Moor a boat at a pier.", "inputSchema": PIER},
            {"name": "ring_bell", "description": "Ring the fog bell.", "inputSchema": {"type": "object"}},
        ],
        "nextCursor": "second",
    },
    "second": {"tools": [{"name": "close_pier", "description": "Close a pier for the night.", "inputSchema": PIER}]},
}


def say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
    sys.stdout.flush()


def main(way: str) -> None:
    if way == "dies":
        sys.exit("the harbour is closed")
    greeted = False
    print("harbour server ready", flush=True)
    for line in sys.stdin:
        message = json.loads(line)
        method = message.get("method")
        if method == "initialize":
            say({"id": message["id"], "result": {"protocolVersion": "2025-06-18", "capabilities": {"tools": {}}}})
            say({"id": "mine", "method": "ping"})
            say({"method": "notifications/message", "params": {"level": "info", "data": "hello"}})
        elif method == "notifications/initialized":
            greeted = True
        elif method == "tools/list" and way == "sleeps":
            time.sleep(60)
        elif method == "tools/list" and way == "refuses":
            say({"id": message["id"], "error": {"code": -32603, "message": "low tide"}})
        elif method == "tools/list" and greeted:
            page = PAGES[None] if way == "loops" else PAGES[message["params"].get("cursor")]
            say({"id": message["id"], "result": page})


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
