"""Averages of runs: the mean of their weights, a file that loads, and clear errors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from tool_router_training.averaging import average_weights
from tool_router_training.own_nano import read_nano


def run_module(name: str, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", f"tool_router_training.recipes.{name}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1], check=False)
    return done.returncode, done.stderr


def test_the_average_is_the_weighted_mean() -> None:
    first = {"w": torch.tensor([0.0, 4.0]), "count": torch.tensor(3)}
    second = {"w": torch.tensor([2.0, 0.0]), "count": torch.tensor(5)}
    mean = average_weights([first, second], [1, 3])
    assert mean["w"].tolist() == [1.5, 1.0]
    assert mean["count"].item() == 5


def test_models_with_other_weights_are_refused() -> None:
    with pytest.raises(ValueError, match="same weights"):
        average_weights([{"a": torch.zeros(1)}, {"b": torch.zeros(1)}], [1, 1])


def test_runs_become_one_model(tmp_path: Path) -> None:
    first, second, other, mean = (tmp_path / name for name in ("first", "second", "other", "mean"))
    smoke = ("--smoke", "--steps", "20")
    assert run_module("router_cpu", "--out", str(first), *smoke)[0] == 0
    begun = ("--start", str(first / "checkpoint.pt"), "--seed", "2")
    assert run_module("router_cpu", "--out", str(second), *smoke, *begun)[0] == 0
    for one in (first, first / "router-nano-f16.gguf"):  # a folder, and the file that a run may have begun with
        runs = ("--runs", str(one), str(second))
        code, words = run_module("average_nanos", *runs, "--out", str(mean), "--held-out", "50")
        assert code == 0, words
        card = json.loads((mean / "router-nano.json").read_text(encoding="utf-8"))
        assert f"averaged over {one.name} (1), second (1)" in card["training"]["data"]
        weights = [read_nano(folder / "router-nano-f16.gguf").model.state_dict() for folder in (first, second, mean)]
        name = next(name for name, value in weights[0].items() if value.is_floating_point() and value.dim() == 2)
        assert torch.allclose((weights[0][name] + weights[1][name]) / 2, weights[2][name], atol=2e-3)

    assert run_module("router_cpu", "--out", str(other), "--smoke", "--steps", "1", "--pieces", "500")[0] == 0
    code, words = run_module("average_nanos", "--runs", str(first), str(other), "--out", str(mean))
    assert code == 1 and "different vocabularies" in words


def test_what_cannot_be_averaged_is_refused(tmp_path: Path) -> None:
    code, words = run_module("average_nanos", "--runs", str(tmp_path / "one"), "--out", str(tmp_path / "mean"))
    assert code == 1 and "two or more" in words
    runs = ("--runs", str(tmp_path / "one"), str(tmp_path / "two.gguf"))
    code, words = run_module("average_nanos", *runs, "--out", str(tmp_path / "mean"))
    assert code == 1 and "newest run last" in words
