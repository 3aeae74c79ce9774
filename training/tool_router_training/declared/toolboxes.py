"""Toolboxes as MCP servers declare them, with requests to each written by hand: `training/toolboxes/*.json`; the format is in its README.

Run as: python -m tool_router_training.declared.toolboxes --split valid --out rows.jsonl      their requests as rows of an evaluation file
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from tool_router_training.datasets.rows import Problems, Row, add_options, build, read_text
from tool_router_training.declared.own_tool_rows import OwnRows, read_own_row
from tool_router_training.declared.toolsets import Split, part_of

FOLDER = Path(__file__).parents[2] / "toolboxes"


class Toolbox(NamedTuple):
    """One server: its tools as MCP lists them, and {say, call | ask | none} for every request."""

    server: str
    tools: list[dict[str, Any]]
    requests: list[dict[str, Any]]


def read_toolboxes(split: Split, folder: Path = FOLDER) -> list[Toolbox]:
    """Every eleventh toolbox is held out: it appears in `valid` only. @raises BadSource when a file cannot be read"""
    found = [
        Toolbox(one["server"], one["tools"], one["requests"])
        for file in sorted(folder.glob("*.json"))
        for one in json.loads(read_text(file))
    ]
    return part_of(found, split)


def rows_of(toolbox: Toolbox) -> Iterator[Row]:
    """Its requests in the format of evaluation files, behind all of its tools."""
    for number, request in enumerate(toolbox.requests, 1):
        kind = next(key for key in ("call", "ask", "none") if key in request)
        row = {
            "id": f"{toolbox.server} {number}",
            "request": request["say"],
            "tools": toolbox.tools,
            "calls": [request["call"]] if kind == "call" else [],
            "tags": [kind],
        }
        asks = {"asks": {"known": {}, **request["ask"]}} if kind == "ask" else {}
        yield cast("Row", row | asks)


def learnable(toolboxes: Sequence[Toolbox]) -> OwnRows:
    """Their requests as answers that the model can learn; the others are named by toolbox and number."""
    own = OwnRows()
    for toolbox in toolboxes:
        for row in rows_of(toolbox):
            try:
                own.rows.append(read_own_row(row, row["id"], own.declarations))
            except ValueError as error:
                own.problems.append(f"{row['id']}: {error}")
    return own


def main() -> int:
    """0 when the rows are written; 1 with one sentence on stderr."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("train", "valid"), default="train")
    add_options(parser)
    arguments = parser.parse_args()

    def rows(problems: Problems) -> Iterator[Row]:
        for problem in learnable(toolboxes := read_toolboxes(arguments.split)).problems:
            problems.add("toolboxes", problem)
        every = [row for toolbox in toolboxes for row in rows_of(toolbox)]
        yield from every[: arguments.count]

    return build(rows, arguments)


if __name__ == "__main__":
    sys.exit(main())
