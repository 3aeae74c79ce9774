"""Requests to the Kiwi tools about the items of one workspace, in the format of evaluation files.

Run as: python -m tool_router_training.datasets.workspace_items items.json --seed 1 --count 2000 --out rows.jsonl

`items.json` lists ids by type: {"directive": [...], "script": [...], "knowledge": [...]}.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tool_router_training.banks import FOLDER, BankTable, read_banks, warn
from tool_router_training.datasets.kiwi import LONGEST, Row, draw_row
from tool_router_training.datasets.kiwi_rows import as_evaluation_row, write_lines
from tool_router_training.filling import Filler
from tool_router_training.lexicon import Lexicon
from tool_router_training.phrases import PhraseError
from tool_router_training.pools import Pools
from tool_router_training.weighted import Weighted

TYPES = ("directive", "script", "knowledge")
KINDS: dict[str, float] = {"load": 0.35, "run": 0.4, "update": 0.1, "delete": 0.08, "publish": 0.07}
NEIGHBOURS = 20
"""Ids of each type that a row knows beside its own."""
DRAWS_A_ROW = 20
"""At most so many draws for each row that is wanted: a few items can be asked for in only so many ways."""


class WorkspaceIds:
    """Draws ids of the workspace, in place of invented ones."""

    def __init__(self, ids: list[str]) -> None:
        self._ids = ids

    def draw(self, rng: random.Random, clear: bool) -> str:
        return rng.choice(self._ids)

    def spoken(self, rng: random.Random) -> str:
        return rng.choice(self._ids).replace("_", " ")


def read_items(path: Path) -> dict[str, list[str]]:
    """@raises ValueError that says what is wrong with the file."""
    try:
        items = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"The items in {path} cannot be read: {error}.") from error
    if not isinstance(items, dict) or not all(
        isinstance(items.get(kind, []), list) and all(isinstance(one, str) and one for one in items.get(kind, []))
        for kind in TYPES
    ):
        raise ValueError(f"{path} does not list ids by type: directive, script, knowledge.")
    found = {kind: sorted(set(items.get(kind, []))) for kind in TYPES}
    if not any(found.values()):
        raise ValueError("The workspace has no items to train on. Create some, or train on something else.")
    return found


def generate_about(items: dict[str, list[str]], seed: int, draws: int) -> Iterator[Row]:
    """Rows whose item is one of the workspace, of the type that the request says; at most one a draw."""
    lexicon = Lexicon()
    problems: list[PhraseError] = []
    table = BankTable(read_banks(FOLDER, lexicon.word_slots, problems), "train")
    warn(problems)
    pools = Pools()
    setattr(pools, "ids", WorkspaceIds([one for kind in TYPES for one in items[kind]]))  # noqa: B010
    filler = Filler(lexicon, pools)
    kinds = Weighted((kind, share) for kind, share in KINDS.items() if kind in table.kinds)
    rng = random.Random(seed)
    for _ in range(draws):
        row = draw_row(table.draw(kinds.pick(rng), rng), filler, rng)
        arguments = row.calls[0]["arguments"]
        if len(row.request) <= LONGEST and arguments.get("item_id") in items.get(arguments.get("item_type", ""), []):
            yield row


def catalogue_of(items: dict[str, list[str]], row: Row, rng: random.Random) -> dict[str, list[str]]:
    """The row's item among some others, as the person's own workspace would have it."""
    arguments = row.calls[0]["arguments"]
    return {
        kind: sorted(
            {*rng.sample(ids, min(len(ids), NEIGHBOURS)), *([arguments["item_id"]] * (arguments["item_type"] == kind))}
        )
        for kind, ids in items.items()
    }


def main() -> int:
    """0 when written; 1 with one sentence on stderr."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("items", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    try:
        items = read_items(arguments.items)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    rng = random.Random(arguments.seed)
    for number, row in enumerate(generate_about(items, arguments.seed, arguments.count * DRAWS_A_ROW), 1):
        if row.request in seen:
            continue
        seen.add(row.request)
        catalogue = catalogue_of(items, row, rng)
        rows.append({**as_evaluation_row(row, number), "catalogue": catalogue, "family": row.family})
        if len(rows) == arguments.count:
            break
    write_lines(arguments.out, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
