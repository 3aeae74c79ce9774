"""Reads the tables of a Markdown text, each line with its number."""

from __future__ import annotations

import re
from typing import NamedTuple

_FENCE = re.compile(r"\s*(```|~~~)")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_BAR = re.compile(r"(?<!\\)\|")


class Line(NamedTuple):
    number: int
    cells: list[str]


class Table(NamedTuple):
    titles: list[str]
    lines: list[Line]


def read_tables(text: str) -> list[Table]:
    """Tables outside of code blocks, as GitHub reads them: a line of titles, a rule of dashes, lines up to one without a bar."""
    tables: list[Table] = []
    lines = text.split("\n")
    fence = ""
    open_table: Table | None = None
    for index, line in enumerate(lines):
        if found := _FENCE.match(line):
            fence = "" if fence == found.group(1) else fence or found.group(1)
        if fence or "|" not in line:
            open_table = None
        elif open_table is None:
            following = lines[index + 1] if index + 1 < len(lines) else ""
            if "-" in following and "|" in following and _RULE.match(following):
                open_table = Table(_cells(line), [])
                tables.append(open_table)
        elif not (_RULE.match(line) and not open_table.lines):
            open_table.lines.append(Line(index + 1, _cells(line)))
    return tables


def _cells(line: str) -> list[str]:
    inner = re.sub(r"(?<!\\)\|$", "", line.strip().removeprefix("|"))
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(inner)]
