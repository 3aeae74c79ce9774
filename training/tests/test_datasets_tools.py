"""Rows of the tool banks: the same for a seed, and a file that is written as a whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tool_router_training.datasets import tools
from tool_router_training.datasets.rows import Problems, read_rows


def run(monkeypatch: pytest.MonkeyPatch, out: Path, *more: str) -> int:
    monkeypatch.setattr(sys, "argv", ["tools", "--count", "5", "--out", str(out), *more])
    return tools.main()


def test_a_seed_gives_its_rows_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seed in (("a", "3"), ("b", "3"), ("c", "4")):
        assert run(monkeypatch, tmp_path / name, "--seed", seed) == 0
    assert len(read_rows(tmp_path / "a", Problems(strict=True))) == 5
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() != (tmp_path / "c").read_bytes()


def test_rows_that_end_early_leave_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_row(*_: Any) -> Iterator[dict[str, Any]]:
        yield {"id": "1"}
        raise OSError(28, "No space left on device")

    out = tmp_path / "rows.jsonl"
    out.write_text("old\n")
    monkeypatch.setattr(tools, "generate_rows", one_row)
    assert run(monkeypatch, out) == 1
    assert [file.read_text() for file in tmp_path.iterdir()] == ["old\n"]


def test_a_file_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert run(monkeypatch, tmp_path / "file" / "rows.jsonl") == 1
    error = capsys.readouterr().err
    assert "cannot be written" in error
    assert error.count("\n") == 1
