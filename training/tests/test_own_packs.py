"""Rows for tools of a person's own as packs: what is copied, what is written, which rows share tools, what is left out."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from test_declared import text_of, vocabulary

from tool_router_training.contract import read_contract
from tool_router_training.declared.numerals import read_numeral
from tool_router_training.declared.own_answer import call_parts
from tool_router_training.declared.own_packs import encode_own_rows, own_packs
from tool_router_training.declared.own_tool_rows import OwnRows, read_own_tool_rows
from tool_router_training.declared.pack import Pack
from tool_router_training.declared.vocabulary import CutVocabulary
from tool_router_training.nano_tokens import NotWritable, answer_text
from tool_router_training.preflight import NotReady

__all__ = ["vocabulary"]


def tool(name: str, description: str = "", **properties: Any) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": list(properties)[:1]}
    return {"name": name, "description": description, "inputSchema": schema}


MOOR = tool(
    "moor",
    "Moors a boat.",
    port={"type": "string"},
    nights={"type": "integer"},
    side={"type": "string", "enum": ["bow", "stern"]},
    lit={"type": "boolean"},
)
HORN = tool("sound_horn", "Sounds the horn.", blasts={"type": "integer"})
LOG = tool("read_log", "Reads the log.")


def row(request: str, tools: list[dict[str, Any]], *calls: dict[str, Any], **more: Any) -> str:
    return json.dumps({"request": request, "tools": tools, "calls": list(calls), "tags": ["call"], **more})


def call(name: str, **arguments: Any) -> dict[str, Any]:
    return {"name": name, "arguments": arguments}


def write(folder: Path, *lines: str) -> Path:
    file = folder / "mine.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def load(file: Path, vocabulary: CutVocabulary) -> tuple[OwnRows, list[Any]]:
    own = read_own_tool_rows(file)
    return own, encode_own_rows(own, vocabulary, file)


def prompts(pack: Pack, vocabulary: CutVocabulary) -> tuple[str, list[str]]:
    rows = pack.tokens[pack.prefix :].reshape(pack.requests, pack.length)
    return text_of(pack.tokens[: pack.prefix].tolist(), vocabulary), [
        text_of([token for token in one.tolist() if token != vocabulary.pad], vocabulary) for one in rows
    ]


def test_said_values_are_copied_and_others_written() -> None:
    request = "Moor in port blair for two nights, by the stern"
    parts = call_parts(
        request, "moor", {"side": "stern", "nights": 2, "port": "Port Blair", "lit": True, "confirm": True}, MOOR["inputSchema"]
    )  # fmt: skip
    assert answer_text(list(parts)) == (
        "<start_function_call>call:moor{lit:true,nights: two,port:<escape> port blair<escape>,"
        "side:<escape>stern<escape>}<end_function_call>"
    )


def test_lists_and_objects_are_written_as_the_grammar_has_them() -> None:
    schema = tool(
        "plan",
        stops={"type": "array", "items": {"type": "string"}},
        size={"type": "object", "properties": {"metres": {"anyOf": [{"type": "number"}, {"type": "null"}]}}},
        days={"type": "array", "items": {"type": "integer"}},
    )["inputSchema"]
    parts = call_parts(
        "stops Kiel and Åbo, 12.5 metres, days 1 and 3",
        "plan",
        {"stops": ["Kiel", "Åbo"], "size": {"metres": 12.5}, "days": [1, 3]},
        schema,
    )
    assert answer_text(list(parts)) == (
        "<start_function_call>call:plan{days:[ 1, 3],size:{metres: 12.5},"
        "stops:[<escape> Kiel<escape>,<escape> Åbo<escape>]}<end_function_call>"
    )


def test_numbers_are_read_as_the_router_reads_them() -> None:
    for vector in read_contract("golden/numerals.json"):
        assert read_numeral(vector["text"]) == vector["value"], vector


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{broken", "this is no JSON"),
        (row("moor", [], call("moor")), "the tool .moor., which is not offered"),
        (json.dumps({"request": "load tides", "toolbox": "kiwi", "calls": [], "tags": []}), "no tools of its own"),
        (row("moor somewhere", [MOOR], call("moor", port="Kiel")), '"Kiel" of port is not in the request'),
        (row("moor in Kiel", [MOOR], call("moor", port="Kiel", nights=3)), "the number 3 of nights"),
        (row("moor in Kiel", [MOOR], call("moor", harbour="Kiel")), "harbour is not among"),
        (row("moor for 3 nights", [MOOR], call("moor", nights=3)), "port is required, and the call leaves it out"),
        (
            row(
                "moor", [MOOR | {"inputSchema": {"properties": {"port": {"anyOf": 5}}}}], call("moor", port={"a": "b"})
            ),
            "port.a is not among",
        ),
        (row("moor, then honk", [MOOR, HORN], call("moor"), call("sound_horn")), "one call at a time"),
        (row("moor", [MOOR], tags=["ask"]), "which value of which tool"),
        (row("moor", [MOOR, MOOR]), "two of its tools have one name"),
    ],
)
def test_a_row_that_cannot_be_learned_is_named_by_its_line(tmp_path: Path, line: str, why: str) -> None:
    good = row("moor in Kiel", [MOOR], call("moor", port="Kiel"))
    own = read_own_tool_rows(write(tmp_path, good, "", line))
    assert [one.request for one in own.rows] == ["moor in Kiel"]
    assert len(own.problems) == 1
    assert own.problems[0].startswith("mine.jsonl, line 3: ")
    with pytest.raises(NotReady, match=rf"None of the rows .*line 1: .*{why}.*--rows"):
        read_own_tool_rows(write(tmp_path, line))


def test_tools_may_be_listed_as_chat_apis_do(tmp_path: Path) -> None:
    """The router's own check of the rows lets them pass, so the recipe must read them."""
    function = {"type": "function", "function": {"name": "moor", "parameters": MOOR["inputSchema"]}}
    short = {"name": "moor", "input_schema": MOOR["inputSchema"]}
    calls = [call("moor", port="Kiel")]
    lines = [row("moor in Kiel", [function], *calls), row("moor in Kiel", [short], *calls)]
    toolbox = {"request": "moor in Kiel", "toolbox": {"tools": [MOOR]}, "calls": calls, "tags": []}
    own = read_own_tool_rows(write(tmp_path, *lines, json.dumps(toolbox)))
    assert [len(own.rows), own.problems] == [3, []]
    assert {answer_text(one.parts) for one in own.rows} == {answer_text(own.rows[0].parts)}


def test_a_row_that_is_too_long_is_named(tmp_path: Path, vocabulary: CutVocabulary) -> None:
    long = row(f"moor in Kiel {'please ' * 200}", [MOOR], call("moor", port="Kiel"))
    short = row("moor in Kiel", [HORN, LOG])
    file = write(tmp_path, long, short)
    own, examples = load(file, vocabulary)
    assert len(own.rows) == len(examples) == 1
    assert "line 1: request and answer take" in own.problems[0]
    with pytest.raises(NotReady, match="None of the rows"):
        load(write(tmp_path, long), vocabulary)


def test_rows_of_the_same_tools_share_a_pack(tmp_path: Path, vocabulary: CutVocabulary) -> None:
    lines = [
        row("moor in Kiel", [MOOR, LOG], call("moor", port="Kiel")),
        row("moor at Wick", [LOG, MOOR], call("moor", port="Wick")),
        row("show the log", [MOOR, LOG], call("read_log")),
        row("moor the boat", [MOOR, LOG], tags=["ask"], asks={"tool": "moor", "missing": "port"}),
        row("sing a song", [MOOR, LOG], tags=["none"]),
    ]
    own, examples = load(write(tmp_path, *lines), vocabulary)
    pack = next(own_packs(own, examples, vocabulary, 20, 1))
    assert pack.requests == 5
    head, rows = prompts(pack, vocabulary)
    assert head.count("<start_function_declaration>") == 2
    assert "ask_user" not in head, "asking and abstaining are known by heart"
    answers = "\n".join(rows)
    assert "call:moor{port:<escape> Wick<escape>}" in answers
    assert "call:ask_user{missing:<escape>port<escape>,tool:<escape>moor<escape>}" in answers
    assert "call:no_tool{}" in answers


def test_a_request_that_no_tool_fits_is_never_shown_a_tool_that_might(
    tmp_path: Path, vocabulary: CutVocabulary
) -> None:
    """The same words call a tool where it is offered, and none where it is not."""
    lines = [
        row("moor in Kiel", [MOOR, HORN], call("moor", port="Kiel")),
        row("moor in Kiel", [HORN, LOG], tags=["none"]),
        row("honk 2 times", [HORN], call("sound_horn", blasts=2)),
    ]
    own, examples = load(write(tmp_path, *lines), vocabulary)
    for pack in itertools.islice(own_packs(own, examples, vocabulary, 20, 1), 30):
        head, rows = prompts(pack, vocabulary)
        for text in rows:
            assert ("call:no_tool" in text) != ("declaration:moor" in head) or "call:sound_horn" in text


def test_of_many_tools_the_right_one_and_near_ones_are_shown(tmp_path: Path, vocabulary: CutVocabulary) -> None:
    many = [tool(f"count_fish_{number}", "Counts fish.") for number in range(20)]
    near = tool("moor_crane", "Moors the harbour crane.")
    own, examples = load(
        write(tmp_path, row("moor in Kiel", [*many, near, MOOR], call("moor", port="Kiel"))), vocabulary
    )
    shown = [prompts(pack, vocabulary)[0] for pack in itertools.islice(own_packs(own, examples, vocabulary, 5, 1), 10)]
    for head in shown:
        assert head.count("<start_function_declaration>") <= 8
        assert "declaration:moor{" in head
    assert any("declaration:moor_crane{" in head for head in shown)


def test_every_row_comes_once_a_round_and_the_same_for_a_seed(tmp_path: Path, vocabulary: CutVocabulary) -> None:
    lines = [row(f"honk {number} times", [HORN, LOG], call("sound_horn", blasts=number)) for number in range(1, 8)]
    own, examples = load(write(tmp_path, *lines), vocabulary)
    first, again = (list(itertools.islice(own_packs(own, examples, vocabulary, 3, 5), 9)) for _ in range(2))
    assert [pack.tokens.tolist() for pack in first] == [pack.tokens.tolist() for pack in again]
    requests = [text for pack in first for text in prompts(pack, vocabulary)[1]]
    assert len(requests) == 21
    assert all(requests.count(one) == 3 for one in requests)


def test_values_that_are_nothing_to_say_are_refused() -> None:
    with pytest.raises(NotWritable, match="port is nothing"):
        call_parts("moor", "moor", {"port": None}, MOOR["inputSchema"])
