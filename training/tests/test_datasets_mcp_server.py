"""Tools of a live MCP server: the handshake, pages, the time limit, and servers that misbehave."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path

import pytest

from tool_router_training.datasets.mcp_server import list_server_tools
from tool_router_training.datasets.rows import BadSource

SERVER = Path(__file__).with_name("mcp_server_of_three_tools.py")


def command(way: str = "") -> str:
    return shlex.join([sys.executable, str(SERVER), way])


def test_all_pages_of_a_servers_tools_are_read_after_the_handshake() -> None:
    tools = list_server_tools(command(), 30)
    assert [tool["name"] for tool in tools] == ["moor_boat", "ring_bell", "close_pier"]


@pytest.mark.parametrize(
    ("way", "why"),
    [
        ("refuses", "refuses tools/list: low tide."),
        ("dies", "It says: the harbour is closed"),
        ("loops", "lists more than 100 pages of tools."),
    ],
)
def test_a_server_that_misbehaves_is_one_sentence(way: str, why: str) -> None:
    with pytest.raises(BadSource) as raised:
        list_server_tools(command(way), 30)
    assert why in str(raised.value)


def test_a_silent_server_is_given_up_and_stopped() -> None:
    began = time.monotonic()
    with pytest.raises(BadSource, match=r"does not answer tools/list within 2 seconds\."):
        list_server_tools(command("sleeps"), 2)
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("nothing", ["", "no-such-harbour-server --stdio", "'unclosed"])
def test_a_command_that_starts_nothing_is_one_sentence(nothing: str) -> None:
    with pytest.raises(BadSource, match=r"--server|cannot be started"):
        list_server_tools(nothing, 2)
