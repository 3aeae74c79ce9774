"""What rows hold, counted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tool_router_training.datasets.rows import Row, check_row, write_rows
from tool_router_training.datasets.stats import count_rows

FOLDER = Path(__file__).parents[1]
RING = {"name": "ring_bell", "description": "", "inputSchema": {"type": "object", "properties": {}}}
MOOR = {"name": "moor", "description": "", "inputSchema": {"type": "object", "properties": {}}}


def row(request: str, *names: str, tags: tuple[str, ...] = ("call",), **more: Any) -> Row:
    calls = [{"name": name, "arguments": {}} for name in names]
    return check_row({"request": request, "tools": [RING, MOOR], "calls": calls, "tags": list(tags), **more})


ROWS = [
    row("ring it", "ring_bell", family="ring"),
    row("Ring  it", "ring_bell", family="ring"),
    row("ring IT", "moor", family="moor"),
    row("moor, then ring the big bell", "moor", "ring_bell"),
    row("moor", tags=("ask",)),
    row("hello", tags=("none", "chat")),
]


def test_rows_are_counted_by_what_they_hold() -> None:
    counts = count_rows(ROWS)
    assert (counts["rows"], counts["duplicates"], counts["contradictions"]) == (6, 2, 1)
    assert counts["kinds"] == {"call": 3, "ask": 1, "none": 1, "several calls": 1}
    assert counts["called"] == {"ring_bell": 3, "moor": 2}
    assert counts["offered"] == {"moor": 6, "ring_bell": 6}
    assert counts["tags"] == {"call": 4, "ask": 1, "chat": 1, "none": 1}
    assert counts["families"] == {"different": 2, "biggest": {"ring": 2, "moor": 1}}
    assert counts["words"] == {"least": 1, "median": 2.0, "mean": 2.3, "p95": 6, "most": 6}
    assert count_rows([])["characters"] is None


def test_as_it_is_started_it_counts_several_files_and_names_broken_lines(tmp_path: Path) -> None:
    one, two, out = tmp_path / "one.jsonl", tmp_path / "two.jsonl", tmp_path / "deep" / "stats.json"
    write_rows(one, ROWS[:4])
    two.write_text(f"{json.dumps(ROWS[4])}\nbroken\n", "utf-8")
    command = [sys.executable, "-m", "tool_router_training.datasets.stats", str(one), str(two), "--out", str(out)]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"5 rows, 2 of them duplicates, 1 contradictions: {out}\n")
    assert done.stderr.startswith(f"left out: {two}:2: no JSON")
    counts = json.loads(out.read_text("utf-8"))
    assert (counts["files"], counts["broken"]) == ({str(one): 4, str(two): 1}, 1)
    out.unlink()
    strict = subprocess.run([*command, "--strict"], cwd=FOLDER, capture_output=True, text=True)
    assert (strict.returncode, strict.stderr.count("\n"), out.exists()) == (1, 1, False)
