"""Values of a call are found in a request as words, not as letters."""

from __future__ import annotations

from typing import Any

import pytest

from tool_router_training.datasets.said_values import is_said, unsaid


@pytest.mark.parametrize(
    ("value", "request_text"),
    [
        ("Old Mill", "pin it at the old mill, please"),
        ("old_mill", "open old mill"),
        ("old mill", "open old-mill.txt"),
        (1200, "move 1,200 crates"),
        (3.0, "wait 3 days"),
        (2.5, "wait 2.5 days"),
        (-4, "set it to -4"),
        (["ferns", "moss"], "water the moss and the ferns"),
        ({"at": {"row": 7}}, "in row 7"),
        (True, "quietly"),
        (None, "x"),
        ("", "x"),
    ],
)
def test_said(value: Any, request_text: str) -> None:
    assert is_said(value, request_text)


@pytest.mark.parametrize(
    ("value", "request_text"),
    [("mill", "the millstone"), (12, "the 120 crates"), (5, "2.5 days"), (["ferns", "oaks"], "the ferns")],
)
def test_not_said(value: Any, request_text: str) -> None:
    assert not is_said(value, request_text)


def test_unsaid_arguments_are_named() -> None:
    assert unsaid({"place": "Old Mill", "days": 3}, "forecast for the old mill") == ["days"]
