"""The tools of a row as the router declares them in a prompt: host arguments left out, asking and abstaining among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from tool_router_training.contract import read_contract

ASK, NONE = "ask_user", "no_tool"
UNIONS = ("oneOf", "anyOf", "allOf", "not", "if")
LEFT_OUT = ("$defs", "definitions", "$schema", "$id")
DEEPEST = 24


def declare_tools(tools: Sequence[Mapping[str, Any]], marks: Sequence[str]) -> list[dict[str, Any]]:
    """{name, description, parameters} of every tool, then of the pseudo-tools (src/core/tool.ts, pseudoTools.ts).

    `marks` are the format's control tokens, which foreign text must not spell. @raises ValueError
    """
    offered = [_offer(tool) for tool in tools]
    pseudo = [
        {
            "name": tool["name"],
            "description": tool["description"],
            "parameters": _ask_schema(offered) if tool["name"] == ASK else tool["inputSchema"],
        }
        for tool in read_contract("pseudoTools.json")
    ]
    declared: list[dict[str, Any]] = disarm([*offered, *pseudo], marks)
    return declared


def disarm(value: Any, marks: Sequence[str]) -> Any:
    """Foreign text must not spell control tokens: their brackets are replaced."""
    if isinstance(value, str):
        text = value.replace("\x01", " ")
        for mark in marks:
            text = text.replace(mark, f"({mark[1:-1]})")
        return text
    if isinstance(value, Mapping):
        return {disarm(key, marks): disarm(item, marks) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [disarm(item, marks) for item in value]
    return value


def _offer(tool: Mapping[str, Any]) -> dict[str, Any]:
    name = tool.get("name")
    schema = tool.get("inputSchema", tool.get("parameters")) or {"type": "object", "properties": {}}
    if not isinstance(name, str) or not isinstance(schema, Mapping):
        raise ValueError("a tool needs a name and an input schema that is an object")
    resolved = _resolve(schema, schema, 0)
    properties = resolved.get("properties")
    resolved |= {"type": "object", "properties": properties if isinstance(properties, Mapping) else {}}
    return {"name": name, "description": tool.get("description") or "", "parameters": _without_host(resolved)}


def _resolve(node: Any, root: Mapping[str, Any], depth: int) -> Any:
    """Local references replaced by what they point to; recursion becomes "anything"."""
    if depth > DEEPEST:
        return {}
    if isinstance(node, list):
        return [_resolve(item, root, depth + 1) for item in node]
    if not isinstance(node, Mapping):
        return node
    reference = node.get("$ref")
    if isinstance(reference, str):
        return _resolve(_look_up(reference, root), root, depth + 4)
    return {key: _resolve(item, root, depth + 1) for key, item in node.items() if key not in LEFT_OUT}


def _look_up(reference: str, root: Mapping[str, Any]) -> Any:
    node: Any = root if reference.startswith("#/") else None
    for part in reference[2:].split("/"):
        node = node.get(part.replace("~1", "/").replace("~0", "~")) if isinstance(node, Mapping) else None
    if node is None:
        raise ValueError(f'a schema refers to "{reference}", which is not there')
    return node


@cache
def _host_arguments() -> frozenset[str]:
    return frozenset(read_contract("hostArguments.json"))


def _without_host(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_host(item) for item in node]
    if not isinstance(node, Mapping):
        return node
    kept: dict[str, Any] = {}
    for key, value in node.items():
        if key == "properties" and isinstance(value, Mapping):
            kept[key] = {name: _without_host(item) for name, item in value.items() if name not in _host_arguments()}
        elif key == "required" and isinstance(value, list):
            kept[key] = [name for name in value if isinstance(name, str) and name not in _host_arguments()]
        else:
            kept[key] = _without_host(value)
    return kept


def _ask_schema(tools: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """`ask_user` may name these tools, their required arguments and, as known, their required constants."""
    missing: set[str] = set()
    known: dict[str, Any] = {}
    for tool in tools:
        schema = tool["parameters"]
        for name, node in schema["properties"].items():
            if name not in schema.get("required", ()):
                continue
            values = constants(node)
            if values is None:
                missing.add(name)
            else:
                known[name] = {"enum": values}
    return {
        "type": "object",
        "properties": {
            "known": {"type": "object", "properties": known},
            "missing": {"type": "string", "enum": sorted(missing, key=lambda name: name.encode("utf-16-be"))},
            "tool": {"type": "string", "enum": [tool["name"] for tool in tools]},
        },
        "required": ["missing", "tool"],
    }


def constants(node: Any) -> list[Any] | None:
    """The values of an enum or const, also of the one real member of a union with null."""
    if not isinstance(node, Mapping):
        return None
    scalar = (str, int, float, bool, type(None))
    if "const" in node and isinstance(node["const"], scalar):
        return [node["const"]]
    values = node.get("enum")
    if isinstance(values, list) and values and all(isinstance(value, scalar) for value in values):
        return values
    word = next((word for word in UNIONS if word in node), None)
    members = node.get(word) if word in ("oneOf", "anyOf") else None
    if not isinstance(members, list):
        return None
    real = [one for one in members if not (isinstance(one, Mapping) and one.get("type") == "null")]
    return constants(real[0]) if len(real) == 1 else None
