"""The harvest of a project's tests as it is started: calls, distractors, negatives, and what is left out."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tool_router_training.datasets.call_phrases import say_call
from tool_router_training.datasets.rows import Problems, Row, read_rows

FOLDER = Path(__file__).parents[1]


def function(name: str, description: str, *required: str, **optional: str) -> dict[str, Any]:
    properties = {
        **{key: {"type": "string"} for key in required},
        **{key: {"type": kind} for key, kind in optional.items()},
    }
    schema = {"type": "object", "properties": properties, "required": list(required)}
    return {"type": "function", "function": {"name": name, "description": description, "parameters": schema}}


TOOLS = [
    function("moor_boat", "Moor a boat at a pier.", "pier", night="boolean"),
    function("weigh_catch", "Weigh what was caught.", "species", crates="integer"),
    function("ring_bell", "Ring the fog bell."),
    function("paint_hull", "Paint the hull.", "colour"),
    function("forecast_tide", "Forecast the tide of a day.", "day"),
]
PYTHON = """
def test_native():
    chat = [{"role": "user", "content": "put her at Kestrel Steps tonight"}]
    call = {"function": {"name": "moor_boat", "arguments": '{"pier": "Kestrel Steps"}'}}

def test_tagged():
    assert parse('<tool_call>{"name": "weigh_catch", "arguments": {"species": "sand eel", "crates": 14}}</tool_call>')
    assert parse('<tool_call>{"name": "scrub_deck", "arguments": {}}</tool_call>')
    assert ring_bell()

def test_hello():
    chat = [{"role": "user", "content": "Hello"}]
    call = {"function": {"name": "ring_bell", "arguments": "{}"}}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "tools.json").write_text(json.dumps(TOOLS))
    for folder in ("tests", "src", "tests/node_modules"):
        (tmp_path / folder).mkdir()
    (tmp_path / "tests" / "test_quay.py").write_text(PYTHON)
    (tmp_path / "tests" / "old.py").write_text(
        "print 'python 2'; call = {'name': 'paint_hull', 'arguments': {'colour': 'ochre'}}"
    )
    for path in ("src/quay.py", "tests/node_modules/test_x.py"):
        (tmp_path / path).write_text('server.call_tool("forecast_tide", {"day": "Whit Monday"})')
    return tmp_path


def start(project: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "tool_router_training.datasets.harvest",
        "--tools",
        project / "tools.json",
        *arguments,
    ]
    return subprocess.run(list(map(str, command)), cwd=FOLDER, capture_output=True, text=True, timeout=120)


def harvested(project: Path, name: str, *arguments: str) -> list[Row]:
    done = start(project, project, "--out", project / name, *arguments)
    assert done.returncode == 0, done.stderr
    return read_rows(project / name, Problems(strict=True))


def test_calls_become_rows_with_distractors_and_negatives(project: Path) -> None:
    rows = harvested(project, "rows.jsonl", "--count", "300")
    assert len(rows) == 300 == len({row["request"] for row in rows})
    assert rows[0]["request"] == "put her at Kestrel Steps tonight"
    assert rows[0]["calls"] == [{"name": "moor_boat", "arguments": {"pier": "Kestrel Steps"}}]
    assert {call["name"] for row in rows for call in row["calls"]} == {
        "moor_boat",
        "weigh_catch",
        "ring_bell",
        "paint_hull",
    }
    kinds = Counter(kind for row in rows for kind in ("call", "ask", "none") if kind in row["tags"])
    assert kinds["call"] > 180 and kinds["ask"] > 5 and kinds["none"] > 15 and kinds.total() == 300
    assert all(row["request"] != "Hello" for row in rows), "what a test says to call anything is no request for it"
    assert {len(row["tools"]) for row in rows if row["calls"]} == {1, 2, 3, 4, 5}
    assert {row["asks"]["missing"] for row in rows if "ask" in row["tags"]} == {"pier", "species", "colour"}
    for row in rows:
        assert bool(row["calls"]) == ("call" in row["tags"])
        if "call" in row["tags"]:
            said = [value for value in row["calls"][0]["arguments"].values() if not isinstance(value, bool)]
            assert all(str(value) in row["request"] for value in said), "noise leaves values as they are"


def test_a_request_whose_tool_is_not_offered_teaches_none(project: Path) -> None:
    rows = harvested(project, "rows.jsonl", "--count", "300")
    left = [row for row in rows if row["tags"] == ["none", "synthesised"]]
    assert left
    assert all("paint_hull" not in {tool["name"] for tool in row["tools"]} for row in left if "ochre" in row["request"])


def test_the_same_seed_gives_the_same_file(project: Path) -> None:
    for name, seed in (("one", "3"), ("two", "3"), ("three", "4")):
        harvested(project, name, "--count", "60", "--seed", seed)
    assert (project / "one").read_bytes() == (project / "two").read_bytes() != (project / "three").read_bytes()


def test_an_unknown_tool_is_named_by_its_line_and_left_out_or_refused(project: Path) -> None:
    out, why = (
        project / "rows.jsonl",
        'tests/test_quay.py:8: the call names the tool "scrub_deck", which is not offered',
    )
    done = start(project, project / "tests", "--out", out)
    assert why in done.stderr
    out.unlink()
    refused = start(project, project / "tests", "--out", out, "--strict")
    assert (refused.returncode, out.exists()) == (1, False)
    assert refused.stderr.endswith(f"{why}\n")


def test_a_project_without_calls_is_one_sentence(project: Path) -> None:
    done = start(project, project / "src" / "quay.py", "--out", project / "rows.jsonl", "--count", "3")
    assert done.returncode == 0, "a file that is named is read whatever its name"
    (project / "src" / "quay.py").write_text("")
    done = start(project, project / "src" / "quay.py", "--out", project / "none.jsonl")
    assert (done.returncode, done.stderr) == (1, "The files hold no call to one of the tools.\n")


def test_what_nobody_types_in_a_sentence_is_not_said() -> None:
    tool = {"name": "note", "description": "", "inputSchema": {"properties": {}, "required": ["text"]}}
    for text in ("two\nlines", "x" * 200, "", None):
        assert say_call({"name": "note", "arguments": {"text": text}}, tool, random.Random(1)) is None
    assert "a, b and c" in (
        say_call({"name": "note", "arguments": {"text": ["a", "b", "c"]}}, tool, random.Random(1)) or ""
    )
