"""Finds rows that give a test set away: the same request, nearly the same one, or an item that the test set asks for by name.

Run as: python -m tool_router_training.datasets.leaks rows.jsonl --against eval/ --drop clean.jsonl

Ends with 1 and names the lines when something leaks; with --drop it writes the other rows and ends with 0. 2: could not be checked.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tool_router_training.datasets.eval_sets import KeptRequest, item_names, read_eval_sets
from tool_router_training.datasets.rows import (
    BadSource,
    Problems,
    Row,
    check_row,
    read_jsonl,
    write_rows,
)
from tool_router_training.datasets.said_values import plain_words

NEAR = 0.8
"""Jaccard similarity of the word shingles, from which on requests are nearly the same."""
SHINGLE = 3
LEAKS, UNCHECKED = 1, 2


class Leak(NamedTuple):
    line: int
    why: str


class KeptRequests:
    """The requests that must not be trained on, found by their words."""

    def __init__(self, requests: list[KeptRequest], names: bool) -> None:
        self._exact: dict[str, KeptRequest] = {}
        self._near: list[tuple[KeptRequest, frozenset[tuple[str, ...]]]] = []
        self._by_shingle: dict[tuple[str, ...], list[int]] = {}
        self._names: dict[str, KeptRequest] = {}
        for one in requests:
            said = plain_words(one.request)
            if said not in self._exact:
                self._exact[said] = one
                self._near.append((one, shingles(one.request)))
                for shingle in self._near[-1][1]:
                    self._by_shingle.setdefault(shingle, []).append(len(self._near) - 1)
            for name in one.names if names else ():
                self._names.setdefault(name, one)

    def why_leaked(self, row: Row) -> str | None:
        """One sentence; None when the row gives nothing away."""
        if same := self._exact.get(plain_words(row["request"])):
            return f'the same request as {same.place} "{same.request}"'
        if near := self._nearest(row["request"]):
            return f'nearly the request of {near.place} "{near.request}"'
        for name in sorted(item_names(row["calls"])):
            if shared := self._names.get(name):
                return f'the item "{name}" is asked for in {shared.place}'
        return None

    def _nearest(self, request: str) -> KeptRequest | None:
        own = shingles(request)
        shared: dict[int, int] = {}
        for shingle in own:
            for index in self._by_shingle.get(shingle, ()):
                shared[index] = shared.get(index, 0) + 1
        best: tuple[float, int] | None = None
        for index, count in shared.items():
            similarity = count / (len(own) + len(self._near[index][1]) - count)
            if similarity >= NEAR and (best is None or (similarity, -index) > (best[0], -best[1])):
                best = (similarity, index)
        return self._near[best[1]][0] if best else None


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Runs of three words; of shorter requests all of the words are one."""
    words = plain_words(text).split() or text.split()
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)))


def find_leaks(rows: Path, sets: KeptRequests, problems: Problems) -> Iterator[tuple[Row, Leak | None]]:
    """Every row, with what it gives away. @raises BadSource"""
    for number, line in read_jsonl(rows, problems):
        try:
            row = check_row(line)
        except ValueError as error:
            problems.add(f"{rows}:{number}", error)
            continue
        why = sets.why_leaked(row)
        yield row, Leak(number, why) if why else None


def main() -> int:
    """0 when nothing leaks, or what leaks is dropped; 1 when something does; 2 with one sentence on stderr."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument(
        "--against",
        type=Path,
        action="append",
        required=True,
        help="a folder of test sets, or one file; again for more",
    )
    parser.add_argument("--drop", type=Path, help="JSONL file to write: the rows that give nothing away")
    parser.add_argument("--allow-shared-names", action="store_true", help="an item's name alone is no leak")
    parser.add_argument("--strict", action="store_true", help="end at the first broken row instead of leaving it out")
    told = parser.parse_args()
    problems = Problems(told.strict)
    try:
        sets = KeptRequests(read_eval_sets(told.against, told.rows, problems), names=not told.allow_shared_names)
        judged = list(find_leaks(told.rows, sets, problems))
        if told.drop:
            write_rows(told.drop, (row for row, leak in judged if leak is None))
    except BadSource as error:
        sys.stderr.write(f"{error}\n")
        return UNCHECKED
    problems.tell()
    found = [leak for _, leak in judged if leak]
    for leak in found:
        print(f"{told.rows}:{leak.line}: {leak.why}")
    dropped = f", the others are in {told.drop}" if told.drop else ""
    print(f"{len(found)} of {len(judged)} rows leak{dropped}")
    return LEAKS if found and not told.drop else 0


if __name__ == "__main__":
    sys.exit(main())
