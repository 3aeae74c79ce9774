"""router_tools as a person starts it: the shipped file goes on with rows of one's own; what cannot be learned is told."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import gguf
import pytest
from test_own_packs import HORN, LOG, MOOR, call, row, write

FOLDER = Path(__file__).parents[1]
SHIPPED = FOLDER.parent / "models" / "router-tools.gguf"
GOOD = [
    *(row(f"moor in {port}", [MOOR, HORN, LOG], call("moor", port=port)) for port in ("Kiel", "Wick", "Oban")),
    row("what is the weather", [MOOR, HORN, LOG], tags=["none"]),
]


def run_recipe(*arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    command = [sys.executable, "-m", "tool_router_training.recipes.router_tools", *arguments]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=300, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_the_shipped_file_goes_on_with_own_rows(tmp_path: Path) -> None:
    file = write(tmp_path, *GOOD, "{broken")
    out = tmp_path / "run"
    smoke = ("--base", str(SHIPPED), "--rows", str(file), "--out", str(out), "--name", "mine", "--smoke", "--kiwi", "0")
    code, events, words = run_recipe(*smoke, "--type", "q4_0", "--steps", "3")
    assert code == 0, words
    assert "left out: mine.jsonl, line 5: this is no JSON" in words
    assert "4 own rows to 3 tools, 1 left out" in words
    assert [events[0]["event"], events[-1]["event"], events[-1]["file"]] == ["start", "done", "mine.gguf"]
    shipped, made = (gguf.GGUFReader(path) for path in (SHIPPED, out / "mine.gguf"))
    for name in ("tokenizer.ggml.tokens", "tokenizer.ggml.merges", "tool_router.base", "general.license"):
        ours, theirs = made.get_field(name), shipped.get_field(name)
        assert ours is not None and theirs is not None
        assert ours.contents() == theirs.contents(), name
    card, before = (json.loads(path.with_suffix(".json").read_text("utf-8")) for path in (out / "mine.gguf", SHIPPED))
    assert card["size"] == (out / "mine.gguf").stat().st_size
    assert [card[key] for key in ("base", "notice", "calls_from")] == [
        before[key] for key in ("base", "notice", "calls_from")
    ]
    assert card["training"]["data"].endswith("and 4 own rows")


@pytest.mark.parametrize("share", ["-0.1", "1.5"])
def test_a_share_is_part_of_a_whole(tmp_path: Path, share: str) -> None:
    code, _, words = run_recipe("--base", str(SHIPPED), "--out", str(tmp_path), "--rows-share", share)
    assert code != 0
    assert "--rows-share" in words


def test_a_run_is_interrupted_wherever_it_is_and_goes_on(tmp_path: Path) -> None:
    """While it draws a pack or validates too, which takes as long as learning."""
    out = tmp_path / "run"
    smoke = ("--base", str(SHIPPED), "--rows", str(write(tmp_path, *GOOD)), "--out", str(out), "--smoke")
    # Every step is validated, so that most interruptions come there.
    many = [sys.executable, "-m", "tool_router_training.recipes.router_tools", *smoke]
    with subprocess.Popen(
        [*many, "--steps", "500", "--validate-every", "1"],
        cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        while json.loads(running.stdout.readline())["event"] != "validation":
            pass
        running.send_signal(signal.SIGINT)
        told, words = running.communicate(timeout=120)
    last = json.loads(told.splitlines()[-1])
    assert (running.returncode, last["event"]) == (1, "error"), words
    assert "Stopped at step" in last["message"]
    stopped = int(last["message"].split("step ")[1].split(".")[0])
    code, events, words = run_recipe(*smoke, "--resume", "--steps", str(stopped + 1), "--validate-every", "1000")
    assert code == 0, words
    assert (events[0]["step"], events[-1]["step"]) == (stopped, stopped + 1)
    # Stopped behind the last step, only measuring and writing are left: what is told is what was measured.
    code, again, words = run_recipe(*smoke, "--resume", "--steps", str(stopped + 1))
    assert code == 0, words
    card = json.loads((out / "router-tools.json").read_text("utf-8"))
    assert again[-1]["exact"] == events[-1]["exact"] == card["training"]["held_out_exact"]
    assert [one["event"] for one in again].count("step") == 0


def test_a_file_without_a_row_to_learn_from_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path, row("moor somewhere", [MOOR], call("moor", port="Kiel")))
    code, events, words = run_recipe(
        "--base", str(SHIPPED), "--rows", str(file), "--out", str(tmp_path / "run"), "--smoke"
    )
    assert code == 1
    assert events[-1]["event"] == "error"
    assert 'line 1: "Kiel" of port is not in the request' in words
