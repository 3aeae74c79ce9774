"""Rows of declared tools as JSONL, in the format of evaluation files: a request, the tools offered, the gold calls.

Run as: python -m tool_router_training.datasets.tools --seed 1 --count 1000 --split valid --out rows.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tool_router_training.datasets.rows import BadSource, write_text
from tool_router_training.declared.offering import Offered
from tool_router_training.declared.pack import NotCopied, copied
from tool_router_training.declared.tool_banks import read_lines, read_tool_banks
from tool_router_training.declared.toolsets import Row, Split, Toolsets
from tool_router_training.phrases import PhraseError


def generate_rows(seed: int, split: Split) -> Iterator[dict[str, Any]]:
    """Endless evaluation rows. In `valid` every tool is one that training never shows."""
    rng = random.Random(seed)
    problems: list[PhraseError] = []
    toolsets = Toolsets(read_tool_banks(problems=problems), read_lines("none.txt"), split)
    number = 0
    while True:
        offered = toolsets.draw(rng)
        row = toolsets.ask(offered, rng)
        if row is None or not _is_copied(row):
            continue
        number += 1
        yield as_row(f"{split}-{number}", row, offered)


def as_row(row_id: str, row: Row, offered: Sequence[Offered]) -> dict[str, Any]:
    """One line of an evaluation file."""
    tools = [
        {"name": one.name, "description": one.declaration["description"], "inputSchema": one.declaration["parameters"]}
        for one in offered
    ]
    kind = "none" if row.call is None else "ask" if row.missing else "call"
    arguments = {
        name: [one.gold for one in said] if name in row.lists else said[0].gold for name, said in row.values.items()
    }
    calls = [{"name": row.call, "arguments": arguments}] if kind == "call" else []
    return {"id": row_id, "request": row.request, "tools": tools, "calls": calls, "tags": [kind, "template"]}


def _is_copied(row: Row) -> bool:
    try:
        for said in row.values.values():
            for one in said:
                if one.copied:
                    copied(row.request, one)
    except NotCopied:
        return False
    return True


def main() -> int:
    """0 when the rows are written; 1 with one sentence on stderr."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--split", choices=("train", "valid"), default="train")
    parser.add_argument("--out", type=Path, help="file to write; stdout without it")
    arguments = parser.parse_args()
    rows = generate_rows(arguments.seed, arguments.split)
    lines = (json.dumps(next(rows), ensure_ascii=False) + "\n" for _ in range(arguments.count))
    if not arguments.out:
        sys.stdout.writelines(lines)
        return 0
    try:
        write_text(arguments.out, lines)
    except BadSource as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
