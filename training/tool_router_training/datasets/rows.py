"""The row that every dataset builder writes (the format of evaluation files), and how files of rows are read and written."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NotRequired, TypedDict, cast

from tool_router_training.datasets.gold import BadGold, check_call

TOLD = 20
"""So many problems are printed, then their number."""


class Row(TypedDict):
    """`toolbox` "kiwi" in place of `tools`: the built-in ones. `calls` is empty when no tool may be called; then a tag says none or ask.

    With the tag ask, `asks` may say what is asked for, as the arguments of ask_user: {known, missing, tool}.

    Rows of a `family` are phrasings of one thing: a split keeps them together.
    """

    id: str
    request: str
    tools: NotRequired[list[dict[str, Any]]]
    toolbox: NotRequired[str]
    calls: list[dict[str, Any]]
    tags: list[str]
    asks: NotRequired[dict[str, Any]]
    family: NotRequired[str]


class BadSource(Exception):
    """Ends a builder with one sentence: the source cannot be read, or a broken part of it is refused."""


class Problems:
    """Broken parts of a source, named by place. With `strict` the first one ends the builder."""

    def __init__(self, strict: bool) -> None:
        self._strict = strict
        self.told: list[str] = []

    def add(self, place: str, error: Exception | str) -> None:
        """@raises BadSource when strict"""
        sentence = f"{place}: {error}"
        if self._strict:
            raise BadSource(sentence)
        self.told.append(sentence)

    def tell(self) -> None:
        """Prints the first ones to stderr."""
        for sentence in self.told[:TOLD]:
            sys.stderr.write(f"left out: {sentence}\n")
        if len(self.told) > TOLD:
            sys.stderr.write(f"left out: {len(self.told) - TOLD} more\n")


def read_text(path: Path) -> str:
    """@raises BadSource"""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSource(f"{path} cannot be read: {error}.") from error


def read_jsonl(path: Path, problems: Problems) -> list[tuple[int, Any]]:
    """Every JSON line with its number; a line that is no JSON goes to `problems`. @raises BadSource"""
    found: list[tuple[int, Any]] = []
    # Not splitlines: JSON strings may hold U+2028 and the like as they are.
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append((number, json.loads(line)))
        except (ValueError, RecursionError) as error:
            problems.add(f"{path}:{number}", f"no JSON: {error}")
    return found


def read_rows(path: Path, problems: Problems) -> list[Row]:
    """The rows of a file; those that `check_row` refuses go to `problems`. @raises BadSource"""
    rows: list[Row] = []
    for number, line in read_jsonl(path, problems):
        try:
            rows.append(check_row(line))
        except ValueError as error:
            problems.add(f"{path}:{number}", error)
    return rows


def check_row(line: Any) -> Row:
    """@raises ValueError that says what is wrong with the row, an unknown tool in a gold call too"""
    if not isinstance(line, dict) or not isinstance(line.get("request"), str) or not line["request"].strip():
        raise ValueError("a row is an object with a request")
    calls, tags, tools = line.get("calls"), line.get("tags", []), line.get("tools")
    if not isinstance(calls, list) or not isinstance(tags, list):
        raise ValueError('"calls" and "tags" are lists')
    for call in calls:
        if (
            not isinstance(call, dict)
            or not isinstance(call.get("name"), str)
            or not isinstance(call.get("arguments"), dict)
        ):
            raise ValueError("a call is {name, arguments}")
    if tools is not None:
        if not isinstance(tools, list) or not all(
            isinstance(tool, dict)
            and isinstance(tool.get("name"), str)
            and isinstance(tool.get("inputSchema", {}), dict)
            for tool in tools
        ):
            raise ValueError('"tools" is a list of {name, description, inputSchema}')
        for call in calls:
            if all(tool["name"] != call["name"] for tool in tools):
                raise BadGold(f'the call names the tool "{call["name"]}", which is not offered')
    return cast("Row", {"id": "", **line, "tags": tags})


def checked(row: Row) -> Row:
    """A row that a builder has made. @raises BadGold"""
    for call in row["calls"]:
        check_call(call, row.get("tools", []))
    asks = row.get("asks")
    if asks and all(tool["name"] != asks["tool"] for tool in row.get("tools", [])):
        raise BadGold(f'the row asks for a value of the tool "{asks["tool"]}", which is not offered')
    return row


def write_rows(path: Path, rows: Iterable[Row]) -> int:
    """All of the file, or none of it; gives the number of rows. @raises BadSource when it cannot be written"""
    return write_text(path, (as_line(row) for row in rows))


def write_text(path: Path, pieces: Iterable[str]) -> int:
    """All of the file, or none of it; gives the number of pieces. @raises BadSource when it cannot be written"""
    part = path.with_name(f"{path.name}.part")
    count = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as file:
            for piece in pieces:
                file.write(piece)
                count += 1
        os.replace(part, path)
    except OSError as error:
        raise BadSource(
            f"{path} cannot be written: {error}. Free some space or name another file with --out."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
    return count


def as_line(row: Row) -> str:
    """One line for any reader: characters that some take for line breaks are escaped."""
    text = json.dumps(row, ensure_ascii=False)
    return "".join(f"\\u{ord(sign):04x}" if sign in "\x85\u2028\u2029" else sign for sign in text) + "\n"


def add_options(parser: argparse.ArgumentParser) -> None:
    """--seed, --count, --out, --strict: the same for every builder."""
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same rows")
    parser.add_argument("--count", type=int, help="at most so many rows; all that there are without it")
    parser.add_argument("--out", type=Path, required=True, help="JSONL file to write")
    parser.add_argument("--strict", action="store_true", help="end at the first broken part instead of leaving it out")


def build(make: Callable[[Problems], Iterable[Row]], arguments: argparse.Namespace) -> int:
    """Writes what `make` gives and tells what was left out: 0, or 1 with one sentence on stderr and nothing written."""
    problems = Problems(arguments.strict)
    try:
        count = write_rows(arguments.out, make(problems))
    except BadSource as error:
        sys.stderr.write(f"{error}\n")
        return 1
    problems.tell()
    left_out = f", {len(problems.told)} left out" if problems.told else ""
    print(f"{count} rows in {arguments.out}{left_out}")
    return 0
