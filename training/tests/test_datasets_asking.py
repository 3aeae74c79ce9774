"""What is asked back is a required argument that a person fills in freely, with the constants that were said."""

from __future__ import annotations

from typing import Any

import pytest

from tool_router_training.datasets.asking import ask_for

PROPERTIES = {
    "unit": {"enum": ["kg", "stone"]},
    "what": {"type": "string"},
    "deck": {"anyOf": [{"const": 1}, {"type": "null"}]},
    "where": {"type": "string"},
}
TOOL = {"name": "weigh", "inputSchema": {"properties": PROPERTIES, "required": ["unit", "what", "deck"]}}
CALL = {"name": "weigh", "arguments": {"unit": "kg", "what": "eels", "deck": 1, "where": "quay"}}


@pytest.mark.parametrize(
    ("unsaid", "asks"),
    [
        (["where", "what"], {"known": {"unit": "kg", "deck": 1}, "missing": "what", "tool": "weigh"}),
        (["what", "unit", "deck"], {"missing": "what", "tool": "weigh"}),
        (["unit"], None),
        (["where"], None),
        ([], None),
    ],
)
def test_ask_for(unsaid: list[str], asks: dict[str, Any] | None) -> None:
    assert ask_for(CALL, TOOL, unsaid) == asks
