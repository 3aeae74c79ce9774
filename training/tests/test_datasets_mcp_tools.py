"""Rows of an MCP tool list as the builder is started: calls, questions back, negatives, and what is left out."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tool_router_training.contract import contract_folder, read_contract
from tool_router_training.datasets.gold import check_call
from tool_router_training.datasets.mcp_tools import wording
from tool_router_training.datasets.rows import Problems, Row, read_rows
from tool_router_training.datasets.said_values import unsaid
from tool_router_training.datasets.schema_calls import Mention
from tool_router_training.lora.rows_to_chat import to_chat

FOLDER = Path(__file__).parents[1]
SERVER = Path(__file__).with_name("mcp_server_of_three_tools.py")


def tool(name: str, description: str, properties: dict[str, Any], *required: str) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": list(required)}
    return {"name": name, "description": description, "inputSchema": schema}


TOOLS = [
    tool("moor_boat", "Moor a boat at a pier.", {"pier": {"type": "string"}, "nights": {"type": "integer"}}, "pier"),
    tool("delete_boat", "Delete a boat from the register.", {"boat_id": {"type": "string"}}, "boat_id"),
    tool("ring_bell", "Ring the fog bell.", {"loud": {"type": "boolean"}}),
    tool("send_notice", "Send a notice to sailors.", {"text": {"type": "string"}, "confirm": {"type": "boolean"}}, "text", "confirm"),
]  # fmt: skip
BROKEN = tool("plot_course", "Plot a course.", {"grid": {"type": "array", "items": {"type": "array"}}}, "grid")


def start(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tool_router_training.datasets.mcp_tools", *map(str, arguments)]
    return subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=120)


def built(out: Path, *arguments: str | Path) -> list[Row]:
    done = start(*arguments, "--out", out)
    assert done.returncode == 0, done.stderr
    return read_rows(out, Problems(strict=True))


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    path = tmp_path / "tools.json"
    path.write_text(json.dumps({"tools": TOOLS}))
    return path


def test_a_tool_list_becomes_calls_questions_and_negatives(harbour: Path) -> None:
    rows = built(harbour.with_name("rows.jsonl"), harbour, "--count", "400", "--most-tools", "3")
    assert len(rows) == 400 == len({row["request"] for row in rows})
    kinds = Counter(row["tags"][0] for row in rows)
    assert kinds["call"] > 240 and kinds["ask"] > 15 and kinds["none"] > 25 and kinds.total() == 400
    assert {call["name"] for row in rows for call in row["calls"]} == {one["name"] for one in TOOLS}
    assert {len(row["tools"]) for row in rows} == {1, 2, 3}
    for row in rows:
        assert bool(row["calls"]) == (row["tags"][0] == "call")
        for call in row["calls"]:
            check_call(call, row["tools"])
            assert "confirm" not in call["arguments"], "the router fills it in by itself"
            assert not unsaid(call["arguments"], row["request"])
        assert to_chat(row, "qwen").completion, "a recipe can learn from it"
    asked = {(row["asks"]["tool"], row["asks"]["missing"]) for row in rows if "asks" in row}
    assert asked == {("moor_boat", "pier"), ("delete_boat", "boat_id"), ("send_notice", "text")}


def test_the_same_seed_gives_the_same_file(harbour: Path) -> None:
    for name, seed in (("one", "3"), ("two", "3"), ("three", "4")):
        built(harbour.with_name(name), harbour, "--count", "60", "--seed", seed)
    one, two, three = (harbour.with_name(name).read_bytes() for name in ("one", "two", "three"))
    assert one == two != three


def test_a_live_server_is_asked_for_its_tools(tmp_path: Path) -> None:
    rows = built(tmp_path / "rows.jsonl", "--server", shlex.join([sys.executable, str(SERVER)]), "--count", "80")
    assert {call["name"] for row in rows for call in row["calls"]} == {"moor_boat", "ring_bell", "close_pier"}


def test_a_tool_that_nobody_can_ask_for_is_named_and_left_out_or_refused(harbour: Path) -> None:
    harbour.write_text(json.dumps([*TOOLS, BROKEN, {"no": "name"}]))
    out = harbour.with_name("rows.jsonl")
    done = start(harbour, "--count", "40", "--out", out)
    assert f"{harbour}, tool plot_course: plot_course needs grid, which nobody says in a sentence" in done.stderr
    assert f"{harbour}, tool 6: no tool" in done.stderr and done.stdout.endswith("2 left out\n")
    out.unlink()
    refused = start(harbour, "--count", "40", "--out", out, "--strict")
    assert (refused.returncode, refused.stderr.count("\n"), [*out.parent.glob("rows*")]) == (1, 1, [])


def test_a_list_of_nothing_to_ask_for_is_one_sentence(harbour: Path) -> None:
    harbour.write_text(json.dumps([BROKEN]))
    done = start(harbour, "--out", harbour.with_name("rows.jsonl"))
    assert done.stderr == f"{harbour} lists no tool that a person can ask for in a sentence.\n"
    assert start("--out", harbour).returncode == 2, "neither a file nor a server"


def test_the_built_in_tools_can_be_read_as_any_others(tmp_path: Path) -> None:
    rows = built(tmp_path / "rows.jsonl", contract_folder() / "kiwi" / "tools.json", "--count", "150")
    names = {call["name"] for row in rows for call in row["calls"]}
    assert len(rows) == 150 and names == {one["name"] for one in read_contract("kiwi/tools.json")}


def test_rows_of_one_wording_are_of_one_family() -> None:
    """So that a tenth can be held out without taking a whole tool away."""
    port = Mention("port", "port", {}, "Kiel", "Kiel")
    nights = Mention("nights", "nights", {}, "3", 3)
    assert wording("Please moor in Kiel for 3 nights!", [port, nights]) == "moor in for nights"
    assert wording("could you moor in Kiel for 3 nights right away, thanks", [port, nights]) == "moor in for nights"
    assert wording("list tides", []) == "list tides"
    place = Mention("place", "place", {}, "in", "in")
    assert wording("Moor in inner Berlin", [place]) == "moor inner berlin"
