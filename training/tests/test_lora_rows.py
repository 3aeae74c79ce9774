"""Rows become the prompts that the router writes, and the answers that it reads."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from call_reader import read_call

from tool_router_training.contract import format_marks
from tool_router_training.datasets.kiwi import generate
from tool_router_training.datasets.tools import generate_rows
from tool_router_training.lora.declarations import declare_tools
from tool_router_training.lora.examples import hold_out
from tool_router_training.lora.rows_to_chat import BadRow, Chat, read_chats, to_chat

WEATHER = {
    "name": "get_weather",
    "description": "Weather of a <escape>city<escape>.",
    "inputSchema": {
        "type": "object",
        "properties": {
            "city": {"type": "string"},
            "unit": {"type": "string", "enum": ["c", "f"]},
            "confirm": {"type": "boolean"},
        },
        "required": ["city", "unit", "confirm"],
    },
}
ROW: dict[str, Any] = {
    "request": " how warm is Oslo? ",
    "tools": [WEATHER],
    "calls": [{"name": "get_weather", "arguments": {"unit": "c", "city": "Oslo"}}],
}


def test_a_row_is_prompt_and_call() -> None:
    chat = to_chat(ROW, "functiongemma")
    assert chat.head.startswith("<bos><start_of_turn>developer\nYou are a model that can do function calling")
    assert chat.head.endswith("<start_of_turn>user\n")
    assert (chat.request, chat.tail) == ("how warm is Oslo?", "<end_of_turn>\n<start_of_turn>model\n")
    assert chat.completion == (
        "<start_function_call>call:get_weather{city:<escape>Oslo<escape>,unit:<escape>c<escape>}<end_function_call>"
    )


def test_declarations_are_the_routers() -> None:
    weather, ask, none = declare_tools([WEATHER], format_marks("functiongemma"))
    assert list(weather["parameters"]["properties"]) == ["city", "unit"], "host arguments are left out"
    assert weather["description"] == "Weather of a (escape)city(escape).", "foreign text spells no control token"
    assert ask["parameters"]["properties"]["missing"]["enum"] == ["city"]
    assert ask["parameters"]["properties"]["known"]["properties"] == {"unit": {"enum": ["c", "f"]}}
    assert none["name"] == "no_tool"


def test_nothing_to_call_is_an_answer() -> None:
    assert "call:no_tool{}" in to_chat({**ROW, "calls": []}, "functiongemma").completion


def test_several_calls_stand_one_after_the_other() -> None:
    two = [*ROW["calls"], {"name": "get_weather", "arguments": {"city": "Rome", "unit": "f"}}]
    assert to_chat({**ROW, "calls": two}, "functiongemma").completion.count("<start_function_call>") == 2


def test_qwens_words_hold_the_same_facts() -> None:
    chat = to_chat(ROW, "qwen")
    assert chat.head.count('"type": "function"') == 3
    assert chat.prompt.endswith("how warm is Oslo?<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n")
    written = chat.completion.removeprefix("<tool_call>\n").removesuffix("\n</tool_call>")
    assert json.loads(written) == {"name": "get_weather", "arguments": {"city": "Oslo", "unit": "c"}}


def _as_read(value: Any) -> Any:
    """The reader of the tests leaves numbers as text."""
    if isinstance(value, dict):
        return {key: _as_read(item) for key, item in value.items()}
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def test_rows_of_the_kiwi_builder_read_back() -> None:
    for row in islice(generate(5), 300):
        chat = to_chat({"request": row.request, "calls": row.calls, "tags": row.tags}, "functiongemma")
        wanted = row.calls[0]
        assert read_call(chat.completion) == (wanted["name"], _as_read(wanted["arguments"]))


def test_rows_of_the_tools_builder_are_written() -> None:
    rows = [row for row in islice(generate_rows(5, "train"), 200) if "ask" not in row["tags"]]
    for row in rows:
        name = row["calls"][0]["name"] if row["calls"] else "no_tool"
        assert f"call:{name}{{" in to_chat(row, "functiongemma").completion


def test_what_a_row_asks_for_is_learned_as_a_call_to_ask_user() -> None:
    asks = {"missing": "city", "tool": "get_weather"}
    row = {"request": "the weather please", "tools": [WEATHER], "calls": [], "tags": ["ask"], "asks": asks}
    called = {**row, "tags": [], "calls": [{"name": "ask_user", "arguments": asks}]}
    assert to_chat(row, "functiongemma").completion == to_chat(called, "functiongemma").completion
    assert "city" in to_chat(row, "qwen").completion


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "Expecting"),
        ('{"request": "x", "calls": [{"name": "a"}]}', '"calls" is a list'),
        ('{"request": "x", "calls": [{"name": "teleport", "arguments": {}}]}', 'names the tool "teleport"'),
        ('{"request": "x", "calls": [], "tags": ["ask"]}', "needs a call to ask_user"),
        ('{"request": "x", "calls": [], "tools": [{"name": "a", "inputSchema": {"$ref": "#/x"}}]}', 'refers to "#/x"'),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, why: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(f"{json.dumps(ROW)}\n{line}\n{json.dumps(ROW)}\n", encoding="utf-8")
    problems: list[BadRow] = []
    assert len(list(read_chats(file, "functiongemma", problems))) == 2
    assert [problem.line for problem in problems] == [2]
    assert why in str(problems[0])
    with pytest.raises(BadRow, match="line 2"):
        list(read_chats(file, "functiongemma"))


def test_of_few_families_one_is_held_out_and_of_one_none() -> None:
    chats = [Chat("", f"request {number}", "", "", family=f"family {number % 3}") for number in range(9)]
    kept, held = hold_out(chats, 1_000_000)
    assert len({chat.family for chat in held}) == 1
    assert {chat.family for chat in kept}.isdisjoint(chat.family for chat in held)
    assert (len(kept), len(held)) == (6, 3)
    assert hold_out(chats[:1], 1_000_000) == (chats[:1], [])
