"""Arguments for a call, drawn from a tool's schema: what is written in the call, and what of it a person says."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from tool_router_training.contract import read_contract
from tool_router_training.datasets.schema_values import draw_value
from tool_router_training.declared.values import join_list

DEEPEST = 4
"""Objects within objects; what lies deeper, or refers to itself, is nothing that a sentence says."""
MOST_SAID = 6
"""Members of a list."""
OPTIONAL_SHARE = 0.25


class Mention(NamedTuple):
    """One thing to say: the text of a value, or with a boolean only its name. `top` is the tool's own argument."""

    top: str
    name: str
    node: Mapping[str, Any]
    text: str
    gold: Any


class Unsayable(ValueError):
    """A required argument has no value that a person types in a sentence."""


class _Skipped(Exception):
    """This place has no such value."""


def draw_call(tool: Mapping[str, Any], rng: random.Random) -> tuple[dict[str, Any], list[Mention]]:
    """Required arguments and now and then optional ones. @raises Unsayable"""
    schema = tool["inputSchema"]
    mentions: list[Mention] = []
    try:
        gold = _draw_object("", schema, schema, rng, mentions, 0)
    except _Skipped as error:
        raise Unsayable(f"{tool['name']} needs {error}, which nobody says in a sentence") from error
    return gold, mentions


def without_host(node: Any) -> Any:
    """A schema without the arguments that the router fills in by itself (contract/hostArguments.json)."""
    if not isinstance(node, Mapping):
        return node
    hidden = _host_arguments()
    kept = dict(node)
    if isinstance(node.get("properties"), Mapping):
        kept["properties"] = {
            name: without_host(inner) for name, inner in node["properties"].items() if name not in hidden
        }
    if isinstance(node.get("required"), list):
        kept["required"] = [name for name in node["required"] if name not in hidden]
    return kept


@cache
def _host_arguments() -> frozenset[str]:
    return frozenset(read_contract("hostArguments.json"))


def resolve(node: Any, root: Mapping[str, Any]) -> dict[str, Any]:
    """Follows local references, takes the first way of anyOf and oneOf that is not null, and one type of several."""
    found: dict[str, Any] = dict(node) if isinstance(node, Mapping) else {}
    for _ in range(DEEPEST):
        ways: list[Any] = next(
            (found[key] for key in ("anyOf", "oneOf", "allOf") if isinstance(found.get(key), list)), []
        )
        real = [way for way in ways if isinstance(way, Mapping) and way.get("type") != "null"]
        if isinstance(found.get("$ref"), str):
            inner: Any = root
            for step in found.pop("$ref").removeprefix("#/").split("/"):
                inner = inner.get(step) if isinstance(inner, Mapping) else None
            found = {**(inner if isinstance(inner, Mapping) else {}), **found}
        elif real:
            rest = {key: value for key, value in found.items() if key not in ("anyOf", "oneOf", "allOf")}
            found = {**real[0], **rest}
        else:
            break
    kinds = found.get("type")
    if isinstance(kinds, list):
        found["type"] = next((kind for kind in kinds if kind != "null"), "string")
    if "type" not in found and isinstance(found.get("properties"), Mapping):
        found["type"] = "object"
    return found


def _draw_object(
    top: str,
    node: Mapping[str, Any],
    root: Mapping[str, Any],
    rng: random.Random,
    mentions: list[Mention],
    depth: int,
) -> dict[str, Any]:
    properties = node.get("properties") if isinstance(node.get("properties"), Mapping) else {}
    required = [name for name in node.get("required") or [] if isinstance(name, str)]
    optional = [name for name in properties or {} if name not in required and rng.random() < OPTIONAL_SHARE]
    rng.shuffle(optional)
    gold: dict[str, Any] = {}
    for name in [*required, *optional[:2]]:
        said: list[Mention] = []
        try:
            gold[name] = _draw(top or name, name, resolve((properties or {}).get(name), root), root, rng, said, depth)
        except _Skipped as error:
            if name in required:
                raise _Skipped(f"{name}.{error}" if str(error) else name) from error
        else:
            mentions += said
    return gold


def _draw(
    top: str,
    name: str,
    node: dict[str, Any],
    root: Mapping[str, Any],
    rng: random.Random,
    mentions: list[Mention],
    depth: int,
) -> Any:
    kind = node.get("type")
    if kind == "boolean" and "const" not in node:
        value = rng.random() < 0.75
        mentions.append(Mention(top, name, node, "", value))
        return value
    if kind == "object":
        gold = _draw_object(top, node, root, rng, mentions, depth + 1) if depth < DEEPEST else {}
        if not gold:
            raise _Skipped
        return gold
    if kind == "array":
        return _draw_list(top, name, node, root, rng, mentions)
    said = draw_value(name, node, rng)
    if said is None:
        raise _Skipped
    mentions.append(Mention(top, name, node, said.text, said.gold))
    return said.gold


def _draw_list(
    top: str, name: str, node: dict[str, Any], root: Mapping[str, Any], rng: random.Random, mentions: list[Mention]
) -> list[Any]:
    inner = resolve(node.get("items"), root)
    least, most = node.get("minItems"), node.get("maxItems")
    low = max(1, least) if isinstance(least, int) else 1
    if low > MOST_SAID:
        raise _Skipped
    high = min(most, 3) if isinstance(most, int) else max(3, low)
    drawn = [draw_value(name, inner, rng) for _ in range(rng.randint(low, max(low, high)))]
    different = list({str(one.gold): one for one in drawn if one}.values())
    if len(different) < low or inner.get("type") == "boolean":
        raise _Skipped
    mentions.append(Mention(top, name, node, join_list(different, rng), [one.gold for one in different]))
    return [one.gold for one in different]
