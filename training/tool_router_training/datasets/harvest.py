"""Rows of the tool calls in a project's test files, with the project's other tools as distractors, and negatives.

Run as: python -m tool_router_training.datasets.harvest tests/ --tools tools.json --seed 1 --count 2000 --out rows.jsonl

A call stands in a test as <tool_call>{"name": …}</tool_call>, as an OpenAI tool call, or in Python as call_tool("name", {…}),
name(argument=…) or name.fn(argument=…).
The request is the user message before it; where there is none, or it does not say the call's values, the call is said in words.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tool_router_training.datasets.asking import ask_for
from tool_router_training.datasets.call_phrases import say_call
from tool_router_training.datasets.call_sources import find_calls, list_tests
from tool_router_training.datasets.distractors import topic_words
from tool_router_training.datasets.found_calls import BrokenCall, FoundCall
from tool_router_training.datasets.gold import BadGold, check_call
from tool_router_training.datasets.rows import BadSource, Problems, Row, add_options, build, checked
from tool_router_training.datasets.said_values import leaves, unsaid
from tool_router_training.datasets.tool_list import Tool, read_tool_list
from tool_router_training.declared.tool_banks import read_lines

TRIES_A_ROW = 20


class Harvest:
    """The project's calls and tools, and the rows drawn from them."""

    def __init__(self, tools: Sequence[Tool], rng: random.Random, most_tools: int) -> None:
        self.tools = {tool["name"]: tool for tool in tools}
        self._calls: dict[str, list[dict[str, Any]]] = {}
        self._rng = rng
        self._most = max(1, most_tools)
        self._nothings = read_lines("none.txt")
        self.said: list[Row] = []

    def add(self, found: FoundCall) -> None:
        """@raises BadGold when the call does not fit the tools"""
        call = {"name": found.name, "arguments": found.arguments}
        check_call(call, [*self.tools.values()])
        known = self._calls.setdefault(found.name, [])
        if call not in known:
            known.append(call)
        if found.request and self._asks_for(found.request, call):
            self.said.append(self._row(found.request.strip(), call, ["call"]))

    def _asks_for(self, request: str, call: dict[str, Any]) -> bool:
        """Tests say "hello" to call anything: a request says the call's values, or without any what the tool is about."""
        if next(leaves(call["arguments"]), None) is not None:
            return not unsaid(call["arguments"], request)
        tool = self.tools[call["name"]]
        return bool((topic_words(tool["name"]) | topic_words(tool["description"])) & topic_words(request))

    def draw(self) -> Row | None:
        """A call in words, or one time in five a negative; None when the draw came to nothing."""
        # A tool first: one that the tests call a hundred times is not asked for a hundred times as often.
        call = self._rng.choice(self._calls[self._rng.choice(sorted(self._calls))])
        tool = self.tools[call["name"]]
        roll = self._rng.random()
        if roll < 0.07:
            required = tool["inputSchema"].get("required", [])
            asks = ask_for(call, tool, {self._rng.choice(required)}) if required else None
            request = say_call(call, tool, self._rng, without=asks["missing"]) if asks else None
            return {**self._row(request, call, ["ask", "synthesised"]), "asks": asks} if request and asks else None
        if roll < 0.14:
            return self._nothing(self._rng.choice(self._nothings), "none", set())
        request = say_call(call, tool, self._rng)
        if request and roll < 0.2:
            return self._nothing(request, "synthesised", {call["name"]})
        return self._row(request, call, ["call", "synthesised"]) if request else None

    def _row(self, request: str, call: dict[str, Any], tags: list[str]) -> Row:
        others = [tool for tool in self.tools.values() if tool["name"] != call["name"]]
        tools = [
            self.tools[call["name"]],
            *self._rng.sample(others, self._rng.randint(0, min(self._most - 1, len(others)))),
        ]
        self._rng.shuffle(tools)
        calls = [] if "ask" in tags else [call]
        return Row(id="", request=request, tools=tools, calls=calls, tags=tags, family=f"harvest:{call['name']}")

    def _nothing(self, request: str, tag: str, without: set[str]) -> Row | None:
        """Offered are tools that share no word with the request, nor with the tool that is left out."""
        near = topic_words(request).union(*(topic_words(name) for name in without))
        others = [tool for tool in self.tools.values() if tool["name"] not in without]
        far = [tool for tool in others if not (topic_words(tool["name"]) | topic_words(tool["description"])) & near]
        if not far:
            return None
        tools = self._rng.sample(far, self._rng.randint(1, min(self._most, len(far))))
        return Row(
            id="", request=request, tools=tools, calls=[], tags=sorted({"none", tag}), family=f"harvest:none:{request}"
        )


def harvest_rows(
    sources: Sequence[Path], tools: Path, problems: Problems, *, seed: int, count: int | None, most_tools: int
) -> Iterator[Row]:
    """First the requests that the tests spell out, then drawn ones, `count` different requests at most (by default ten a call). @raises BadSource"""
    harvest = Harvest(read_tool_list(tools, problems), random.Random(seed), most_tools)
    calls = 0
    for path in dict.fromkeys(path for source in sources for path in list_tests(source)):
        try:
            found = find_calls(path, harvest.tools)
        except BadSource as error:
            problems.add(str(path), error)
            continue
        for one in found:
            try:
                if isinstance(one, BrokenCall):
                    raise BadGold(one.why)
                harvest.add(one)
                calls += 1
            except BadGold as error:
                problems.add(f"{path}:{one.line}", error)
    if not calls:
        raise BadSource("The files hold no call to one of the tools.")
    yield from _different(harvest, 10 * calls if count is None else count)


def _different(harvest: Harvest, count: int) -> Iterator[Row]:
    seen: set[str] = set()
    drawn = (harvest.draw() for _ in range(count * TRIES_A_ROW))
    for row in itertools.chain(harvest.said, drawn):
        if len(seen) == count:
            return
        if row and row["request"] not in seen:
            seen.add(row["request"])
            row["id"] = f"harvest-{len(seen)}"
            yield checked(row)


def main() -> int:
    """0 when written; 1 with one sentence on stderr."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path, nargs="+", help="folders of tests, or files")
    parser.add_argument("--tools", type=Path, required=True, help="the project's tools: an MCP or OpenAI list as JSON")
    parser.add_argument("--most-tools", type=int, default=8, help="tools that a row offers at most")
    add_options(parser)
    told = parser.parse_args()

    def make(problems: Problems) -> Iterator[Row]:
        return harvest_rows(
            told.sources, told.tools, problems, seed=told.seed, count=told.count, most_tools=told.most_tools
        )

    return build(make, told)


if __name__ == "__main__":
    sys.exit(main())
