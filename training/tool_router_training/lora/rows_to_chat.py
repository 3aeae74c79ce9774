"""Rows of the JSONL format as prompt and completion, in FunctionGemma's words or in Qwen's (ChatML with JSON calls).

A prompt is kept in parts, because the router tokenizes the person's words without control tokens and the rest with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tool_router_training.contract import format_marks, read_contract, toolset_sha256
from tool_router_training.lora.declarations import ASK, NONE, declare_tools, disarm
from tool_router_training.render import SLOT, render

Style = Literal["functiongemma", "qwen"]
STYLES: tuple[Style, ...] = ("functiongemma", "qwen")


class BadRow(ValueError):
    """A line that is no training row, with its number."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Chat:
    """`head` and `tail` are the template's, `request` the person's; `completion` is what is learned. Rows of a family stay together."""

    head: str
    request: str
    tail: str
    completion: str
    family: str = ""
    toolset_sha256: str = ""

    @property
    def prompt(self) -> str:
        """As one text."""
        return f"{self.head}{self.request}{self.tail}"


def read_chats(path: Path, style: Style, problems: list[BadRow] | None = None) -> Iterator[Chat]:
    """Every row of a file. Broken lines go to `problems`; without that list the first one is raised. @raises BadRow, OSError"""
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                chat = to_chat(json.loads(line), style)
            except (ValueError, RecursionError) as error:  # JSONDecodeError is a ValueError
                bad = BadRow(number, str(error))
                if problems is None:
                    raise bad from error
                problems.append(bad)
            else:
                yield chat


def to_chat(row: Any, style: Style) -> Chat:
    """@raises ValueError that says what is wrong with the row"""
    if not isinstance(row, Mapping):
        raise ValueError("a row is a JSON object")
    request, calls = row.get("request"), row.get("calls")
    if not isinstance(request, str) or not request.strip():
        raise ValueError('a row needs the text "request"')
    if not isinstance(calls, list) or not all(_is_call(call) for call in calls):
        raise ValueError('"calls" is a list of {name, arguments}')
    marks = format_marks(style)
    listed = _tools_of(row)
    tools = declare_tools(listed, marks)
    answer = disarm(_answer(calls, row.get("tags", ()), row.get("asks")), marks)
    offered = {tool["name"] for tool in tools}
    for call in answer:
        if call["name"] not in offered:
            raise ValueError(f'the gold call names the tool "{call["name"]}", which the row does not offer')
    head, tail = render([{"role": "user", "content": SLOT}], tools, True, family=style).split(SLOT)
    # The answer is what the template writes between the turn's start and its end.
    alone = render([{"role": "assistant", "content": SLOT}], family=style).split(SLOT)[1]
    called = render([{"role": "assistant", "content": SLOT, "tool_calls": answer}], family=style).split(SLOT)[1]
    completion = called.removesuffix(alone) if style == "qwen" else called
    family = row.get("family")
    return Chat(
        head, request.strip(), tail, completion, family if isinstance(family, str) else request, toolset_sha256(listed)
    )


def _is_call(call: Any) -> bool:
    return (
        isinstance(call, Mapping) and isinstance(call.get("name"), str) and isinstance(call.get("arguments"), Mapping)
    )


def _tools_of(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """`tools`, or `toolbox` as "kiwi", a list, or {"tools": list}. A row without either is one of the Kiwi builder."""
    tools = row.get("tools", row.get("toolbox", "kiwi"))
    if tools == "kiwi":
        tools = read_contract("kiwi/tools.json")
    if isinstance(tools, Mapping):
        tools = tools.get("tools")
    if not isinstance(tools, list) or not all(isinstance(tool, Mapping) for tool in tools):
        raise ValueError(
            '"tools" is a list of {name, description, inputSchema}, "toolbox" is "kiwi" or holds such a list'
        )
    return tools


def _answer(calls: Sequence[Mapping[str, Any]], tags: Any, asks: Any) -> list[dict[str, Any]]:
    if calls:
        return [{"name": call["name"], "arguments": call["arguments"]} for call in calls]
    if isinstance(tags, (list, tuple)) and "ask" in tags:
        if isinstance(asks, Mapping) and {"missing", "tool"} <= asks.keys():
            return [{"name": ASK, "arguments": asks}]
        raise ValueError(
            f'a row tagged "ask" needs a call to {ASK} with {{missing, tool}}, or that as "asks", to be learned from'
        )
    return [{"name": NONE, "arguments": {}}]
