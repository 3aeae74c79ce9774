"""Reads a list of tools: an MCP tools/list answer, OpenAI functions, or a plain list of either."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from tool_router_training.datasets.rows import BadSource, Problems, read_text

Tool = dict[str, Any]


def add_tools_option(parser: argparse.ArgumentParser) -> None:
    """`--tools` of builders whose calls go to the built-in tools unless a list is given."""
    parser.add_argument(
        "--tools", type=Path, help="the tools of the calls, as a JSON list; without it the built-in ones"
    )


def told_tools(told: argparse.Namespace, problems: Problems) -> list[Tool]:
    """The tools of `--tools`; none stands for the built-in ones. @raises BadSource"""
    return read_tool_list(told.tools, problems) if told.tools else []


def read_tool_list(path: Path, problems: Problems) -> list[Tool]:
    """Tools as {name, description, inputSchema}; broken ones go to `problems`. @raises BadSource"""
    try:
        found = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise BadSource(f"{path} is no JSON: {error}.") from error
    if isinstance(found, dict):
        found = found.get("tools", found.get("result", {}))
    if isinstance(found, dict):
        found = found.get("tools")
    if not isinstance(found, list):
        raise BadSource(f'{path} holds no list of tools: a JSON list, or an object with "tools".')
    return check_tools(found, str(path), problems)


def check_tools(found: list[Any], place: str, problems: Problems) -> list[Tool]:
    """Listed tools of any shape as {name, description, inputSchema}; `place` names the list. @raises BadSource"""
    tools: dict[str, Tool] = {}
    for number, one in enumerate(found, 1):
        tool = as_tool(one)
        if tool is None or tool["name"] in tools:
            problems.add(f"{place}, tool {number}", "no tool" if tool is None else f"a second {tool['name']}")
        else:
            tools[tool["name"]] = tool
    if not tools:
        raise BadSource(f"{place} lists no tools.")
    return list(tools.values())


def as_tool(found: Any) -> Tool | None:
    """One tool of any of these shapes; None when it is none."""
    if isinstance(found, dict) and isinstance(found.get("function"), dict):
        found = found["function"]
    if not isinstance(found, dict) or not isinstance(found.get("name"), str) or not found["name"]:
        return None
    schema = found.get("inputSchema", found.get("input_schema", found.get("parameters"))) or {}
    if not isinstance(schema, dict) or not isinstance(schema.get("properties", {}), dict):
        return None
    if not isinstance(schema.get("required", []), list):
        return None
    schema = {"type": "object", "properties": {}, **schema}
    return {"name": found["name"], "description": str(found.get("description") or ""), "inputSchema": schema}
