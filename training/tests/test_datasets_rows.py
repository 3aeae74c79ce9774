"""Files of rows: broken lines are named, and a file is written as a whole or not at all."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tool_router_training.datasets.gold import BadGold
from tool_router_training.datasets.rows import (
    BadSource,
    Problems,
    Row,
    build,
    check_row,
    checked,
    read_rows,
    write_rows,
)

TOOL = {"name": "ring_bell", "description": "", "inputSchema": {"type": "object", "properties": {}}}


def row(number: int = 1, **more: Any) -> Row:
    made = {"id": f"r-{number}", "request": f"ring\u2028it {number}", "tools": [TOOL], "calls": [], "tags": ["none"]}
    return check_row({**made, **more})


def test_rows_come_back_as_they_were_written(tmp_path: Path) -> None:
    rows = [row(1), row(2, calls=[{"name": "ring_bell", "arguments": {}}])]
    assert write_rows(tmp_path / "deep" / "rows.jsonl", rows) == 2
    assert read_rows(tmp_path / "deep" / "rows.jsonl", Problems(strict=True)) == rows


def test_a_broken_line_is_named_and_left_out(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    unknown = {**row(3), "calls": [{"name": "ring_phone", "arguments": {}}]}
    file.write_text(f'{json.dumps(row(1))}\n\n{{"request": \n{json.dumps(unknown)}\n{json.dumps(row(4))}\n', "utf-8")
    problems = Problems(strict=False)
    assert [one["id"] for one in read_rows(file, problems)] == ["r-1", "r-4"]
    assert problems.told[0].startswith(f"{file}:3: no JSON")
    assert problems.told[1] == f'{file}:4: the call names the tool "ring_phone", which is not offered'
    with pytest.raises(BadSource, match=r"rows\.jsonl:3: no JSON"):
        read_rows(file, Problems(strict=True))


@pytest.mark.parametrize(
    "line",
    [
        [],
        {"request": " ", "calls": []},
        {"request": "x"},
        {"request": "x", "calls": [{}]},
        {"request": "x", "calls": [], "tools": [3]},
        {"request": "x", "calls": [], "tags": "none"},
    ],
)
def test_what_is_no_row_is_refused(line: Any) -> None:
    with pytest.raises(ValueError, match=r"row|list|call"):
        check_row(line)


def test_a_builder_that_ends_early_leaves_the_old_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "rows.jsonl"
    out.write_text("old\n")

    def make(problems: Problems) -> Iterator[Row]:
        yield row(1)
        problems.add("bells.md:9", "no such bell")
        yield row(2)

    assert build(make, Namespace(strict=True, out=out)) == 1
    assert capsys.readouterr().err == "bells.md:9: no such bell\n"
    assert [file.read_text() for file in tmp_path.iterdir()] == ["old\n"]
    assert build(make, Namespace(strict=False, out=out)) == 0
    assert len(out.read_text().splitlines()) == 2
    assert capsys.readouterr() == (f"2 rows in {out}, 1 left out\n", "left out: bells.md:9: no such bell\n")


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSource, match="cannot be written"):
        write_rows(tmp_path / "file" / "rows.jsonl", [row()])
    with pytest.raises(BadSource, match="cannot be read"):
        read_rows(tmp_path / "none.jsonl", Problems(strict=False))


def test_a_made_row_names_only_tools_that_it_offers() -> None:
    asks = {"missing": "pier", "tool": "moor"}
    assert checked(row(calls=[{"name": "ring_bell", "arguments": {}}]))
    with pytest.raises(BadGold, match='value of the tool "moor"'):
        checked(row(tags=["ask"], asks=asks))
    with pytest.raises(BadGold, match='the tool "moor", which is not offered'):
        checked({**row(), "calls": [{"name": "moor", "arguments": {}}]})
