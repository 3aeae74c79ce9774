"""The LoRA recipe as a person starts it: a smoke run on random weights, an interruption, two processes, clear errors."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import gguf
import pytest
from tiny_base import make_base, make_rows

from tool_router_training.contract import NUMBER
from tool_router_training.exports.facts import Facts
from tool_router_training.exports.merged_gguf import write_merged
from tool_router_training.lora.bases import find_base
from tool_router_training.lora.load_base import load_tuned
from tool_router_training.lora.memory_table import write_table
from tool_router_training.recipes import lora_trl

FOLDER = Path(__file__).parents[1]
MISSING = 'LoRA runs need transformers, peft and trl: pip install -e "training[lora]"'
RECIPE = ["-m", "tool_router_training.recipes.lora_trl", "--device", "cpu", "--threads", "1", "--length", "1024"]


def run_recipe(*arguments: object, start: list[str] | None = None) -> tuple[int, list[dict[str, Any]], str]:
    command = [*(start or [sys.executable]), *RECIPE, *map(str, arguments)]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=300, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_rows(tmp_path_factory.mktemp("rows") / "rows.jsonl", 60)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for package in ("transformers", "peft", "trl", "datasets", "accelerate"):
        pytest.importorskip(package, reason=MISSING)
    return make_base(tmp_path_factory.mktemp("base") / "llama")


def test_a_smoke_run_ends_with_files_that_load(base: Path, rows: Path, tmp_path: Path) -> None:
    mixed = tmp_path / "mixed.jsonl"
    mixed.write_text("{torn\n" + rows.read_text(encoding="utf-8"), encoding="utf-8")
    code, events, words = run_recipe("--base", base, "--data", mixed, "--out", tmp_path, "--smoke", "--steps", 6)
    assert code == 0, words
    assert "left out:" in words and "line 1" in words
    assert [events[0]["event"], events[-1]["event"]] == ["start", "done"]
    assert {"step", "validation", "checkpoint"} <= {event["event"] for event in events}
    assert [json.loads(line) for line in (tmp_path / "events.jsonl").read_text("utf-8").splitlines()] == events
    card = json.loads((tmp_path / "router-lora.json").read_text(encoding="utf-8"))
    model = tmp_path / "router-lora.gguf"
    assert (card["file"], card["size"], card["licence"]) == (model.name, model.stat().st_size, "mit")
    assert (card["prompt_style"], card["format"], card["contract"]) == ("declared", "functiongemma", NUMBER)
    assert len(card["toolset_sha256"]) == 64
    assert card["training"]["steps"] == 6
    assert gguf.GGUFReader(model).fields["tool_router.base"].contents() == "llama"
    adapter = gguf.GGUFReader(tmp_path / "router-lora-adapter.gguf")
    assert adapter.fields["general.type"].contents() == "adapter"
    assert len(adapter.tensors) == 2 * 7 * 2, "two matrices of seven weights in two layers"

    code, events, words = run_recipe(
        "--base", base, "--data", mixed, "--out", tmp_path, "--smoke", "--steps", 8, "--resume"
    )
    assert code == 0, words
    assert (events[0]["step"], events[-1]["step"]) == (6, 8)


def test_an_interrupted_run_leaves_a_checkpoint(base: Path, rows: Path, tmp_path: Path) -> None:
    command = [sys.executable, *RECIPE, "--base", base, "--data", rows, "--out", tmp_path, "--smoke", "--steps", "5000"]
    with subprocess.Popen(
        [*map(str, command), "--save-every", "4000"],
        cwd=FOLDER,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if json.loads(line)["event"] == "step":
                process.send_signal(signal.SIGINT)
                break
        rest, words = process.communicate(timeout=120)
    events = [json.loads(line) for line in rest.splitlines()]
    assert process.returncode == 1
    assert events[-2]["event"] == "checkpoint"
    assert events[-1]["message"] == f"Stopped at step {events[-2]['step']}. Go on with --resume."
    assert "Traceback" not in words


def test_two_processes_tune_together(base: Path, rows: Path, tmp_path: Path) -> None:
    launcher = [sys.executable, "-m", "accelerate.commands.launch", "--config_file", "accelerate/two_cpu.yaml"]
    code, events, words = run_recipe(
        "--base", base, "--data", rows, "--out", tmp_path, "--smoke", "--steps", 3, "--export", "f16", start=launcher
    )
    assert code == 0, words
    assert [event["event"] for event in events].count("start") == 1, "one process speaks"
    assert (events[0]["processes"], events[-1]["file"]) == (2, "router-lora-f16.gguf")
    assert (tmp_path / "router-lora-f16.gguf").stat().st_size == events[-1]["size"]


def test_a_gguf_file_is_tuned_and_keeps_its_vocabulary(base: Path, rows: Path, tmp_path: Path) -> None:
    found = find_base(str(base))
    first = tmp_path / "first.gguf"
    write_merged(*load_tuned(found, None), found, Facts("first", found.name, "mit", "functiongemma"), first, "q8_0")
    code, _, words = run_recipe("--base", first, "--data", rows, "--out", tmp_path, "--smoke", "--steps", 2)
    assert code == 0, words
    fields = [gguf.GGUFReader(path).fields for path in (first, tmp_path / "router-lora.gguf")]
    assert fields[0]["tokenizer.ggml.merges"].contents() == fields[1]["tokenizer.ggml.merges"].contents()
    assert fields[1]["general.license"].contents() == "mit"


def test_a_broken_row_ends_a_strict_run(base: Path, tmp_path: Path) -> None:
    torn = tmp_path / "torn.jsonl"
    torn.write_text('{"request": "x", "calls": [{"name": "teleport", "arguments": {}}]}\n', encoding="utf-8")
    code, events, words = run_recipe("--base", base, "--data", torn, "--out", tmp_path / "run", "--strict")
    assert code == 1
    assert events[-1]["event"] == "error"
    assert 'line 1: the gold call names the tool "teleport"' in words


def in_process(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["lora_trl", *map(str, arguments)])
    return lora_trl.main()


def test_a_base_of_another_architecture_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lora_trl, "check_extra", lambda extra: None)
    (tmp_path / "config.json").write_text('{"model_type": "t5"}', encoding="utf-8")
    assert in_process(monkeypatch, "--base", tmp_path, "--data", "rows.jsonl", "--out", tmp_path / "run") == 1
    shown = capsys.readouterr()
    assert "has the architecture t5; this recipe tunes" in json.loads(shown.out)["message"]


def test_missing_packages_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tool_router_training.lora.packages.EXTRAS", {"lora": ("a_package_that_is_not",)})
    assert in_process(monkeypatch, "--base", "qwen3", "--data", "rows.jsonl", "--out", tmp_path) == 1
    assert (
        'a_package_that_is_not. Install them with: python -m pip install -e "training[lora]"' in capsys.readouterr().err
    )


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lora_trl, "check_extra", lambda extra: None)
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert in_process(monkeypatch, "--base", "qwen3", "--data", "rows.jsonl", "--out", tmp_path / "file" / "run") == 1
    assert "Choose another folder with --out." in capsys.readouterr().err


def test_the_table_in_the_documentation_is_the_one_in_use() -> None:
    assert write_table() in (lora_trl.__doc__ or "")
