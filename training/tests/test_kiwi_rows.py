"""Rows of the Kiwi generator: gold calls that fit the contract, values that stand in the request."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tool_router_training.actions import ing, third
from tool_router_training.datasets.kiwi import SHARES, Row, generate
from tool_router_training.words import split_words

CONTRACT = Path(__file__).parents[2] / "contract"
TOOLS: dict[str, dict[str, Any]] = {
    tool["name"]: tool["inputSchema"]
    for name in ("kiwi/tools.json", "pseudoTools.json")
    for tool in json.loads((CONTRACT / name).read_text(encoding="utf-8"))
}
KINDS: dict[str, type | tuple[type, ...]] = {"string": str, "integer": int, "boolean": bool, "object": dict}
HOST_SUPPLIED = {"project_path"}


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return list(islice(generate(7, "all"), 12_000))


def gold(row: Row) -> dict[str, Any]:
    arguments: dict[str, Any] = row.calls[0]["arguments"]
    return arguments


def test_gold_calls_fit_the_contract(rows: list[Row]) -> None:
    for row in rows:
        schema = TOOLS[row.calls[0]["name"]]
        arguments = gold(row)
        assert set(schema["required"]) - HOST_SUPPLIED <= set(arguments), row
        for key, value in arguments.items():
            field = schema["properties"][key]
            assert isinstance(value, KINDS[field["type"]]), row
            assert value in field.get("enum", [value]), row


def test_copied_values_are_whole_words_of_the_request(rows: list[Row]) -> None:
    for row in rows:
        words = split_words(row.request)
        starts, ends = {word.start for word in words}, {word.end for word in words}
        for typed in row.typed.values():
            places = [at for at in range(len(row.request)) if row.request.startswith(typed, at)]
            assert any(at in starts and at + len(typed) in ends for at in places), row


def test_every_free_value_was_typed(rows: list[Row]) -> None:
    for row in rows:
        arguments = gold(row)
        for key in ("query", "item_id", "limit"):
            if key in arguments and arguments.get("item_id") not in (
                "bootstrap",
                "init",
                "anneal_script",
                "anneal_directive",
            ):
                assert key in row.typed or str(arguments[key]).startswith("sync_"), row
        for key, value in arguments.get("parameters", {}).items():
            typed = row.typed.get(f"parameters.{key}")
            assert (
                typed is not None
                or (key, value)
                in (
                    ("dry_run", True),
                    ("location", "user"),
                    ("location", "project"),
                    ("source", "user"),
                    ("source", "registry"),
                )
                or row.family.startswith("act_")
            ), row


def test_the_same_seed_gives_the_same_rows() -> None:
    assert list(islice(generate(3), 300)) == list(islice(generate(3), 300))
    assert list(islice(generate(3), 300)) != list(islice(generate(4), 300))


def test_every_kind_and_action_appears_in_its_share(rows: list[Row]) -> None:
    for kind, share in SHARES.items():
        drawn = sum(row.tags[0] == kind for row in rows) / len(rows)
        assert share * 0.6 < drawn < share * 1.5, kind


def test_validation_families_are_kept_out_of_training() -> None:
    train = {row.family for row in islice(generate(1, "train"), 6000)}
    valid = {row.family for row in islice(generate(1, "valid"), 600)}
    assert valid and not train & valid


@pytest.mark.parametrize(
    ("base", "he", "doing"),
    [
        ("resize", "resizes", "resizing"),
        ("tag", "tags", "tagging"),
        ("copy", "copies", "copying"),
        ("watch", "watches", "watching"),
        ("deploy", "deploys", "deploying"),
    ],
)
def test_verbs_inflect(base: str, he: str, doing: str) -> None:
    assert (third(base), ing(base)) == (he, doing)
