"""A person's own rows: found in the request, mixed into the feed, named where they cannot be learned."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tool_router_training.datasets.kiwi import Row, generate
from tool_router_training.datasets.kiwi_rows import as_evaluation_row
from tool_router_training.datasets.workspace_items import generate_about, read_items
from tool_router_training.own_rows import NotARow, find_typed, mix, read_own_row, read_own_rows
from tool_router_training.preflight import NotReady

FOLDER = Path(__file__).parents[1]


def line(request: str, *calls: dict[str, Any], tags: tuple[str, ...] = ()) -> str:
    return json.dumps({"request": request, "calls": list(calls), "tags": list(tags)})


def load(item_id: str, **more: Any) -> dict[str, Any]:
    return {"name": "load", "arguments": {"item_type": "script", "item_id": item_id, **more}}


def test_values_are_found_as_the_person_spelled_them() -> None:
    assert find_typed("open the Tide Table script", load("tide_table")) == {"item_id": "Tide Table"}
    assert find_typed("load tide-table v1.2.0", load("tide_table", version="1.2.0")) == {
        "item_id": "tide-table",
        "version": "v1.2.0",
    }
    call = {"name": "execute", "arguments": {"item_id": "tides", "parameters": {"port": 80, "dry_run": True}}}
    assert find_typed("run tides on port=80, not 8080, dry_run", call) == {
        "item_id": "tides",
        "parameters.port": "80",
        "parameters.dry_run": "dry_run",
    }


def test_a_value_is_no_part_of_a_longer_word() -> None:
    assert find_typed("load tidesmap", load("tides")) == {}


def test_a_row_without_calls_means_that_no_tool_fits() -> None:
    row = read_own_row(line("what's for lunch"), "own:1")
    assert row.calls == [{"name": "no_tool", "arguments": {}}]


def test_asking_back_is_learned_where_the_row_says_what_is_asked() -> None:
    """As the generator's own rows have it."""
    asking = next(row for row in generate(5, "train") if row.calls[0]["name"] == "ask_user")
    asks = asking.calls[0]["arguments"]
    text = json.dumps({"request": asking.request, "calls": [], "tags": ["ask"], "asks": asks})
    assert read_own_row(text, "own").calls == asking.calls


def test_generated_rows_come_back_the_same() -> None:
    """What the generator knows of a row is found again from the evaluation row alone."""
    same = total = 0
    for number, made in enumerate(itertools.islice(generate(5, "train"), 400)):
        if made.calls[0]["name"] == "ask_user":
            continue
        total += 1
        try:
            own = read_own_row(json.dumps(as_evaluation_row(made, number)), "own")
        except ValueError:
            continue
        assert own.calls == made.calls
        same += own.typed == made.typed
    assert same / total > 0.9, f"{same} of {total}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{broken", "no JSON"),
        ("[]", "an object with a request"),
        ('{"request": " ", "calls": []}', "an object with a request"),
        (line("a", load("a"), load("a")), "one call at a time"),
        (line("say it", {"name": "shout", "arguments": {}}), "a call names one of"),
        (line("load it", {"name": "load", "arguments": {"item_type": "script"}}), "load needs item_id"),
        (line("load that", load("tides")), "item_id is not in the request"),
        (line("create a script", tags=("ask",)), "which value is missing"),
    ],
)
def test_a_row_that_cannot_be_learned_says_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as caught:
        read_own_row(text, "own")
    assert isinstance(caught.value, NotARow) or "not in the request" in why


def test_broken_rows_are_named_by_line_and_left_out(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text(f"{line('load tides', load('tides'))}\n\n{{broken\n")
    rows, problems = read_own_rows(file)
    assert [row.request for row in rows] == ["load tides"]
    assert problems == ["mine.jsonl, line 3: this is no JSON"]


def test_a_file_without_a_usable_row_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text("{broken\n")
    with pytest.raises(NotReady, match=r"line 1.*--rows"):
        read_own_rows(file)
    with pytest.raises(NotReady, match="cannot be read"):
        read_own_rows(tmp_path / "absent.jsonl")


def test_own_rows_are_mixed_in_at_their_share() -> None:
    def row(name: str) -> Row:
        return Row(name, [], [], name, {})

    own = [row("a"), row("b"), row("c")]
    mixed = [one.request for one in itertools.islice(mix(itertools.repeat(row("made")), own, 0.2, 1), 5000)]
    share = 1 - mixed.count("made") / len(mixed)
    assert 0.15 < share < 0.25
    counts = [mixed.count(name) for name in "abc"]
    assert max(counts) - min(counts) <= 1, "each comes as often as the others"
    again = [one.request for one in itertools.islice(mix(itertools.repeat(row("made")), own, 0.2, 1), 5000)]
    assert mixed == again


def test_items_of_the_workspace_are_asked_for_by_their_type(tmp_path: Path) -> None:
    items = {"directive": ["haul_boat"], "script": ["tide_table", "sound_horn"], "knowledge": []}
    rows = list(itertools.islice(generate_about(items, 3, 20_000), 200))
    assert len(rows) == 200
    for row in rows:
        arguments = row.calls[0]["arguments"]
        assert arguments["item_id"] in items[arguments["item_type"]]
    file = tmp_path / "items.json"
    file.write_text("{}")
    with pytest.raises(ValueError, match="no items"):
        read_items(file)


def test_the_recipe_trains_on_own_rows_and_says_what_it_left_out(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text(f"{line('load tides', load('tides'))}\n{{broken\n")
    command = [sys.executable, "-m", "tool_router_training.recipes.router_cpu", "--smoke", "--steps", "20"]
    run = tmp_path / "run"
    done = subprocess.run(
        [*command, "--out", str(run), "--rows", str(file)],
        cwd=FOLDER, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "1 own rows, 1 left out" in done.stderr
    card = json.loads((run / "router-nano.json").read_text(encoding="utf-8"))
    assert card["training"]["data"].endswith("and 1 own rows")
