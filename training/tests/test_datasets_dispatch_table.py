"""Rows of a dispatch table: placeholders are filled, phrases vary, broken lines are named."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tool_router_training.datasets.dispatch_table import dispatch_rows
from tool_router_training.datasets.rows import BadSource, Problems, Row
from tool_router_training.own_rows import read_own_rows

FOLDER = Path(__file__).parents[1]
TITLES = "| User Says | Call This | With These Parameters |\n|---|:--|--:|\n"


def table(folder: Path, *lines: str, titles: str = TITLES) -> Path:
    path = folder / "AGENTS.md"
    path.write_text("# Bakery\n\n" + titles + "\n".join(lines) + "\n\nThat is all.\n", "utf-8")
    return path


def rows_of(path: Path, count: int = 60, seed: int = 1, tools: Any = ()) -> list[Row]:
    return list(dispatch_rows(path, tools, Problems(strict=True), seed=seed, count=count))


def arguments(row: Row) -> dict[str, Any]:
    found: dict[str, Any] = row["calls"][0]["arguments"]
    return found


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    for name in ("directives/daily/bake_bread.md", "scripts/heat_oven.py", "scripts/lib/shared.py"):
        (tmp_path / ".ai" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / ".ai" / name).write_text("")
    return tmp_path


def test_placeholders_take_names_of_the_workspace_and_stand_in_the_request(bakery: Path) -> None:
    path = table(
        bakery,
        '| `run directive X` | `mcp__kiwi_mcp__execute` | `item_type="directive", action="run", item_id=X` |',
        '| `run script <name>` | `execute` | `item_type="script", action="run", item_id=<name>` |',
        '| `create script {name}` | `execute` | `item_type="script", action="create", item_id={name}` |',
        '| `search knowledge X` | `search` | `item_type="knowledge", query=X` |',
    )
    found: dict[str, set[str]] = {}
    for row in rows_of(path, 150):
        value = arguments(row).get("item_id", arguments(row).get("query"))
        assert value in row["request"]
        found.setdefault(f"{arguments(row).get('action')} {arguments(row)['item_type']}", set()).add(value)
    assert (found["run directive"], found["run script"]) == ({"bake_bread"}, {"heat_oven"})
    assert len(found["create script"]) > 5
    assert "heat_oven" not in found["create script"]
    assert len(found["None knowledge"]) > 5


def test_phrases_vary_by_seed_and_no_synonym_stands_for_another_line(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        '| `load script X` | `load` | `item_type="script", item_id=X` |',
        '| `open script X` | `execute` | `item_type="script", action="run", item_id=X` |',
    )
    rows = rows_of(path)
    assert rows == rows_of(path)
    assert rows != rows_of(path, seed=2)
    assert len({row["request"] for row in rows}) == len(rows) == 60
    assert len({row["request"].split()[0].lower() for row in rows}) > 5
    for row in rows:
        assert not (row["calls"][0]["name"] == "load" and "open" in row["request"].lower().split())


def test_other_forms_of_table_are_read(tmp_path: Path) -> None:
    pipe = table(
        tmp_path,
        "| search script X / search knowledge X | search {item_type, query: X, source} |",
        '| "delete / publish <type> X" | execute(item_type, action, item_id=X) |',
        "| `sync scripts` \\| quick | `sync_scripts` |",
        '| `tell me of help` | `{"name": "help", "arguments": {"topic": "overview"}}` |',
        titles="| When you type | Run this |\n|---|---|\n",
    )
    seen = {
        (row["calls"][0]["name"], arguments(row).get("item_type"), arguments(row).get("action"))
        for row in rows_of(pipe, 200)
    }
    kinds = ("directive", "script", "knowledge")
    assert seen == {
        ("search", "script", None),
        ("search", "knowledge", None),
        ("help", None, None),
        ("execute", "directive", "run"),
        *(("execute", kind, action) for kind in kinds for action in ("delete", "publish")),
    }


def test_a_bare_name_under_run_directive_is_a_directive_with_its_inputs(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "| `plan bread for X` | `plan_bread` | `day=X, loaves=3` |",
        titles="| User Says | Run Directive | With Inputs |\n|-|-|-|\n",
    )
    call = arguments(rows_of(path, 5)[0])
    assert (call["item_id"], call["action"], call["parameters"]["loaves"]) == ("plan_bread", "run", 3)
    assert call["parameters"]["day"]


def test_broken_lines_are_named_and_left_out(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        '| `run script X` | `execute` | `item_type="script", action="run", item_id=X` |',
        "| `fly X` | `mcp__sky__fly` | `to=X` |",
        '| `run X fast` | `execute` | `item_type="script", action="run"` |',
        '| `run it` | `execute` | `item_type="script", action="run", item_id=Y` |',
        '| `bake it` | `execute` | `item_type="bread", action="run", item_id="x"` |',
        "| `stop` |",
        '| `run script X` | `load` | `item_type="script", item_id=X` |',
        '| `halt` | `execute` | `item_type="script` |',
    )
    problems = Problems(strict=False)
    assert len(list(dispatch_rows(path, [], problems, seed=1, count=10))) == 10
    places, whys = zip(*(told.removeprefix(f"{path}:").split(": ", 1) for told in problems.told), strict=True)
    assert places == ("6", "7", "8", "9", "10", "11", "12")
    assert whys[:3] == (
        'the call names the tool "mcp__sky__fly", which is not offered',
        'no argument takes the X of "run X fast"',
        '"run it" does not say Y',
    )
    assert whys[3] == "execute.item_type is none of directive, script, knowledge"
    assert whys[5] == "line 5 says the same"
    with pytest.raises(BadSource, match=r"AGENTS\.md:6: the call names"):
        rows_of(path)


def test_a_file_without_a_dispatch_table_is_refused(tmp_path: Path) -> None:
    path = table(
        tmp_path, "| `to user` | there |", titles="```\n| User says | Call |\n|-|-|\n```\n| Word | Meaning |\n|-|-|\n"
    )
    with pytest.raises(BadSource, match="holds no dispatch table"):
        rows_of(path)


def test_a_table_of_other_tools_offers_these(tmp_path: Path) -> None:
    names = ("ring_bell", "moor_boat")
    schema = {"type": "object", "properties": {"times": {"type": "integer"}}, "required": ["times"]}
    tools = [{"name": name, "description": "", "inputSchema": schema} for name in names]
    rows = rows_of(table(tmp_path, "| `ring X times` | `bell.ring_bell` | `times=X` |"), 20, tools=tools)
    assert all(str(arguments(row)["times"]) in row["request"] for row in rows)
    assert {tuple(sorted(tool["name"] for tool in row["tools"])) for row in rows} == {names[:1], tuple(sorted(names))}
    assert all("toolbox" not in row for row in rows)


def test_as_it_is_started_it_writes_rows_that_the_nano_can_learn(bakery: Path) -> None:
    path = table(
        bakery,
        '| `run script X` | `mcp__kiwi__execute` | `item_type="script", action="run", item_id=X` |',
        '| `load directive X` | `mcp__kiwi__load` | `item_type="directive", item_id=X` |',
        "| `sync knowledge` | `sync_knowledge` | |",
    )
    out = bakery / "rows.jsonl"
    command = [sys.executable, "-m", "tool_router_training.datasets.dispatch_table"]
    options = ["--seed", "1", "--count", "90", "--out", str(out)]
    done = subprocess.run([*command, str(path), *options], cwd=FOLDER, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"90 rows in {out}\n"), done.stderr
    rows, refused = read_own_rows(out)
    assert (len(rows), refused) == (90, [])
    for row in map(json.loads, out.read_text("utf-8").splitlines()):
        asked = row["calls"][0]["arguments"]
        has_value = asked["item_id"] != "sync_knowledge"
        assert row.get("family", "").endswith(json.dumps(asked)) == has_value
    lost = subprocess.run([*command, "none.md", *options], cwd=FOLDER, capture_output=True, text=True)
    assert (lost.returncode, lost.stderr.count("\n")) == (1, 1)
