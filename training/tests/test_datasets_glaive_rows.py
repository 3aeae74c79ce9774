"""What a Glaive sample teaches: a call, asking back, or leaving the tools alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tool_router_training.datasets.glaive_chat import BadSample
from tool_router_training.datasets.glaive_rows import rows_of
from tool_router_training.datasets.gold import BadGold

FERRY = {
    "name": "book_ferry",
    "description": "Book a ferry",
    "parameters": {
        "type": "object",
        "properties": {"to": {"type": "string"}, "day": {"type": "string"}},
        "required": ["to"],
    },
}


def sample(*turns: str, functions: tuple[dict[str, Any], ...] = (FERRY,)) -> dict[str, str]:
    system = "SYSTEM: You may use these functions -\n" + "\n".join(json.dumps(one) for one in functions)
    return {"system": system, "chat": "\n\n\n".join(turns)}


def call(**arguments: str) -> str:
    return (
        f"""ASSISTANT: <functioncall> {{"name": "book_ferry", "arguments": '{json.dumps(arguments)}'}} <|endoftext|>"""
    )


def taught(*turns: str) -> list[tuple[str, list[Any], list[str]]]:
    return [(row["request"], row["calls"], row["tags"]) for row in rows_of(sample(*turns))]


def test_a_call_is_taught_with_the_functions_offered() -> None:
    (row,) = rows_of(sample("USER: a ferry to O'Hara's Holm", call(to="O'Hara's Holm")))
    assert row["calls"] == [{"name": "book_ferry", "arguments": {"to": "O'Hara's Holm"}}]
    assert [tool["name"] for tool in row["tools"]] == ["book_ferry"]
    assert row["tools"][0]["inputSchema"]["required"] == ["to"]
    assert row["tags"] == ["call"]


def test_a_later_request_is_taught_only_when_it_stands_alone() -> None:
    rows = taught(
        "USER: book a ferry to Holm tomorrow",
        call(to="Holm", day="2031-05-02"),
        'FUNCTION RESPONSE: {"ok": true}',
        "ASSISTANT: Booked.",
        "USER: And one to Skerry",
        call(to="Skerry"),
        "USER: And back again on Monday",
        call(to="Holm", day="Monday"),
    )
    assert [(request, tags) for request, _, tags in rows] == [
        ("book a ferry to Holm tomorrow", ["call", "inferred"]),
        ("And one to Skerry", ["call"]),
    ]


def test_a_request_that_lacks_a_value_teaches_asking() -> None:
    chat = sample("USER: book me a ferry", "ASSISTANT: Where would you like to go?", "USER: Holm", call(to="Holm"))
    (row,) = rows_of(chat)  # the answer to a question is no request
    assert (row["request"], row["calls"], row["tags"]) == ("book me a ferry", [], ["ask"])
    assert row["asks"] == {"missing": "to", "tool": "book_ferry"}


def test_a_refusal_or_plain_answer_teaches_none() -> None:
    assert taught("USER: order a pizza", "ASSISTANT: I'm sorry, I can only book ferries. <|endoftext|>") == [
        ("order a pizza", [], ["none"])
    ]


def test_a_chat_that_does_not_say_what_was_meant_teaches_nothing() -> None:
    assert taught("USER: hello", "ASSISTANT: Hello! What can I do for you?") == []
    assert taught("USER: a ferry to Holm", "ASSISTANT: Shall I?", "USER: Yes", call(to="Holm")) == []
    assert taught("USER: a ferry to Holm") == []


def test_a_sample_without_functions_teaches_nothing() -> None:
    assert list(rows_of(sample("USER: hi", "ASSISTANT: Hello.", functions=()))) == []


@pytest.mark.parametrize("broken", [[], {"chat": "USER: hi"}, {"system": "SYSTEM: -", "chat": 3}])
def test_a_broken_sample_is_refused(broken: Any) -> None:
    with pytest.raises(BadSample):
        list(rows_of(broken))


def test_a_call_to_a_function_not_offered_is_refused() -> None:
    other = {**FERRY, "name": "book_plane"}
    with pytest.raises(BadGold, match="book_ferry"):
        list(rows_of(sample("USER: a ferry to Holm", call(to="Holm"), functions=(other,))))
