"""Arguments drawn from schemas: they fit them, and what cannot be said is named."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from tool_router_training.datasets.schema_calls import Unsayable, draw_call, without_host
from tool_router_training.datasets.schema_requests import say_request
from tool_router_training.datasets.schema_values import draw_value, pool_of

MANY = range(120)


def tool(properties: dict[str, Any], *required: str, **schema: Any) -> dict[str, Any]:
    whole = {"type": "object", "properties": properties, "required": list(required), **schema}
    return {"name": "weigh_catch", "description": "Weigh what was caught.", "inputSchema": whole}


@pytest.mark.parametrize(
    ("node", "fits"),
    [
        ({"type": "integer", "minimum": 3, "maximum": 5}, lambda value: value in (3, 4, 5)),
        ({"type": "integer", "exclusiveMinimum": 7, "exclusiveMaximum": 9}, lambda value: value == 8),
        ({"type": "integer", "minimum": 5000}, lambda value: 5000 <= value <= 5100),
        ({"type": "integer", "maximum": -4}, lambda value: value <= -4),
        ({"type": "number", "minimum": 0, "maximum": 0.5}, lambda value: 0 <= value <= 0.5),
        ({"type": "integer", "multipleOf": 25}, lambda value: value % 25 == 0),
        ({"type": "string", "enum": ["sand_eel", "cod", None]}, lambda value: value in ("sand_eel", "cod")),
        ({"type": "integer", "enum": [4, 9]}, lambda value: value in (4, 9)),
        ({"const": "cod"}, lambda value: value == "cod"),
        ({"type": "string", "format": "date"}, lambda value: re.fullmatch(r"\d{4}-\d\d-\d\d", value)),
        ({"type": "string", "format": "email"}, lambda value: "@" in value),
        ({"type": "string", "maxLength": 14}, lambda value: len(value) <= 14),
    ],
)
def test_a_value_fits_its_schema(node: dict[str, Any], fits: Any) -> None:
    rng = random.Random(1)
    drawn = [draw_value("weight", node, rng) for _ in MANY]
    assert all(one is not None and fits(one.gold) for one in drawn)


def test_bounds_that_exclude_each_other_and_patterns_nobody_types_give_no_value() -> None:
    rng = random.Random(1)
    assert draw_value("crates", {"type": "integer", "minimum": 9, "maximum": 2}, rng) is None
    assert draw_value("mark", {"type": "string", "pattern": "^[A-Z]{9}!$"}, rng) is None
    assert draw_value("mark", {"type": "string", "pattern": "("}, rng) is None


@pytest.mark.parametrize(
    ("name", "description", "pool"),
    [
        ("recipientEmail", "", "email"),
        ("file_name", "", "file"),
        ("user_id", "", "id"),
        ("berth", "The city of the berth", "city"),
        ("berth", "", "topic"),
    ],
)
def test_the_name_of_a_text_decides_what_fills_it_else_its_description(name: str, description: str, pool: str) -> None:
    assert pool_of(name, description) == pool


def test_required_arguments_are_always_drawn_and_optional_ones_now_and_then() -> None:
    rng = random.Random(1)
    boat = tool({"species": {"type": "string"}, "crates": {"type": "integer"}}, "species")
    drawn = [draw_call(boat, rng)[0] for _ in MANY]
    assert all("species" in one for one in drawn)
    assert 5 < sum("crates" in one for one in drawn) < 60


def test_references_nullable_types_lists_and_objects_are_followed() -> None:
    rng = random.Random(1)
    properties = {
        "where": {"$ref": "#/$defs/Where"},
        "crates": {"anyOf": [{"type": "null"}, {"type": "integer"}]},
        "days": {"type": "array", "items": {"enum": ["mon", "tue", "wed"]}, "minItems": 2},
        "note": {"type": ["null", "string"]},
    }
    where = {"type": "object", "properties": {"pier": {"type": "string"}}, "required": ["pier"]}
    gold, said = draw_call(tool(properties, *properties, **{"$defs": {"Where": where}}), rng)
    assert isinstance(gold["where"]["pier"], str) and isinstance(gold["crates"], int) and isinstance(gold["note"], str)
    assert len(gold["days"]) >= 2
    assert (said[0].top, said[0].name) == ("where", "pier")


def test_a_required_argument_that_nobody_says_is_named() -> None:
    endless = {"type": "object", "properties": {"next": {"$ref": "#/properties/chain"}}, "required": ["next"]}
    with pytest.raises(Unsayable, match=r"weigh_catch needs grid, which"):
        draw_call(tool({"grid": {"type": "array", "items": {"type": "array"}}}, "grid"), random.Random(1))
    with pytest.raises(Unsayable, match=r"needs chain\.next"):
        draw_call(tool({"chain": endless}, "chain"), random.Random(1))


def test_arguments_that_the_router_fills_in_are_no_part_of_a_tool() -> None:
    inner = {"type": "object", "properties": {"confirm": {"type": "boolean"}, "pier": {}}, "required": ["confirm"]}
    schema = tool({"project_path": {"type": "string"}, "where": inner}, "project_path", "where")["inputSchema"]
    kept = without_host(schema)
    assert list(kept["properties"]) == ["where"] == kept["required"]
    assert list(kept["properties"]["where"]["properties"]) == ["pier"]
    assert "project_path" in schema["properties"], "the tool that was read stays as it is"


@pytest.mark.parametrize(
    "node",
    [
        {"type": "array", "minItems": 10**9},
        {"type": "array", "items": {"enum": []}},
        {"enum": [None, {}, [], " "]},
        {"type": {}, "format": []},
        {"$ref": "#/nowhere/at/all", "type": "object"},
        {"anyOf": [{"$ref": "#/properties/odd"}]},
        {"type": "number", "minimum": "low"},
        "no schema",
    ],
)
def test_odd_schemas_give_a_value_or_are_named(node: Any) -> None:
    odd = tool({"odd": node, "": {}, "日付": {"type": "string"}}, "odd", "", "日付")
    try:
        gold, said = draw_call(odd, random.Random(1))
    except Unsayable as error:
        assert "odd" in str(error)
    else:
        assert [one.name for one in said] == ["odd", "", "日付"] == list(gold)
        assert say_request(odd, said, random.Random(1))
