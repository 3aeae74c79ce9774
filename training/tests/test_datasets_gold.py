"""A gold call that its tools do not allow is refused with the reason."""

from __future__ import annotations

from typing import Any

import pytest

from tool_router_training.datasets.gold import BadGold, check_call

TOOL = {
    "name": "book_ferry",
    "inputSchema": {
        "type": "object",
        "properties": {"to": {"type": "string"}, "deck": {"type": "string", "enum": ["upper", "lower"]}, "odd": True},
        "required": ["to"],
    },
}


@pytest.mark.parametrize("arguments", [{"to": "Holm"}, {"to": "Holm", "deck": "upper", "odd": 1}])
def test_a_call_that_fits_passes(arguments: dict[str, Any]) -> None:
    check_call({"name": "book_ferry", "arguments": arguments}, [TOOL])


@pytest.mark.parametrize(
    ("name", "arguments", "why"),
    [
        ("book_plane", {}, '"book_plane", which is not offered'),
        ("book_ferry", {"to": "Holm", "seat": 3}, "no argument seat"),
        ("book_ferry", {"deck": "upper"}, "lacks to"),
        ("book_ferry", {"to": "Holm", "deck": "roof"}, "none of upper, lower"),
    ],
)
def test_a_call_that_does_not_fit_is_refused(name: str, arguments: dict[str, Any], why: str) -> None:
    with pytest.raises(BadGold, match=why):
        check_call({"name": name, "arguments": arguments}, [TOOL])
