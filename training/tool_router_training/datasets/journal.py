"""Rows of the extension's journal: what the person corrected, and the calls that they accepted.

Run as: python -m tool_router_training.datasets.journal journal.jsonl --seed 1 --count 2000 --out rows.jsonl

Each request gives one row, of the last word on it: a correction, or a call that ran well. Declined, it gives none.
A call that ran without being asked about does not undo an earlier correction.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from tool_router_training.datasets.gold import BadGold, check_call
from tool_router_training.datasets.kiwi_toolbox import kiwi_call
from tool_router_training.datasets.rows import Problems, Row, add_options, build, read_jsonl
from tool_router_training.datasets.tool_list import Tool, add_tools_option, told_tools

DECISIONS = ("call", "ask", "none")


class NoEntry(ValueError):
    """Says why a line is no entry of the journal."""


class Word(NamedTuple):
    """What the person said, or let happen, about a request."""

    time: datetime
    request: str
    said: Literal["corrected", "accepted", "declined"]
    """`call` is what they want; nothing when declined."""
    call: dict[str, Any] | None
    asked: bool
    """Nobody was asked about a call that the policy let run at once."""
    place: str


def read_word(entry: Any, place: str) -> Word | None:
    """The word that an entry holds; None when it tells nothing of the right call. @raises NoEntry"""
    if not isinstance(entry, dict) or not isinstance(entry.get("request"), str) or not entry["request"].strip():
        raise NoEntry("an entry is an object with a request")
    if entry.get("decision") not in DECISIONS:
        raise NoEntry(f'"decision" is one of {", ".join(DECISIONS)}')
    call, corrected = _call_in(entry, "call"), _call_in(entry, "corrected")
    time, asked = _time_of(entry), entry.get("verdict") != "run"
    outcome = entry.get("outcome")
    if outcome == "declined":
        return Word(time, entry["request"], "declined", None, asked, place)
    if corrected:
        return Word(time, entry["request"], "corrected", corrected, True, place)
    if call and outcome == "ok":
        return Word(time, entry["request"], "accepted", call, asked, place)
    return None


def _time_of(entry: dict[str, Any]) -> datetime:
    try:
        time = datetime.fromisoformat(entry["time"])
    except (KeyError, TypeError, ValueError) as error:
        raise NoEntry('"time" is an ISO 8601 time') from error
    if time.tzinfo is None:
        raise NoEntry('"time" says no time zone')
    return time


def _call_in(entry: dict[str, Any], key: str) -> dict[str, Any] | None:
    call = entry.get(key)
    if call is None:
        return None
    if not isinstance(call, dict) or not isinstance(call.get("name"), str):
        raise NoEntry(f'"{key}" is a call: {{name, arguments}}')
    if not isinstance(call.get("arguments", {}), dict):
        raise NoEntry(f'the arguments of "{key}" are an object')
    return {"name": call["name"], "arguments": call.get("arguments", {})}


def last_words(words: Iterable[Word]) -> list[Word]:
    """One a request, in the order of time; case and spaces make no other request."""
    last: dict[str, Word] = {}
    for word in sorted(words, key=lambda one: one.time):
        key = " ".join(word.request.casefold().split())
        before = last.get(key)
        if before and before.said == "corrected" and word.said == "accepted" and not word.asked:
            continue
        last.pop(key, None)
        last[key] = word
    return list(last.values())


def journal_rows(
    paths: Sequence[Path], tools: Sequence[Tool], problems: Problems, *, seed: int, count: int | None
) -> Iterator[Row]:
    """Rows in the order of time; of more than `count`, corrections come before accepted calls. Without `tools`: the built-in ones. @raises BadSource"""
    words: list[Word] = []
    for path in paths:
        for line, entry in read_jsonl(path, problems):
            try:
                if word := read_word(entry, f"{path}:{line}"):
                    words.append(word)
            except NoEntry as error:
                problems.add(f"{path}:{line}", error)
    rows: list[Row] = []
    for number, word in enumerate(last_words(words), 1):
        if word.call is None:
            continue
        try:
            rows.append(_row(word, word.call, tools, number))
        except BadGold as error:
            problems.add(word.place, error)
    yield from rows if count is None else _drawn(rows, count, random.Random(seed))


def _row(word: Word, call: dict[str, Any], tools: Sequence[Tool], number: int) -> Row:
    row = Row(
        id=f"journal-{number}", request=word.request.strip(), calls=[call], tags=["call", "hand_written", word.said]
    )
    if tools:
        check_call(call, tools)
        row["tools"] = list(tools)
    else:
        row["calls"] = [kiwi_call(call["name"], call["arguments"])]
        row["toolbox"] = "kiwi"
    return row


def _drawn(rows: list[Row], count: int, rng: random.Random) -> list[Row]:
    order = list(range(len(rows)))
    rng.shuffle(order)
    order.sort(key=lambda index: "corrected" not in rows[index]["tags"])
    return [rows[index] for index in sorted(order[: max(0, count)])]


def main() -> int:
    """0 when written; 1 with one sentence on stderr."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("journals", type=Path, nargs="+")
    add_tools_option(parser)
    add_options(parser)
    told = parser.parse_args()

    def make(problems: Problems) -> Iterator[Row]:
        tools = told_tools(told, problems)
        return journal_rows(told.journals, tools, problems, seed=told.seed, count=told.count)

    return build(make, told)


if __name__ == "__main__":
    sys.exit(main())
