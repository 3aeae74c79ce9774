"""Reads a dispatch table: what a person says, with placeholders, and the call that it stands for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tool_router_training.contract import dispatch
from tool_router_training.datasets.dispatch_cells import BadLine, pairs_in, phrases_in, split_call
from tool_router_training.datasets.markdown_tables import Line, Table
from tool_router_training.datasets.tool_list import Tool

_SAYS = re.compile(
    r"\b(says?|said|phrase|utterance|request|trigger|prompt|user input|(user|you|they) (types?|asks?|writes?|wants?))\b"
)
_CALLS = re.compile(r"\b(run|runs|call|calls|execute|executes|do|does|use|invoke|tool|directive|script|action)\b")
_WITH = re.compile(r"\b(with|parameters?|params?|arguments?|args|inputs?)\b")
_MARKED = re.compile(r"<([\w -]+)>|\{\{?([\w -]+)\}?\}|\[([\w -]+)\]")
_CAPITALS = re.compile(r"\b[A-Z][A-Z_]*\b")
_RUN_WORDS = re.compile(r"(?:execute|run) (?:(?:execute|run) )?(directive|script|knowledge) (\S+)$")
ITEM_TYPES = ("directive", "script", "knowledge")
NO_PLACEHOLDER = ("I", "A")


class Hole(NamedTuple):
    """Where a value of the request goes in the call."""

    name: str


class Said(NamedTuple):
    """`pieces`: words, and holes in them. `arguments` hold holes at any depth."""

    line: int
    pieces: tuple[str | Hole, ...]
    tool: str
    arguments: dict[str, Any]


class Columns(NamedTuple):
    says: int
    calls: int
    arguments: int | None
    runs: str
    """Item type that the title of the calls names: a bare name is an item to run."""


def find_columns(table: Table) -> Columns | None:
    """None when it is no dispatch table. Titles are read loosely: "User says", "When you type"; "Run this", "Call", "Tool"."""
    titles = [re.sub(r"[^a-z ]+", "", title.lower()) for title in table.titles]
    says = next((at for at, title in enumerate(titles) if _SAYS.search(title)), None)
    arguments = next((at for at, title in enumerate(titles) if at != says and _WITH.search(title)), None)
    calls = next((at for at, title in enumerate(titles) if at not in (says, arguments) and _CALLS.search(title)), None)
    if calls is None and arguments is None and len(titles) == 2 and says is not None:
        calls = 1 - says
    if calls is None:
        calls, arguments = arguments, None
    if says is None or calls is None:
        return None
    return Columns(says, calls, arguments, next((one for one in ITEM_TYPES if one in titles[calls]), ""))


def read_line(line: Line, columns: Columns, tools: Sequence[Tool], kiwi: bool) -> Iterator[Said]:
    """One for each thing said in the line. @raises BadLine"""
    if max(columns.says, columns.calls, columns.arguments or 0) >= len(line.cells):
        raise BadLine(f"it has {len(line.cells)} cells, fewer than the titles")
    phrases = phrases_in(line.cells[columns.says])
    if not phrases:
        raise BadLine("nothing is said in it")
    cell = line.cells[columns.calls].strip().strip("`").strip()
    told = (line.cells[columns.arguments] if columns.arguments is not None else "").replace("`", "").strip()
    for phrase in phrases:
        name, inside = split_call(cell)
        texts = {**pairs_in(inside), **pairs_in("" if told in ("-", "–", "—", "none", "None") else told)}
        tool = _find_tool(name, tools)
        fixed: dict[str, Any] = {}
        if tool is None and kiwi and (ran := _ran_item(name, columns.runs)):
            tool = next(one for one in tools if one["name"] == "execute")
            fixed, texts = ran, {f"parameters.{key}": text for key, text in texts.items()}
        if tool is None:
            raise BadLine(f'the call names the tool "{name}", which is not offered')
        yield _read(line.number, phrase, tool, fixed, texts, kiwi)


def _ran_item(name: str, kind: str) -> dict[str, Any] | None:
    if words := _RUN_WORDS.match(name):
        return {"item_type": words.group(1), "action": "run", "item_id": words.group(2)}
    if not re.fullmatch(r"[\w.-]+", name) or "__" in name:
        return None
    if kind or name in dispatch()["directives"]:
        return {"item_type": kind or "directive", "action": "run", "item_id": name}
    return None


def _find_tool(name: str, tools: Sequence[Tool]) -> Tool | None:
    """By its name, or by the end of it: mcp__server__search, server.search."""
    short = re.split(r"__|[.:/]", name)[-1]
    return next((tool for wanted in (name, short) for tool in tools if tool["name"] == wanted), None)


def _read(line: int, phrase: str, tool: Tool, fixed: dict[str, Any], texts: dict[str, str], kiwi: bool) -> Said:
    pieces = _pieces(phrase, set(texts.values()))
    holes = {piece.name for piece in pieces if isinstance(piece, Hole)}
    arguments: dict[str, Any] = dict(fixed)
    used: set[str] = set()
    for key, text in texts.items():
        name = text.strip("<>{}[] ")
        if not text:
            name = next((hole for hole in sorted(holes) if key == hole or key.endswith(f"_{hole}")), "")
        value: Any = Hole(name) if name in holes else _value(key, text, phrase, tool, kiwi)
        if value is None:
            continue
        if isinstance(value, Hole):
            used.add(value.name)
        elif isinstance(value, str) and (_MARKED.fullmatch(text) or re.fullmatch("[A-Z]", text)):
            raise BadLine(f'"{phrase}" does not say {text}')
        outer, _, inner = key.partition(".")
        if inner:
            arguments.setdefault(outer, {})[inner] = value
        else:
            arguments[outer] = value
    if unused := sorted(holes - used):
        raise BadLine(f'no argument takes the {", ".join(unused)} of "{phrase}"')
    return Said(line, pieces, tool["name"], arguments)


def _pieces(phrase: str, values: set[str]) -> tuple[str | Hole, ...]:
    """Marked names are holes; so are single capitals, and words in capitals that the arguments name."""
    pieces: list[str | Hole] = []
    at = 0
    for found in re.finditer(f"{_MARKED.pattern}|{_CAPITALS.pattern}", phrase):
        name = next((group for group in found.groups() if group), found.group())
        plain = not any(found.groups())
        if plain and name not in values and (len(name) > 1 or name in NO_PLACEHOLDER):
            continue
        pieces += [phrase[at : found.start()], Hole(name)]
        at = found.end()
    pieces.append(phrase[at:])
    return tuple(piece for piece in pieces if piece)


def _value(key: str, text: str, phrase: str, tool: Tool, kiwi: bool) -> Any:
    """A constant; without text the allowed value that the phrase says, None for an argument that may be left out."""
    schema = tool["inputSchema"].get("properties", {}).get(key, {})
    allowed = schema.get("enum", []) if isinstance(schema, dict) else []
    words = dispatch()["type_words"] if kiwi and key == "item_type" else {}
    if not text:
        said = re.findall(r"[\w-]+", phrase.lower())
        for value in allowed:
            if any(word in said for word in (*words.get(value, ()), str(value), f"{value}s")):
                return value
        if key in tool["inputSchema"].get("required", []) and "default" not in schema:
            raise BadLine(f'"{phrase}" does not say the {key}')
        return None
    try:
        value = json.loads(text)
    except ValueError:
        value = {"True": True, "False": False}.get(text, text.strip("\"'"))
    if kiwi and key == "action" and value == "sign":
        return "update"
    return next((kind for kind, ways in words.items() if value in ways), value)
