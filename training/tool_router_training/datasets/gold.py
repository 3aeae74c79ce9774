"""Checks a gold call against the tools of its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class BadGold(ValueError):
    """Says what is wrong with a gold call."""


def check_call(call: Mapping[str, Any], tools: Sequence[Mapping[str, Any]]) -> None:
    """The tool is offered, its arguments are declared, the required ones given, enum values among those listed. @raises BadGold"""
    tool = next((one for one in tools if one["name"] == call["name"]), None)
    if tool is None:
        raise BadGold(f'the call names the tool "{call["name"]}", which is not offered')
    schema, arguments = tool["inputSchema"], call["arguments"]
    properties = schema.get("properties", {})
    if unknown := [name for name in arguments if name not in properties]:
        raise BadGold(f"{call['name']} has no argument {', '.join(unknown)}")
    if missing := [name for name in schema.get("required", []) if name not in arguments]:
        raise BadGold(f"the call to {call['name']} lacks {', '.join(map(str, missing))}")
    for name, value in arguments.items():
        declared = properties[name]
        allowed = declared.get("enum") if isinstance(declared, Mapping) else None
        if isinstance(allowed, list) and value not in allowed:
            raise BadGold(f"{call['name']}.{name} is none of {', '.join(map(str, allowed))}")
