"""An exported model of our own answers as the checkpoint that it was made of: a hundred requests, asked in node-llama-cpp."""

from __future__ import annotations

from pathlib import Path

from test_recipe import run_recipe

from tool_router_training.exports.compare_own import compare_nano


def test_a_nano_answers_a_hundred_requests_as_its_checkpoint_does(tmp_path: Path) -> None:
    code, _, words = run_recipe("--out", str(tmp_path), "--smoke", "--steps", "120")
    assert code == 0, words
    result = compare_nano(tmp_path / "router-nano.gguf", tmp_path / "checkpoint.pt", count=100, seed=9)
    assert result.requests == result.same_prompts == 100
    assert result.same_answers + result.near_ties == 100
    assert result.same_answers >= 60
