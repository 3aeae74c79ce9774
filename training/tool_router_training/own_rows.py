"""Reads a person's own rows (the format of evaluation files) as training rows of the built-in tools.

The nano copies every value from the request: where each one stands there is found here, since an evaluation row does not say it.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tool_router_training.datasets.kiwi import Row
from tool_router_training.nano_tokens import NotWritable, answer_parts
from tool_router_training.preflight import NotReady

TOOLS = ("search", "load", "execute", "help")
HOST_ARGUMENTS = ("project_path", "confirm")
"""Never said in a request: the host adds them."""


class NotARow(ValueError):
    """Says what is wrong with a line."""


def read_own_rows(path: Path) -> tuple[list[Row], list[str]]:
    """Rows that the nano can learn, and one sentence with the line number for each that it cannot. @raises NotReady"""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotReady(f"The rows in {path} cannot be read: {error}. Name a JSONL file with --rows.") from error
    rows: list[Row] = []
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            rows.append(read_own_row(line, f"own:{number}"))
        except (NotARow, NotWritable) as error:
            problems.append(f"{path.name}, line {number}: {error}")
    if not rows:
        why = f" The first reason: {problems[0]}." if problems else ""
        raise NotReady(f"None of the rows in {path} can be learned.{why} Mend them, or name another file with --rows.")
    return rows, problems


def read_own_row(line: str, family: str) -> Row:
    """@raises NotARow, NotWritable"""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise NotARow("this is no JSON") from error
    if not isinstance(row, dict) or not isinstance(row.get("request"), str) or not row["request"].strip():
        raise NotARow("a row is an object with a request")
    calls, tags = row.get("calls"), row.get("tags", [])
    if not isinstance(calls, list) or not isinstance(tags, list):
        raise NotARow('"calls" and "tags" are lists')
    if len(calls) > 1:
        raise NotARow("the nano makes one call at a time")
    call = _read_call(calls[0]) if calls else _read_abstaining(row, tags)
    typed = find_typed(row["request"], call)
    answer_parts(row["request"], call, typed)
    return Row(row["request"], [call], [str(tag) for tag in tags], family, typed)


def _read_abstaining(row: dict[str, Any], tags: list[Any]) -> dict[str, Any]:
    """Asking back is learned where the row says what is asked for."""
    if "ask" not in tags:
        return {"name": "no_tool", "arguments": {}}
    if not isinstance(row.get("asks"), dict):
        raise NotARow("which value is missing is not said")
    return {"name": "ask_user", "arguments": row["asks"]}


def _read_call(call: Any) -> dict[str, Any]:
    if not isinstance(call, dict) or call.get("name") not in TOOLS or not isinstance(call.get("arguments", {}), dict):
        raise NotARow(f"a call names one of {', '.join(TOOLS)}")
    arguments = {key: value for key, value in call.get("arguments", {}).items() if key not in HOST_ARGUMENTS}
    needed = {
        "search": ("item_type", "query"),
        "load": ("item_type", "item_id"),
        "execute": ("item_type", "action", "item_id"),
    }
    missing = [key for key in needed.get(call["name"], ()) if not isinstance(arguments.get(key), str)]
    if missing:
        raise NotARow(f"{call['name']} needs {', '.join(missing)}")
    if call["name"] == "load":
        arguments.setdefault("source", "project")
    if call["name"] == "search" and arguments.get("source") == "local":
        del arguments["source"]
    if not isinstance(arguments.get("parameters", {}), dict):
        raise NotARow("parameters are an object")
    return {"name": call["name"], "arguments": arguments}


def find_typed(request: str, call: dict[str, Any]) -> dict[str, str]:
    """Where each value of the call stands in the request, as the person spelled it; values said otherwise are left out."""
    typed: dict[str, str] = {}
    arguments = call["arguments"]
    for key in ("query", "item_id", "limit", "version"):
        if key in arguments and (found := _find(request, key, arguments[key])):
            typed[key] = found
    for key, value in arguments.get("parameters", {}).items():
        if found := _find(request, key, value):
            typed[f"parameters.{key}"] = found
    return typed


def _find(request: str, key: str, value: Any) -> str | None:
    if value is True:
        return _first(request, [re.escape(key)])
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    plain = re.escape(str(value))
    loose = re.sub(r"(?:\\?[-_ ])+", r"[-_ ]", plain)
    versioned = [f"v{plain}"] if key == "version" else []
    return _first(request, [*versioned, plain, loose])


def _first(request: str, patterns: list[str]) -> str | None:
    for pattern in patterns:
        for flags in (0, re.IGNORECASE):
            if found := re.search(rf"(?<![\w]){pattern}(?![\w])", request, flags):
                return found.group()
    return None


def mix(made: Iterator[Row], own: list[Row], share: float, seed: int) -> Iterator[Row]:
    """Made rows with about `share` of own ones among them, in an order of their own each time round. Endless if `made` is."""
    rng = random.Random(seed)
    turn: list[Row] = []
    for row in made:
        while own and rng.random() < share:
            if not turn:
                turn = rng.sample(own, len(own))
            yield turn.pop()
        yield row
