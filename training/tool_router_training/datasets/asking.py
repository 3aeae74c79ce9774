"""What is asked back when a request lacks a value: the arguments of ask_user (contract/pseudoTools.json)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any


def ask_for(call: Mapping[str, Any], tool: Mapping[str, Any], unsaid: Collection[str]) -> dict[str, Any] | None:
    """{known, missing, tool} for the first required argument that is unsaid; None when there is none that a person can fill in freely.

    `known` holds required constants only: ask_user declares no others.
    """
    schema = tool["inputSchema"]
    properties, required = schema.get("properties", {}), schema.get("required", [])
    constant = {name for name in required if _is_constant(properties.get(name))}
    missing = next((name for name in required if name in unsaid and name not in constant), None)
    if missing is None:
        return None
    known = {name: call["arguments"][name] for name in required if name in constant and name not in unsaid}
    return {**({"known": known} if known else {}), "missing": missing, "tool": tool["name"]}


def _is_constant(node: Any) -> bool:
    if not isinstance(node, Mapping):
        return False
    members = [
        one
        for one in node.get("anyOf", node.get("oneOf", []))
        if isinstance(one, Mapping) and one.get("type") != "null"
    ]
    return (
        "enum" in node
        or "const" in node
        or node.get("type") == "boolean"
        or len(members) == 1
        and _is_constant(members[0])
    )
