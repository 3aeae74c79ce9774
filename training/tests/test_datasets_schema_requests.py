"""Requests in words: every value is said, in many forms, and an argument that says what to do takes the verb's place."""

from __future__ import annotations

import random
from typing import Any

from tool_router_training.datasets.near_tools import offer_beside, twin_of, without_answers
from tool_router_training.datasets.said_values import unsaid
from tool_router_training.datasets.schema_calls import draw_call
from tool_router_training.datasets.schema_requests import say_request, verb_phrase

MANY = range(200)


def tool(name: str, description: str, properties: dict[str, Any] | None = None, *required: str) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties or {}, "required": list(required)}
    return {"name": name, "description": description, "inputSchema": schema}


TIDE = tool(
    "harbour_get_tide",
    "Returns the tide of a pier.",
    {
        "pier": {"type": "string", "description": "Name of the pier"},
        "day": {"type": "string", "format": "date"},
        "limit": {"type": "integer", "minimum": 1, "maximum": 40},
        "gauges": {"type": "array", "items": {"type": "string", "enum": ["north", "south", "sluice"]}},
    },
    "pier",
)


def requests_to(asked: dict[str, Any], seed: int = 1) -> list[tuple[str, dict[str, Any]]]:
    rng = random.Random(seed)
    drawn = [draw_call(asked, rng) for _ in MANY]
    return [(say_request(asked, said, rng) or "", gold) for gold, said in drawn]


def test_a_request_says_every_value_of_its_call() -> None:
    for request, gold in requests_to(TIDE):
        assert request and not unsaid(gold, request), f"{request} | {gold}"


def test_requests_take_many_forms() -> None:
    said = [request.lower() for request, _ in requests_to(TIDE)]
    assert len(set(said)) > 150
    assert any("tide" in one and one.endswith("?") for one in said)
    assert any(one.startswith(("could you", "can you")) for one in said)
    assert any(one.startswith("i need the tide") for one in said)
    assert any("name of the pier" in one or "name" in one for one in said), "the description's noun names a value"


def test_a_verb_phrase_is_an_order_without_the_servers_name() -> None:
    rng = random.Random(1)
    phrases = {verb_phrase(TIDE, rng) for _ in MANY}
    assert {"get tide", "return the tide of a pier", "show me tide"} <= phrases
    assert not any(one.startswith("harbour") for one in phrases)
    mixed = tool("stow", "Open one crate, or copy it to a list.")
    assert "open one crate" in {verb_phrase(mixed, rng) for _ in MANY}


def test_an_argument_that_says_what_to_do_is_the_verb_and_a_kind_is_the_noun() -> None:
    properties = {
        "action": {"type": "string", "enum": ["moor", "launch"]},
        "boat_type": {"type": "string", "enum": ["dinghy", "trawler"]},
        "berth": {"type": "string"},
    }
    harbour = tool("harbour_work", "Moor or launch a dinghy or trawler.", properties, *properties)
    said = requests_to(harbour)
    assert any(request.lower().startswith(("moor dinghy", "launch dinghy")) for request, _ in said)
    assert all(not unsaid(gold, request) for request, gold in said)


def test_near_tools_stand_beside_a_tool_and_twins_mean_something_else() -> None:
    near = tool("get_tide_table", "Get the tide table of a harbour.")
    far = [tool(f"paint_{part}", f"Paint the {part}.") for part in ("hull", "mast", "deck", "rail", "cabin", "keel")]
    rng = random.Random(1)
    offered = [offer_beside(TIDE, [TIDE, near, *far], 3, rng) for _ in MANY]
    names = [{one["name"] for one in tools} for tools in offered]
    assert all("harbour_get_tide" in one and len(one) <= 3 for one in names)
    beside = [one for one in names if len(one) > 1]
    assert sum("get_tide_table" in one for one in beside) > len(beside) / 2
    assert any("harbour_delete_tide" in one for one in names)
    twin = twin_of(tool("ringBell", "Ring."), rng)
    assert twin is None
    opened = twin_of(tool("openGate", "Opens the gate."), random.Random(2))
    assert opened and opened["name"] in ("closeGate", "renameGate") and opened["description"] != "Opens the gate."


def test_a_tool_with_the_same_description_is_not_offered_beside_another() -> None:
    same = {**TIDE, "name": "read_tide"}
    assert all(same not in offer_beside(TIDE, [TIDE, same], 4, random.Random(seed)) for seed in range(40))


def test_tools_that_share_a_word_with_a_request_might_answer_it() -> None:
    tools = [TIDE, tool("paint_hull", "Paint the hull.")]
    assert [one["name"] for one in without_answers(tools, "when is high tide")] == ["paint_hull"]
    assert without_answers(tools, "hello", tools[1]) == [TIDE]
