"""Rows of a journal: the last word on a request counts, and broken lines are named."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tool_router_training.datasets.journal import journal_rows
from tool_router_training.datasets.rows import BadSource, Problems, Row
from tool_router_training.own_rows import read_own_rows

FOLDER = Path(__file__).parents[1]


def run(item: str, kind: str = "script", action: str = "run") -> dict[str, Any]:
    return {
        "name": "execute",
        "arguments": {"item_type": kind, "action": action, "item_id": item, "project_path": "/home/me/bakery"},
    }


def entry(minute: int, request: str, **more: Any) -> dict[str, Any]:
    return {
        "time": f"2026-03-01T10:{minute:02}:00.000Z",
        "request": request,
        "decision": "call",
        "model": "router-nano",
        "recovery": "none",
        "confidence": 0.9,
        "ms": 12.5,
        "stages": {"infer": 9.1},
        **more,
    }


def written(folder: Path, *entries: Any) -> Path:
    path = folder / "journal.jsonl"
    path.write_text("".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in entries), "utf-8")
    return path


def rows_of(path: Path, count: int | None = None, seed: int = 1) -> list[Row]:
    return list(journal_rows([path], [], Problems(strict=True), seed=seed, count=count))


def item_of(row: Row) -> str:
    return str(row["calls"][0]["arguments"]["item_id"])


def test_a_correction_is_the_gold_and_an_accepted_call_is_kept(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        entry(1, "run knead_dough", call=run("knead_dough", "directive"), corrected=run("knead_dough"), outcome="ok"),
        entry(2, "run heat_oven", call=run("heat_oven"), verdict="confirm", outcome="ok"),
        entry(3, "make it rain", decision="none", corrected=run("make_rain")),
    )
    first, second, third = rows_of(path)
    assert first["calls"] == [
        {"name": "execute", "arguments": {"item_type": "script", "action": "run", "item_id": "knead_dough"}}
    ]
    assert first["tags"] == ["call", "hand_written", "corrected"]
    assert (item_of(second), second["tags"][-1], second["toolbox"]) == ("heat_oven", "accepted", "kiwi")
    assert (item_of(third), third["tags"][-1]) == ("make_rain", "corrected")


def test_what_says_nothing_of_the_right_call_is_left_out(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        entry(1, "run a_b", call=run("a_b"), outcome="declined"),
        entry(2, "run c_d", call=run("c_d"), outcome="cancelled"),
        entry(3, "run e_f", call=run("e_f"), outcome="error"),
        entry(4, "run g_h", call=run("g_h")),
        entry(5, "hello", decision="none"),
        entry(6, "run i_j", call=run("i_j"), corrected=run("k_l"), outcome="declined"),
    )
    assert rows_of(path) == []


def test_the_last_word_on_a_request_counts_whatever_the_order_of_the_lines(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        entry(9, "Run  the loaf", call=run("loaf_two"), verdict="confirm", outcome="ok"),
        entry(1, "run the loaf", call=run("loaf_one"), outcome="ok"),
        entry(2, "run buns", call=run("buns"), outcome="ok"),
        entry(3, "run buns", call=run("buns"), outcome="declined"),
        entry(4, "run rolls", call=run("rolls"), corrected=run("rolls_small"), outcome="ok"),
        entry(5, "run rolls", call=run("rolls"), verdict="run", outcome="ok"),
        entry(6, "run rolls", call=run("rolls"), outcome="cancelled"),
    )
    assert [item_of(row) for row in rows_of(path)] == ["rolls_small", "loaf_two"]


def test_broken_lines_and_unknown_tools_are_named(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '{"time": "2026-03',
        [],
        entry(1, "run x_y", decision="maybe"),
        entry(1, "fly", call={"name": "fly", "arguments": {}}, outcome="ok"),
        {**entry(1, "run x_y"), "time": "yesterday"},
        entry(2, "run x_y", call=run("x_y"), corrected="x"),
        entry(3, "run z_z", call=run("z_z"), outcome="ok"),
        entry(4, "load w_w", call={"name": "load", "arguments": {"item_type": "poem", "item_id": "w_w"}}, outcome="ok"),
    )
    problems = Problems(strict=False)
    assert [item_of(row) for row in journal_rows([path], [], problems, seed=1, count=None)] == ["z_z"]
    assert [told.split(":")[1] for told in problems.told] == ["1", "2", "3", "5", "6", "4", "8"]
    assert problems.told[-2] == f'{path}:4: the call names the tool "fly", which is not offered'
    with pytest.raises(BadSource, match=r"journal\.jsonl:1: no JSON"):
        rows_of(path)


def test_corrections_come_first_when_there_are_too_many(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        *(entry(n, f"run loaf_{n}", call=run(f"loaf_{n}"), outcome="ok") for n in range(20)),
        *(entry(n, f"do bun_{n}", call=run("x_y"), corrected=run(f"bun_{n}"), outcome="ok") for n in range(20, 23)),
    )
    drawn = rows_of(path, count=8)
    assert sum(row["tags"][-1] == "corrected" for row in drawn) == 3
    assert len(drawn) == 8
    assert drawn == rows_of(path, count=8)
    assert drawn != rows_of(path, count=8, seed=2)


def test_calls_of_other_tools_offer_these(tmp_path: Path) -> None:
    tool = {"name": "ring_bell", "description": "", "inputSchema": {"type": "object", "properties": {}}}
    path = written(tmp_path, entry(1, "ding", call={"name": "ring_bell", "arguments": {}}, outcome="ok"))
    [row] = journal_rows([path], [tool], Problems(strict=True), seed=1, count=None)
    assert row["tools"] == [tool]
    assert "toolbox" not in row


def test_as_it_is_started_it_writes_rows_that_the_nano_can_learn(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        entry(1, "run knead_dough", call=run("x_y"), corrected=run("knead_dough"), outcome="ok"),
        entry(
            2,
            "load oven notes",
            call={"name": "load", "arguments": {"item_type": "knowledge", "item_id": "oven_notes"}},
            outcome="ok",
        ),
    )
    out = tmp_path / "rows.jsonl"
    command = [sys.executable, "-m", "tool_router_training.datasets.journal", str(path)]
    done = subprocess.run(
        [*command, "--seed", "1", "--count", "2000", "--out", str(out)], cwd=FOLDER, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, f"2 rows in {out}\n"), done.stderr
    rows, refused = read_own_rows(out)
    assert (len(rows), refused) == (2, [])
    lost = subprocess.run([*command[:3], "none.jsonl", "--out", str(out)], cwd=FOLDER, capture_output=True, text=True)
    assert (lost.returncode, lost.stderr.count("\n")) == (1, 1)
    assert lost.stderr.startswith("none.jsonl cannot be read: ")
