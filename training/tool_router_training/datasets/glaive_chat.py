"""Reads one sample of Glaive function calling v2: the functions of its system text, its turns, and the calls in them.

Format: https://huggingface.co/datasets/glaiveai/glaive-function-calling-v2
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Literal, cast

Role = Literal["USER", "ASSISTANT", "FUNCTION RESPONSE"]
CALL = "<functioncall>"
END = "<|endoftext|>"
_TURN = re.compile(r"^[ \t]*(?:(USER|ASSISTANT|FUNCTION RESPONSE)|(?<=\n\n)A):", re.MULTILINE)  # some samples say A:
_QUOTED_ARGUMENTS = re.compile(r"\"arguments\"\s*:\s*'")
_JSON = json.JSONDecoder(strict=False)  # samples hold raw line breaks inside strings


class BadSample(ValueError):
    """Says what is wrong with a sample."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn. `call` {name, arguments} when the assistant makes one; `text` is then what it says before it."""

    role: Role
    text: str
    call: dict[str, Any] | None = None


def read_functions(system: str) -> list[dict[str, Any]]:
    """The functions as tools {name, description, inputSchema}; none when the text offers none. @raises BadSample"""
    tools: list[dict[str, Any]] = []
    at = system.find("{")
    while at >= 0:
        try:
            found, at = _JSON.raw_decode(system, at)
        except ValueError as error:
            raise BadSample("the system text holds a function that is no JSON") from error
        tools.append(_read_function(found))
        at = system.find("{", at)
    names = [tool["name"] for tool in tools]
    if len(set(names)) < len(names):
        raise BadSample("two functions have the same name")
    return tools


def _read_function(found: dict[str, Any]) -> dict[str, Any]:
    declared = found["function"] if isinstance(found.get("function"), dict) else found
    name, schema = declared.get("name"), declared.get("parameters") or {}
    if not isinstance(name, str) or not name.strip() or not isinstance(schema, dict):
        raise BadSample('a function needs a "name", and "parameters" that are an object')
    properties, required = schema.get("properties", {}), schema.get("required", declared.get("required", []))
    if not isinstance(properties, dict) or not isinstance(required, list):
        raise BadSample(f"the parameters of {name} are no JSON schema")
    kept = {"type": "object", "properties": properties}
    if required:
        kept["required"] = required
    return {"name": name, "description": str(declared.get("description") or ""), "inputSchema": kept}


def split_turns(chat: str) -> list[Turn]:
    """@raises BadSample"""
    marks = list(_TURN.finditer(chat))
    if not marks or chat[: marks[0].start()].strip():
        raise BadSample("the chat does not begin with USER: or ASSISTANT:")
    ends = [*(mark.start() for mark in marks[1:]), len(chat)]
    turns: list[Turn] = []
    for mark, end in zip(marks, ends, strict=True):
        role = cast("Role", mark[1] or "ASSISTANT")
        text = chat[mark.end() : end].replace(END, "").strip()
        said, called, call = text.partition(CALL) if role == "ASSISTANT" else (text, "", "")
        turns.append(Turn(role, said.strip(), read_call(call) if called else None))
    return turns


def read_call(text: str) -> dict[str, Any]:
    """`{"name": "n", "arguments": '{"a": "it's"}'}` as {name, arguments}. Arguments may also be an object or a JSON string. @raises BadSample"""
    quoted = _QUOTED_ARGUMENTS.search(text)
    try:
        call = _unquoted(text, quoted) if quoted else _JSON.raw_decode(text.strip())[0]
        arguments = call.get("arguments", {})
        if isinstance(arguments, str):
            arguments = _JSON.decode(arguments) if arguments.strip() else {}
    except (ValueError, AttributeError, RecursionError) as error:
        raise BadSample(f"a call is no JSON: {text.strip()[:80]}") from error
    if not isinstance(call.get("name"), str) or not isinstance(arguments, dict):
        raise BadSample(f"a call needs a name, and arguments that are an object: {text.strip()[:80]}")
    return {"name": call["name"], "arguments": arguments}


def _unquoted(text: str, quoted: re.Match[str]) -> dict[str, Any]:
    """JSON itself tells where the arguments end, so that apostrophes inside them are no matter."""
    rest = re.sub(r"(?<!\\)((?:\\\\)*)\\'", r"\1'", text[quoted.end() :])  # \' is no JSON
    rest = rest.lstrip()
    arguments: Any = {}
    after = rest
    if not rest.startswith("'"):
        arguments, end = _JSON.raw_decode(rest)
        after = rest[end:].lstrip()
    if not after.startswith("'"):
        raise ValueError("the quote around the arguments does not end")
    outer = _JSON.raw_decode((text[: quoted.start()] + '"arguments": {}' + after[1:]).strip())[0]
    return {**outer, "arguments": arguments}
