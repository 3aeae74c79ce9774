"""Endless requests to the Kiwi tools with their gold calls, drawn from the phrase banks.

Run as: python -m tool_router_training.datasets.kiwi --seed 1 --count 1000 --out rows.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tool_router_training.banks import FOLDER, BankTable, Split, Template, kind_of, read_banks, warn
from tool_router_training.filling import Filler
from tool_router_training.lexicon import Lexicon
from tool_router_training.noise import roughen
from tool_router_training.phrases import PhraseError, Slot, expand
from tool_router_training.pools import Pools
from tool_router_training.settings import Value, read_value
from tool_router_training.weighted import Weighted

SHARES: dict[str, float] = {
    "search": 0.36,
    "load": 0.14,
    "run": 0.155,
    "create": 0.06,
    "update": 0.04,
    "delete": 0.04,
    "publish": 0.03,
    "help": 0.02,
    "none": 0.12,
    "ask": 0.04,
}
PSEUDO_TOOLS = {"none": "no_tool", "ask": "ask_user"}
LONGEST = 300


@dataclass(slots=True)
class Row:
    """One example. `typed` maps a copied argument (dotted below `parameters`) to the text it was copied from."""

    request: str
    calls: list[dict[str, Any]]
    tags: list[str]
    family: str
    typed: dict[str, str]


def generate(seed: int, split: Split = "train", banks: Path = FOLDER) -> Iterator[Row]:
    """Rows without end, the same for the same seed and banks. Broken bank lines are told and left out."""
    lexicon = Lexicon()
    problems: list[PhraseError] = []
    sections = read_banks(banks, lexicon.word_slots, problems)
    warn(problems)
    table = BankTable(sections, split)
    filler = Filler(lexicon, Pools())
    kinds = Weighted((kind, share) for kind, share in SHARES.items() if kind in table.kinds)
    rng = random.Random(seed)
    while True:
        row = draw_row(table.draw(kinds.pick(rng), rng), filler, rng)
        if len(row.request) <= LONGEST:
            yield row


def draw_row(template: Template, filler: Filler, rng: random.Random) -> Row:
    """One row of a template."""
    phrase, section, binding = template
    parts: list[str | Slot] = []
    expand(phrase.nodes, rng, parts)
    filled = filler.fill(parts, binding, rng)
    request = roughen(filled.pieces, rng)
    for argument, typed in filled.typed.items():
        assert typed in request, f"{phrase.family}: {argument} {typed!r} is not in {request!r}"
    fixed: dict[str, Value] = {key: value for key, value in section.fixed.items() if not isinstance(value, Slot)}
    name = PSEUDO_TOOLS.get(section.head, section.head)
    arguments = _gold(section.head, fixed, filled.arguments)
    return Row(request, [{"name": name, "arguments": arguments}], [kind_of(section)], phrase.family, filled.typed)


def _gold(head: str, fixed: dict[str, Value], said: dict[str, Value]) -> dict[str, Any]:
    if head == "none":
        return {}
    flat: dict[str, Value] = {}
    for key, value in fixed.items():
        if head == "ask" and key not in ("tool", "missing"):
            key = f"known.{key}"
        flat[key] = read_value(value) if isinstance(value, str) and "version" not in key else value
    flat.update(said)
    if head in ("search", "load", "execute"):
        flat.setdefault("item_type", "script")
    if head == "load":
        flat.setdefault("source", "project")
    if flat.get("source") == "local":
        del flat["source"]
    return _nest(flat)


def _nest(flat: dict[str, Value]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for key, value in flat.items():
        outer, dot, inner = key.partition(".")
        if dot:
            nested.setdefault(outer, {})[inner] = value
        else:
            nested[key] = value
    return nested


def main() -> None:
    """Write rows, or count kinds and families, or check the banks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--split", choices=("train", "valid", "all"), default="train")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--stats", action="store_true", help="count kinds and families instead of writing rows")
    parser.add_argument("--check", action="store_true", help="list what is wrong in the banks, and end")
    arguments = parser.parse_args()
    if arguments.check:
        problems: list[PhraseError] = []
        read_banks(FOLDER, Lexicon().word_slots, problems)
        warn(problems)
        sys.exit(1 if problems else 0)
    rows = generate(arguments.seed, arguments.split)
    drawn = (next(rows) for _ in range(arguments.count))
    if arguments.stats:
        _print_stats(list(drawn))
        return
    lines = (json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in drawn)
    if arguments.out:
        with arguments.out.open("w", encoding="utf-8") as file:
            file.writelines(lines)
    else:
        sys.stdout.writelines(lines)


def _print_stats(rows: list[Row]) -> None:
    kinds = Counter(row.tags[0] for row in rows)
    banks = Counter(row.family.partition(":")[0] for row in rows)
    for counter in (kinds, banks):
        for name, count in counter.most_common():
            print(f"{name:24}{count:8}{count / len(rows):8.1%}")
    print(
        f"{len({row.family for row in rows})} families, {len({row.request for row in rows})} different requests of {len(rows)}"
    )


if __name__ == "__main__":
    main()
