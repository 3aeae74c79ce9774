"""Rows of the dispatch table in an agent file: what a person says | what is called.

Run as: python -m tool_router_training.datasets.dispatch_table AGENTS.md --seed 1 --count 2000 --out rows.jsonl

| User says          | Call this | With these parameters               |
| `run directive X`  | `execute` | `item_type="directive", action="run", item_id=X` |

Titles are read loosely. X, <name> and {name} are placeholders: names of the workspace's items where .ai/ lies beside the
file, else invented ones. The tools are the built-in ones, or those of --tools.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tool_router_training.datasets.dispatch_cells import BadLine
from tool_router_training.datasets.dispatch_lines import Hole, Said, find_columns, read_line
from tool_router_training.datasets.dispatch_phrases import say_line
from tool_router_training.datasets.dispatch_values import Values, find_items
from tool_router_training.datasets.gold import BadGold, check_call
from tool_router_training.datasets.kiwi_toolbox import kiwi_call, kiwi_tools
from tool_router_training.datasets.markdown_tables import read_tables
from tool_router_training.datasets.rows import BadSource, Problems, Row, add_options, build, read_text
from tool_router_training.datasets.tool_list import Tool, add_tools_option, told_tools

ROWS_A_LINE = 40
TRIES_A_ROW = 20
MOST_TOOLS = 8


class DispatchRows:
    """Draws rows of the lines that a table has."""

    def __init__(self, own_tools: Sequence[Tool], items: Mapping[str, Sequence[str]], rng: random.Random) -> None:
        self._kiwi = not own_tools
        self.tools = {tool["name"]: tool for tool in own_tools or kiwi_tools()}
        self._values = Values(items)
        self._rng = rng
        self._lines: list[Said] = []

    def read(self, path: Path, problems: Problems) -> int:
        """Lines that can be said; broken ones go to `problems`. @raises BadSource"""
        tables = [(table, columns) for table in read_tables(read_text(path)) if (columns := find_columns(table))]
        if not tables:
            raise BadSource(f'{path} holds no dispatch table: one with titles such as "User says" and "Call this".')
        known: dict[tuple[str | Hole, ...], int] = {}
        for table, columns in tables:
            for line in table.lines:
                try:
                    for said in read_line(line, columns, [*self.tools.values()], self._kiwi):
                        before = known.setdefault(said.pieces, line.number)
                        if before != line.number:
                            raise BadLine(f"line {before} says the same")
                        self._call(said, self._values.fill(said, self.tools[said.tool], random.Random(0)).arguments)
                        self._lines.append(said)
                except (BadLine, BadGold) as error:
                    problems.add(f"{path}:{line.number}", error)
        return len(self._lines)

    def draw(self) -> Row:
        """Phrasings of one line with the same values are a family; a line without any is none, for else it might never be learned."""
        said = self._rng.choice(self._lines)
        filled = self._values.fill(said, self.tools[said.tool], self._rng)
        own = _first_word(said)
        taken = {_first_word(line) for line in self._lines} - {own}
        request = say_line(said, filled.said, taken, self._rng, kiwi=self._kiwi)
        row = Row(
            id="", request=request, calls=[self._call(said, filled.arguments)], tags=["call", "dispatch", "template"]
        )
        if self._kiwi:
            row["toolbox"] = "kiwi"
        else:
            row["tools"] = self._offered(said.tool)
        if filled.said:
            row["family"] = f"dispatch:{said.line}:{json.dumps(row['calls'][0]['arguments'], ensure_ascii=False)}"
        return row

    def _call(self, said: Said, arguments: dict[str, Any]) -> dict[str, Any]:
        """@raises BadGold"""
        if self._kiwi:
            return kiwi_call(said.tool, arguments)
        call = {"name": said.tool, "arguments": arguments}
        check_call(call, [*self.tools.values()])
        return call

    def _offered(self, name: str) -> list[Tool]:
        others = [tool for tool in self.tools.values() if tool["name"] != name]
        some = self._rng.sample(others, self._rng.randint(0, min(MOST_TOOLS - 1, len(others))))
        return self._rng.sample([self.tools[name], *some], len(some) + 1)


def _first_word(said: Said) -> str:
    first = said.pieces[0]
    return "" if isinstance(first, Hole) else first.split(" ")[0].lower()


def dispatch_rows(
    path: Path, tools: Sequence[Tool], problems: Problems, *, seed: int, count: int | None
) -> Iterator[Row]:
    """`count` different requests at most, by default forty a line of the table. Without `tools`: the built-in ones. @raises BadSource"""
    rows = DispatchRows(tools, find_items(path), random.Random(seed))
    lines = rows.read(path, problems)
    wanted = lines * ROWS_A_LINE if count is None else count
    seen: set[str] = set()
    for _ in range(wanted * TRIES_A_ROW if lines else 0):
        if len(seen) >= wanted:
            return
        row = rows.draw()
        if row["request"] not in seen:
            seen.add(row["request"])
            row["id"] = f"dispatch-{len(seen)}"
            yield row


def main() -> int:
    """0 when written; 1 with one sentence on stderr."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, help="Markdown file with the table")
    add_tools_option(parser)
    add_options(parser)
    told = parser.parse_args()

    def make(problems: Problems) -> Iterator[Row]:
        tools = told_tools(told, problems)
        return dispatch_rows(told.table, tools, problems, seed=told.seed, count=told.count)

    return build(make, told)


if __name__ == "__main__":
    sys.exit(main())
