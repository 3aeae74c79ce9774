"""Rows of the Glaive function-calling v2 chats, each with distractors from other chats.

Run as: python -m tool_router_training.datasets.glaive FILE --seed 1 --count 20000 --out rows.jsonl
FILE is a local .json or .jsonl file, or a data set of the hub: glaiveai/glaive-function-calling-v2 (HF_ENDPOINT is honoured).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tool_router_training.datasets.distractors import Distractors
from tool_router_training.datasets.glaive_rows import rows_of
from tool_router_training.datasets.hub_file import find_dataset
from tool_router_training.datasets.rows import Problems, Row, add_options, build
from tool_router_training.datasets.samples import read_samples

LONGEST = 600
"""Characters of a request: longer ones hold a text to work on."""


def glaive_rows(path: Path, problems: Problems, *, seed: int, count: int | None, distractors: int) -> Iterator[Row]:
    """Rows in the order of the file, `count` of them drawn by `seed`. @raises BadSource"""
    made = list(_different(path, problems))
    rng = random.Random(seed)
    pool = Distractors(tool for row in made for tool in row["tools"])
    kept = range(len(made)) if count is None else sorted(rng.sample(range(len(made)), min(count, len(made))))
    for index in kept:
        row = made[index]
        row["tools"] = pool.beside(row["tools"], row["request"], bool(row["calls"]), distractors, rng)
        yield row


def _different(path: Path, problems: Problems) -> Iterator[Any]:
    """One row of each request."""
    seen: set[str] = set()
    for line, sample in read_samples(path, problems):
        try:
            rows = list(rows_of(sample))
        except ValueError as error:  # BadSample, BadGold
            problems.add(f"{path}:{line}", error)
            continue
        for number, row in enumerate(rows, 1):
            if row["request"] not in seen and len(row["request"]) <= LONGEST:
                seen.add(row["request"])
                names = sorted(tool["name"] for tool in row["tools"])
                yield {"id": f"glaive-{line}-{number}", **row, "family": f"glaive:{'+'.join(names)}"}


def main() -> int:
    """0 when written; 1 with one sentence on stderr."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="a .json or .jsonl file, or the id of a hub data set")
    parser.add_argument("--file", help="which file of the hub data set, where it holds several")
    parser.add_argument("--distractors", type=int, default=4, help="at most so many tools of other chats in a row")
    add_options(parser)
    told = parser.parse_args()

    def make(problems: Problems) -> Iterator[Row]:
        path = find_dataset(told.source, told.file)
        return glaive_rows(path, problems, seed=told.seed, count=told.count, distractors=told.distractors)

    return build(make, told)


if __name__ == "__main__":
    sys.exit(main())
