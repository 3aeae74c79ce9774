"""Toolboxes with requests by hand: all of them can be learned, and a request whose tool is not shown gets no tool."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from pathlib import Path

import pytest
from test_declared import vocabulary
from test_own_packs import HORN, LOG, MOOR, call, prompts

from tool_router_training.declared.own_tool_rows import OwnRows
from tool_router_training.declared.pack import LONGEST_PREFIX
from tool_router_training.declared.toolbox_packs import read_servers, toolbox_packs
from tool_router_training.declared.toolboxes import Toolbox, learnable, read_toolboxes, rows_of
from tool_router_training.declared.vocabulary import CutVocabulary

__all__ = ["vocabulary"]

HARBOUR = Toolbox(
    "harbour",
    [MOOR, HORN, LOG],
    [
        {"say": "moor in Kiel", "call": call("moor", port="Kiel")},
        {"say": "honk 2 times", "call": call("sound_horn", blasts=2)},
        {"say": "show the log", "call": call("read_log")},
        {"say": "moor the boat", "ask": {"tool": "moor", "missing": "port"}},
        {"say": "who built the harbour", "none": "knowledge"},
    ],
)
PLAIN = {"name": "boil_egg", "description": "Boils an egg.", "inputSchema": {"type": "object", "properties": {}}}
KITCHEN = Toolbox("kitchen", [PLAIN], [{"say": "an egg please", "call": call("boil_egg")}])


@pytest.mark.parametrize("split", ["train", "valid"])
def test_every_request_of_the_real_ones_can_be_learned(split: str) -> None:
    toolboxes = read_toolboxes("train" if split == "train" else "valid")
    assert learnable(toolboxes).problems == []
    for toolbox in toolboxes:
        kinds = Counter(row["tags"][0] for row in rows_of(toolbox))
        assert all(kinds[kind] for kind in ("call", "ask", "none")), toolbox.server
        called = {row["calls"][0]["name"] for row in rows_of(toolbox) if row["calls"]}
        assert called == {tool["name"] for tool in toolbox.tools}, toolbox.server


def test_no_toolbox_is_in_both_splits(tmp_path: Path) -> None:
    boxes = [HARBOUR._replace(server=f"harbour {number}")._asdict() for number in range(12)]
    (tmp_path / "a.json").write_text(json.dumps(boxes), encoding="utf-8")
    known, unseen = (read_toolboxes(split, tmp_path) for split in ("train", "valid"))
    assert [one.server for one in unseen] == ["harbour 5"]
    assert len(known) == 11


def test_what_cannot_be_learned_is_named() -> None:
    broken = HARBOUR._replace(requests=[{"say": "moor there", "call": call("moor", port="Kiel")}])
    own = learnable([broken, KITCHEN])
    assert len(own.rows) == 1
    assert own.problems[0].startswith("harbour 1: ")


def shown(own: OwnRows, vocabulary: CutVocabulary, count: int, seed: int = 1) -> list[tuple[str, list[str]]]:
    servers = read_servers(own, vocabulary)
    made = itertools.islice(toolbox_packs(own, servers, vocabulary, 20, seed), count)
    return [prompts(pack, vocabulary) for pack in made]


def test_a_request_gets_its_answer_where_its_tool_is_shown_and_none_elsewhere(vocabulary: CutVocabulary) -> None:
    own = learnable([HARBOUR, KITCHEN])
    heads = Counter[int]()
    for head, rows in shown(own, vocabulary, 60):
        heads[head.count("<start_function_declaration>")] += 1
        for words, answer in [
            ("moor in", "call:moor{port:<escape> Kiel<escape>}"),
            ("moor the boat", "call:ask_user{missing:<escape>port<escape>,tool:<escape>moor<escape>}"),
            ("an egg", "call:boil_egg{}"),
        ]:
            name = "boil_egg" if "boil_egg" in answer else "moor"
            for row in (row for row in rows if words in row):
                assert (answer if f"declaration:{name}{{" in head else "call:no_tool{}") in row
        assert all("call:no_tool{}" in row for row in rows if "who built" in row)
    assert {1, 2, 3, 4} <= set(heads), "whole servers, parts of them, and two together"


def test_the_same_seed_gives_the_same_packs(vocabulary: CutVocabulary) -> None:
    own = learnable([HARBOUR, KITCHEN])
    assert shown(own, vocabulary, 9, 4) == shown(own, vocabulary, 9, 4)


def test_a_prompt_of_many_long_tools_is_cut(vocabulary: CutVocabulary) -> None:
    many = [{**LOG, "name": f"read_log_{number}", "description": "long " * 40} for number in range(9)]
    requests = [{"say": f"log {number}", "call": call(f"read_log_{number}")} for number in range(9)]
    own = learnable([Toolbox("logs", many, requests)])
    servers = read_servers(own, vocabulary)
    for pack in itertools.islice(toolbox_packs(own, servers, vocabulary, 20, 1), 20):
        assert pack.prefix <= LONGEST_PREFIX
