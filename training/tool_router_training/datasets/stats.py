"""Counts what rows hold: tools, tags, families, lengths, requests that stand there twice.

Run as: python -m tool_router_training.datasets.stats rows.jsonl more.jsonl --out stats.json
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tool_router_training.datasets.rows import BadSource, Problems, Row, read_rows, write_text

MOST_FAMILIES = 20
"""The biggest ones are named, the others only counted."""


def count_rows(rows: Sequence[Row]) -> dict[str, Any]:
    """`duplicates`: rows whose request came before, case and spaces aside; `contradictions`: those among the requests with different calls."""
    calls_of: dict[str, set[str]] = {}
    for row in rows:
        said = " ".join(row["request"].casefold().split())
        calls_of.setdefault(said, set()).add(json.dumps([row["calls"], row.get("asks")], sort_keys=True))
    families = Counter(row["family"] for row in rows if row.get("family"))
    return {
        "rows": len(rows),
        "duplicates": len(rows) - len(calls_of),
        "contradictions": sum(len(calls) > 1 for calls in calls_of.values()),
        "kinds": _counted(_kind(row) for row in rows),
        "called": _counted(call["name"] for row in rows for call in row["calls"]),
        "offered": _counted(tool["name"] for row in rows for tool in row.get("tools", [])),
        "toolboxes": _counted(row["toolbox"] for row in rows if isinstance(row.get("toolbox"), str)),
        "tags": _counted(str(tag) for row in rows for tag in row["tags"]),
        "families": {"different": len(families), "biggest": dict(families.most_common(MOST_FAMILIES))},
        "characters": _spread([len(row["request"]) for row in rows]),
        "words": _spread([len(row["request"].split()) for row in rows]),
        "tools_offered": _spread([len(row["tools"]) for row in rows if "tools" in row]),
    }


def _kind(row: Row) -> str:
    if row["calls"]:
        return "call" if len(row["calls"]) == 1 else "several calls"
    return "ask" if "ask" in row["tags"] else "none"


def _counted(names: Iterable[str]) -> dict[str, int]:
    """The most frequent first, equal ones by name."""
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _spread(numbers: list[int]) -> dict[str, float] | None:
    if not numbers:
        return None
    ordered = sorted(numbers)
    return {
        "least": ordered[0],
        "median": statistics.median(ordered),
        "mean": round(statistics.fmean(ordered), 1),
        "p95": ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))],
        "most": ordered[-1],
    }


def main() -> int:
    """0 when written; 1 with one sentence on stderr."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True, help="JSON file to write")
    parser.add_argument("--strict", action="store_true", help="end at the first broken row instead of leaving it out")
    told = parser.parse_args()
    problems = Problems(told.strict)
    try:
        files = {str(path): read_rows(path, problems) for path in told.rows}
        counts = count_rows([row for rows in files.values() for row in rows])
        counts = {
            "files": {path: len(rows) for path, rows in files.items()},
            "broken": len(problems.told),
            **counts,
        }
        write_text(told.out, [json.dumps(counts, indent=2, ensure_ascii=False) + "\n"])
    except BadSource as error:
        sys.stderr.write(f"{error}\n")
        return 1
    problems.tell()
    print(
        f"{counts['rows']} rows, {counts['duplicates']} of them duplicates, {counts['contradictions']} contradictions: {told.out}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
