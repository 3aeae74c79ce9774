"""Rows that give a test set away are named by line, and dropped when that is wanted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tool_router_training.datasets.eval_sets import read_eval_sets
from tool_router_training.datasets.leaks import KeptRequests, shingles
from tool_router_training.datasets.rows import BadSource, Problems, Row, check_row

FOLDER = Path(__file__).parents[1]
LONG = "please send the weekly bread report to everyone in the small bakery before nine"


def row(request: str, item: str = "") -> Row:
    calls = [{"name": "execute", "arguments": {"action": "run", "item_id": item}}] if item else []
    return check_row({"id": "x", "request": request, "toolbox": "kiwi", "calls": calls, "tags": []})


def written(path: Path, rows: list[Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
    return path


@pytest.fixture
def tests(tmp_path: Path) -> Path:
    folder = tmp_path / "eval"
    written(folder / "deep" / "one.jsonl", [row("Run bake_loaf now", "bake_loaf"), row("sync", "sync_scripts")])
    (folder / "two.json").write_text(json.dumps([{"question": [[{"role": "user", "content": LONG}]]}]), "utf-8")
    (folder / "README.md").write_text("not a test set", "utf-8")
    return folder


def why(tests: Path, one: Row, names: bool = True) -> str:
    requests = read_eval_sets([tests], Path("none"), Problems(strict=True))
    return KeptRequests(requests, names).why_leaked(one) or ""


def test_the_same_request_leaks_whatever_its_case_and_marks(tests: Path) -> None:
    assert why(tests, row("run  BAKE-LOAF, now!")).startswith(f"the same request as {tests}/deep/one.jsonl:1 ")


def test_a_request_with_a_word_added_at_the_end_is_nearly_the_same(tests: Path) -> None:
    assert why(tests, row(f"{LONG} today")).startswith(f"nearly the request of {tests}/two.json:1 ")
    assert why(tests, row(LONG.replace("weekly", "daily").replace("small", "big"))) == ""


def test_an_item_of_the_test_set_leaks_by_its_name_alone(tests: Path) -> None:
    leaked = row("would you start the loaf thing", "Bake_Loaf")
    assert why(tests, leaked) == f'the item "bake_loaf" is asked for in {tests}/deep/one.jsonl:1'
    assert why(tests, leaked, names=False) == ""
    assert why(tests, row("would you start the loaf thing", "bake_buns")) == ""


def test_a_directive_that_every_workspace_has_is_no_leak(tests: Path) -> None:
    assert why(tests, row("bring my scripts up to date", "sync_scripts")) == ""


def test_a_file_that_is_one_object_is_searched_too(tmp_path: Path) -> None:
    file = tmp_path / "eval.json"
    file.write_text(json.dumps({"cases": [row("bake it", "bake_bun")]}, indent=1), "utf-8")
    assert read_eval_sets([file], tmp_path, Problems(strict=True)) == [(f"{file}:1", "bake it", {"bake_bun"})]


def test_short_requests_are_compared_as_a_whole() -> None:
    assert shingles("run it") == {("run", "it")}
    assert shingles("Run it again, now") == {("run", "it", "again"), ("it", "again", "now")}
    assert shingles("!!") == {("!!",)}


def test_folders_without_requests_are_refused(tmp_path: Path) -> None:
    written(tmp_path / "empty" / "none.jsonl", [{"answer": 3}])
    with pytest.raises(BadSource, match="no test set there holds a request"):
        read_eval_sets([tmp_path / "empty"], tmp_path, Problems(strict=False))
    with pytest.raises(BadSource, match="no folder and no file"):
        read_eval_sets([tmp_path / "nowhere"], tmp_path, Problems(strict=False))


def start(*words: Path | str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tool_router_training.datasets.leaks", *map(str, words)]
    return subprocess.run(command, cwd=FOLDER, capture_output=True, text=True)


def test_as_it_is_started_it_names_the_lines_or_drops_them(tests: Path, tmp_path: Path) -> None:
    good = [row("knead the dough", "knead_dough"), row("hello")]
    rows = written(tests / "rows.jsonl", [good[0], row("run bake_loaf now"), good[1]])
    found = start(rows, "--against", tests)
    assert found.returncode == 1
    assert found.stdout.splitlines()[0].startswith(f"{rows}:2: the same request as ")
    assert found.stdout.splitlines()[1:] == ["1 of 3 rows leak"]
    clean = tmp_path / "clean.jsonl"
    assert start(rows, "--against", tests, "--drop", clean).returncode == 0
    assert [json.loads(line) for line in clean.read_text("utf-8").splitlines()] == good
    assert start(clean, "--against", tests / "two.json", "--against", tests / "deep").stdout == "0 of 2 rows leak\n"
    lost = start(rows, "--against", tmp_path / "nowhere")
    assert (lost.returncode, lost.stderr.count("\n")) == (2, 1)
