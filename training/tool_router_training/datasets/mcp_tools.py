"""Rows made up from the tools of an MCP server: requests from their schemas, with near tools beside, questions back, and negatives.

Run as: python -m tool_router_training.datasets.mcp_tools tools.json --seed 1 --count 2000 --out rows.jsonl
or with a live server: python -m tool_router_training.datasets.mcp_tools --server "npx -y some-mcp-server" --out rows.jsonl
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tool_router_training.datasets.asking import ask_for
from tool_router_training.datasets.mcp_server import SECONDS, list_server_tools
from tool_router_training.datasets.near_tools import offer_beside, without_answers
from tool_router_training.datasets.rows import BadSource, Problems, Row, add_options, build, checked
from tool_router_training.datasets.schema_calls import Mention, Unsayable, draw_call, without_host
from tool_router_training.datasets.schema_requests import say_request
from tool_router_training.datasets.tool_list import Tool, check_tools, read_tool_list
from tool_router_training.declared.tool_banks import read_lines, read_tool_banks
from tool_router_training.declared.toolsets import Toolsets
from tool_router_training.noise import roughen
from tool_router_training.request_parts import Piece

ROWS_A_TOOL = 40
"""Without --count."""
TRIES_A_ROW = 20
TRIES_A_TOOL = 30
"""Draws before a tool counts as one that nobody can ask for."""
ASK_SHARE, NONE_SHARE = 0.1, 0.14


class Requests:
    """The tools that can be asked for, and the rows drawn from them."""

    def __init__(self, tools: Sequence[Tool], rng: random.Random, most_tools: int) -> None:
        self._tools = tools
        self._rng = rng
        self._most = max(1, most_tools)
        self._nothings = read_lines("none.txt")
        self._strangers = Toolsets(read_tool_banks(problems=[]), self._nothings, "train")

    def draw(self) -> Row | None:
        """A call, a request that lacks something, or one that no offered tool answers; None when the draw came to nothing."""
        roll = self._rng.random()
        if roll < NONE_SHARE:
            return self._nothing()
        tool = self._rng.choice(self._tools)
        try:
            arguments, mentions = draw_call(tool, self._rng)
        except Unsayable:
            return None
        call = {"name": tool["name"], "arguments": arguments}
        if roll < NONE_SHARE + ASK_SHARE:
            required = [name for name in tool["inputSchema"].get("required", []) if isinstance(name, str)]
            asks = ask_for(call, tool, {self._rng.choice(required)}) if required else None
            if asks is None:
                return None
            request = say_request(tool, [one for one in mentions if one.top != asks["missing"]], self._rng)
            return self._row(request, tool, "ask", mentions) | {"asks": asks} if request else None
        request = say_request(tool, mentions, self._rng)
        if request is None:
            return None
        if roll > 0.95:  # the same request where its tool is not offered
            return self._far(request, without_answers(self._tools, request, tool), "synthesised")
        row = self._row(request, tool, "call", mentions)
        row["calls"] = [call]
        return row

    def _row(self, request: str, tool: Tool, tag: str, mentions: Sequence[Mention]) -> Row:
        family = f"mcp:{tool['name']}:{wording(request, mentions)}"
        tools = offer_beside(tool, self._tools, self._most, self._rng)
        return Row(id="", request=request, tools=tools, calls=[], tags=[tag, "synthesised"], family=family)

    def _nothing(self) -> Row | None:
        """Small talk, or a request to tools of other domains."""
        if self._rng.random() < 0.5:
            line = self._rng.choice(self._nothings)
            return self._far(roughen([Piece(line, False)], self._rng), self._tools, "out-of-scope")
        asked = self._strangers.ask(self._strangers.draw(self._rng), self._rng)
        return self._far(asked.request, without_answers(self._tools, asked.request), "out-of-scope") if asked else None

    def _far(self, request: str, tools: Sequence[Tool], tag: str) -> Row | None:
        if not tools:
            return None
        offered = self._rng.sample(tools, self._rng.randint(1, min(self._most, len(tools))))
        return Row(
            id="",
            request=request,
            tools=offered,
            calls=[],
            tags=["none", tag],
            family=f"mcp:none:{wording(request, ())}",
        )


FILLING = (
    "please pls plz kindly could can would will you i we d ll need want like hey hi hello ok okay so thanks thank now right away asap "
    "quickly quick just"
)
FILLERS = frozenset(FILLING.split())
"""Words that make two requests of one wording look like two."""


def wording(request: str, mentions: Sequence[Mention]) -> str:
    """The request without values, politeness and haste: rows of one wording are held out together, and every tool has rows to learn from."""
    said = sorted((one.text for one in mentions if one.text), key=len, reverse=True)
    # A value is whole words: "in" must not be taken out of "moor in Berlin".
    without = re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, said))})(?!\w)", " ", request) if said else request
    return " ".join(word for word in re.findall(r"[^\W\d_]+", without.casefold()) if word not in FILLERS)


def mcp_rows(
    tools: Sequence[Tool], place: str, problems: Problems, *, seed: int, count: int | None, most_tools: int
) -> Iterator[Row]:
    """`count` different requests at most. @raises BadSource"""
    rng = random.Random(seed)
    visible = [{**tool, "inputSchema": without_host(tool["inputSchema"])} for tool in tools]
    askable = [tool for tool in visible if _can_be_asked(tool, place, problems)]
    if not askable:
        raise BadSource(f"{place} lists no tool that a person can ask for in a sentence.")
    requests = Requests(askable, rng, most_tools)
    wanted = ROWS_A_TOOL * len(askable) if count is None else count
    seen: set[str] = set()
    for _ in range(wanted * TRIES_A_ROW):
        if len(seen) == wanted:
            return
        row = requests.draw()
        if row and row["request"] and row["request"].casefold() not in seen:
            seen.add(row["request"].casefold())
            row["id"] = f"mcp-{len(seen)}"
            yield checked(row)


def _can_be_asked(tool: Tool, place: str, problems: Problems) -> bool:
    rng = random.Random(tool["name"])
    why = ""
    for _ in range(TRIES_A_TOOL):
        try:
            arguments, mentions = draw_call(tool, rng)
            checked(
                Row(id="", request="?", tools=[tool], calls=[{"name": tool["name"], "arguments": arguments}], tags=[])
            )
            if say_request(tool, mentions, rng):
                return True
            why = f"a request to {tool['name']} is too long"
        except ValueError as error:  # Unsayable, BadGold
            why = str(error)
    problems.add(f"{place}, tool {tool['name']}", why)
    return False


def main() -> int:
    """0 when written; 1 with one sentence on stderr."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, nargs="?", help="an MCP or OpenAI tool list as JSON")
    parser.add_argument("--server", help="command that starts an MCP server on stdio, in place of a file")
    parser.add_argument("--wait", type=float, default=SECONDS, help="seconds until a server is given up")
    parser.add_argument("--most-tools", type=int, default=8, help="tools that a row offers at most")
    add_options(parser)
    told = parser.parse_args()
    if (told.source is None) == (told.server is None):
        parser.error("name a file with tools, or a server with --server")

    def make(problems: Problems) -> Iterator[Row]:
        place = str(told.source or told.server)
        if told.server is None:
            tools = read_tool_list(told.source, problems)
        else:
            tools = check_tools(list_server_tools(told.server, told.wait), place, problems)
        return mcp_rows(tools, place, problems, seed=told.seed, count=told.count, most_tools=told.most_tools)

    return build(make, told)


if __name__ == "__main__":
    sys.exit(main())
