"""Requests to the Kiwi tools whose phrasings are never trained on, in the format of evaluation files.

Run as: python -m tool_router_training.datasets.kiwi_rows --seed 1 --count 200 --out everyday.jsonl
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
from pathlib import Path
from typing import Any

from tool_router_training.datasets.kiwi import PSEUDO_TOOLS, Row, generate


def as_evaluation_row(row: Row, number: int) -> dict[str, Any]:
    """Asking back and abstaining are told by the lack of a call."""
    calls = [call for call in row.calls if call["name"] not in PSEUDO_TOOLS.values()]
    tags = [*row.tags, "template"]
    return {"id": f"kiwi-{number}", "request": row.request, "toolbox": "kiwi", "calls": calls, "tags": tags}


def write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    """All of the file, or none of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    os.replace(part, path)


def main() -> None:
    """Write rows of the held-out families."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    rows = itertools.islice(generate(arguments.seed, "valid"), arguments.count)
    write_lines(arguments.out, [as_evaluation_row(row, number) for number, row in enumerate(rows, 1)])


if __name__ == "__main__":
    main()
