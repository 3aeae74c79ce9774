"""A person's own rows for tools that stand in them, as answers that the model can learn; the others are named by their line.

Rows have the format of evaluation files: {request, tools, calls, tags}, with asks where something is asked back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tool_router_training.contract import format_marks
from tool_router_training.datasets.rows import check_row
from tool_router_training.datasets.tool_list import as_tool
from tool_router_training.declared.own_answer import ask_parts, call_parts, none_parts
from tool_router_training.lora.declarations import declare_tools
from tool_router_training.nano_tokens import Part
from tool_router_training.preflight import NotReady
from tool_router_training.render import SLOT, render

FORMAT = "functiongemma"


class OwnRow(NamedTuple):
    """`tools` are keys of the declarations; `about` is the one that is called or asked about."""

    place: str
    request: str
    tools: tuple[str, ...]
    about: str | None
    parts: Sequence[Part]


@dataclass(slots=True)
class OwnRows:
    """Rows that can be learned, their tools as the router declares them, and one sentence for each row left out."""

    rows: list[OwnRow] = field(default_factory=list)
    declarations: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def prefix(self, tools: Sequence[str]) -> str:
        """The prompt up to the request."""
        declared = [self.declarations[key] for key in tools]
        return render([{"role": "user", "content": SLOT}], declared, True).split(SLOT)[0]

    def texts(self) -> Iterator[str]:
        """All that a vocabulary for them must be able to write."""
        yield from (self.prefix([key]) for key in self.declarations)
        yield from (f" {row.request}" for row in self.rows)


def read_own_tool_rows(path: Path) -> OwnRows:
    """Broken rows are named by their line. @raises NotReady when the file cannot be read or no row of it be learned"""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotReady(f"The rows in {path} cannot be read: {error}. Name a JSONL file with --rows.") from error
    own = OwnRows()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path.name}, line {number}"
        try:
            own.rows.append(read_own_row(json.loads(line), place, own.declarations))
        except (ValueError, RecursionError) as error:  # NotWritable and JSONDecodeError are ValueErrors
            why = "this is no JSON" if isinstance(error, json.JSONDecodeError) else str(error)
            own.problems.append(f"{place}: {why}")
    refuse_nothing(own, path)
    return own


def refuse_nothing(own: OwnRows, path: Path) -> None:
    """@raises NotReady when no row is left"""
    if not own.rows:
        why = f" The first reason: {own.problems[0]}." if own.problems else ""
        raise NotReady(f"None of the rows in {path} can be learned.{why} Mend them, or name another file with --rows.")


def read_own_row(found: Any, place: str, declarations: dict[str, dict[str, Any]]) -> OwnRow:
    """One row, whose tools are added to `declarations`. @raises ValueError that says why it cannot be learned"""
    row = check_row(_with_listed_tools(found))
    tools, calls, request = row.get("tools"), row["calls"], row["request"].strip()
    if not tools:
        raise ValueError("it brings no tools of its own")
    if len(calls) > 1:
        raise ValueError("the model makes one call at a time")
    offered = declare_tools(tools, format_marks(FORMAT))[: len(tools)]
    keys = {tool["name"]: json.dumps(tool, sort_keys=True) for tool in offered}
    if len(keys) < len(offered):
        raise ValueError("two of its tools have one name")
    about, parts = _answer(row, request, {tool["name"]: tool["parameters"] for tool in offered})
    declarations.update((keys[tool["name"]], tool) for tool in offered)
    return OwnRow(place, request, tuple(keys.values()), keys[about] if about else None, parts)


def _with_listed_tools(row: Any) -> Any:
    """Tools as chat APIs list them, and those of a toolbox, in the shape of MCP; the router reads the same (src/core/eval/goldRow.ts)."""
    if not isinstance(row, dict):
        return row
    toolbox = row.get("toolbox")
    own = row.get("tools") or (toolbox.get("tools") if isinstance(toolbox, dict) else toolbox)
    return row if not isinstance(own, list) else row | {"tools": [as_tool(one) or one for one in own]}


def _answer(
    row: Mapping[str, Any], request: str, schemas: Mapping[str, Mapping[str, Any]]
) -> tuple[str | None, Sequence[Part]]:
    """The tool that the answer is about, and the answer. @raises ValueError"""
    if row["calls"]:
        call = row["calls"][0]
        return call["name"], call_parts(request, call["name"], call["arguments"], schemas[call["name"]])
    if "ask" not in row["tags"]:
        return None, none_parts()
    asks = row.get("asks")
    if not isinstance(asks, Mapping) or asks.get("tool") not in schemas:
        raise ValueError("it asks back, and does not say which value of which tool is missing")
    tool, missing = str(asks["tool"]), str(asks.get("missing"))
    if missing not in schemas[tool]["properties"]:
        raise ValueError(f"{missing} is not among the arguments of {tool}")
    return tool, ask_parts(tool, missing)
