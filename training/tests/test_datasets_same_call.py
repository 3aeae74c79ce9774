"""A paraphrase that changes the call is told from one that does not."""

from __future__ import annotations

from typing import Any

import pytest

from tool_router_training.datasets.rows import Row
from tool_router_training.datasets.same_call import can_be_checked, kept_texts, why_not_same

REQUEST = "weigh 14 crates of Sand Eel into log_2.csv, dry run"
ARGUMENTS = {"species": "sand eel", "crates": 14, "dry_run": True}


def row(request: str = REQUEST, **arguments: Any) -> Row:
    tools = [{"name": "weigh_catch", "description": "", "inputSchema": {}}]
    calls = [{"name": "weigh_catch", "arguments": arguments}] if arguments else []
    return Row(id="w", request=request, tools=tools, calls=calls, tags=[])


def test_kept_texts_are_values_and_what_is_meant_to_the_letter() -> None:
    assert kept_texts(row(**ARGUMENTS)) == ["14", "log_2.csv"]


@pytest.mark.parametrize(
    "paraphrase",
    [
        "can you do a dry run weighing 14 crates of sand eel for log_2.csv?",
        "sand eel, 14 crates -> log_2.csv (dry run pls)",
    ],
)
def test_the_same_call_in_other_words_stays(paraphrase: str) -> None:
    assert why_not_same(row(**ARGUMENTS), paraphrase) is None


@pytest.mark.parametrize(
    ("paraphrase", "why"),
    [
        ("", "no single sentence"),
        ("weigh it\nand 14 sand eel log_2.csv dry run", "no single sentence"),
        ("Weigh 14 crates of sand eel into log_2.csv – dry run!", "same words"),
        ("weigh fourteen crates of sand eel into the log_2.csv, dry run", "loses 14"),
        ("weigh 14 crates of eels in log_2.csv as a dry run", "loses species"),
        ("weigh 14 crates of sand eel for log_2.csv", "loses dry_run"),
        ("weigh 14 crates of sand eel for the log, dry run", "loses log_2.csv"),
        ("weigh 14 crates of sand eel, 3 of cod, in log_2.csv, dry run", "adds 3"),
        ("do not weigh 14 crates of sand eel in log_2.csv, dry run", "negation"),
        ("weigh_catch 14 crates of sand eel for log_2.csv, dry run", "adds weigh_catch"),
    ],
)
def test_another_call_is_dropped_with_the_reason(paraphrase: str, why: str) -> None:
    assert why in (why_not_same(row(**ARGUMENTS), paraphrase) or "nothing")


def test_a_request_without_a_call_must_not_gain_a_value() -> None:
    bare = row("weigh the catch")
    assert why_not_same(bare, "could you put the catch on the scales") is None
    assert why_not_same(bare, "weigh 12 crates of the catch") == "it adds 12"


def test_a_row_with_a_value_that_is_not_said_cannot_be_checked() -> None:
    assert can_be_checked(row(**ARGUMENTS))
    assert not can_be_checked(row(**ARGUMENTS, scale="large"))
