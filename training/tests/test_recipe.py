"""The recipe as a person starts it: a smoke run, its resumption, and clear errors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1]


def run_recipe(*arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    command = [sys.executable, "-m", "tool_router_training.recipes.router_cpu", *arguments]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=300, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_a_smoke_run_ends_with_a_model_and_its_card(tmp_path: Path) -> None:
    code, events, words = run_recipe("--out", str(tmp_path), "--smoke", "--steps", "40")
    assert code == 0, words
    assert [events[0]["event"], events[-1]["event"]] == ["start", "done"]
    card = json.loads((tmp_path / "router-nano.json").read_text(encoding="utf-8"))
    assert card["size"] == (tmp_path / "router-nano.gguf").stat().st_size
    assert card["training"]["steps"] == 40

    code, events, words = run_recipe("--out", str(tmp_path), "--smoke", "--resume", "--steps", "50")
    assert code == 0, words
    assert (events[0]["step"], events[-1]["step"]) == (40, 50)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    code, events, words = run_recipe("--out", str(blocked / "run"), "--smoke")
    assert code == 1
    assert events[-1]["event"] == "error"
    assert "Choose another folder with --out." in words


def test_resuming_needs_a_checkpoint(tmp_path: Path) -> None:
    code, _, words = run_recipe("--out", str(tmp_path), "--resume")
    assert code == 1
    assert "Leave out --resume" in words


def test_a_run_goes_on_from_a_nanos_file(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    code, events, words = run_recipe("--out", str(first), "--smoke", "--steps", "40")
    assert code == 0, words
    assert (events[0]["muon"], events[0]["adamw"]) == (0.02, 0.003)
    old = json.loads((first / "router-nano.json").read_text(encoding="utf-8"))
    (first / "router-nano.json").write_text(json.dumps(old | {"base": "some base", "licence": "apache-2.0"}))

    more = ("--out", str(second), "--smoke", "--start", str(first / "router-nano.gguf"), "--name", "own")
    code, events, words = run_recipe(*more, "--steps", "20")
    assert code == 0, words
    assert "Goes on from router-nano" in words
    assert (events[0]["step"], events[0]["muon"], events[0]["adamw"]) == (0, 0.01, 0.0015)
    card = json.loads((second / "own.json").read_text(encoding="utf-8"))
    assert (card["parameters"], card["base"], card["licence"]) == (old["parameters"], "some base", "apache-2.0")
    assert card["training"]["steps"] == 20
    begun = card["training"]["begun_with"]
    assert begun["what"].startswith("router-nano, ")
    assert (begun["steps"], begun["rows_seen"]) == (40, old["training"]["rows_seen"])

    # The file may be gone when the run is resumed.
    (first / "router-nano.gguf").unlink()
    code, events, words = run_recipe(*more, "--resume", "--steps", "25")
    assert code == 0, words
    assert (events[0]["step"], events[-1]["step"]) == (20, 25)
    assert (events[0]["muon"], events[0]["adamw"]) == (0.01, 0.0015)
    card = json.loads((second / "own.json").read_text(encoding="utf-8"))
    assert card["training"]["begun_with"] == begun


def test_a_file_that_is_no_nano_is_told(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.gguf"
    wrong.write_text("")
    code, events, words = run_recipe("--out", str(tmp_path / "run"), "--smoke", "--start", str(wrong))
    assert code == 1
    assert events[-1]["event"] == "error"
    assert "cannot be read as GGUF" in words
