"""Tool calls written in a source file, each with the user's words before it where the file has some."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

TAGGED = re.compile(r"<tool_call>\s*(.*?)\s*</tool_call>", re.DOTALL)


class NotACall(ValueError):
    """Says why something that looks like a call is none."""


@dataclass(frozen=True, slots=True)
class FoundCall:
    """A call at a line. `request` None: the file does not say what the user asked."""

    line: int
    name: str
    arguments: dict[str, Any]
    request: str | None


@dataclass(frozen=True, slots=True)
class BrokenCall:
    """Something at a line that looks like a call."""

    line: int
    why: str


Found = FoundCall | BrokenCall


def read_tagged(payload: str) -> tuple[str, dict[str, Any]]:
    """What stands between <tool_call> and </tool_call>, also as source code escapes it. @raises NotACall"""
    escaped = payload.replace('\\"', '"').replace("\\'", "'").replace("\\n", "\n").replace("\\\\", "\\")
    for text in (payload, escaped, escaped.replace("{{", "{").replace("}}", "}")):
        try:
            return as_call(json.loads(text, strict=False))
        except (ValueError, RecursionError) as error:
            if isinstance(error, NotACall):
                raise
    raise NotACall(f"no JSON in <tool_call>: {payload[:60]}")


def as_call(found: Any) -> tuple[str, dict[str, Any]]:
    """{name, arguments}, {function: {name, arguments}}; arguments may be a JSON string, or called parameters or args. @raises NotACall"""
    if isinstance(found, dict) and isinstance(found.get("function"), dict):
        found = found["function"]
    if not isinstance(found, dict) or not isinstance(found.get("name"), str):
        raise NotACall("a call without a name")
    arguments: Any = next((found[key] for key in ("arguments", "parameters", "args") if key in found), {})
    if isinstance(arguments, str):
        try:
            arguments = json.loads(arguments or "{}", strict=False)
        except (ValueError, RecursionError) as error:
            raise NotACall(f"the arguments of {found['name']} are no JSON") from error
    if not isinstance(arguments, dict):
        raise NotACall(f"the arguments of {found['name']} are no object")
    return found["name"], arguments
