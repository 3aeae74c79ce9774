"""All that a run of router_tools reads: tools of the banks, toolboxes with requests, Kiwi's tools, a person's own rows."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tool_router_training.declared.kiwi_packs import kiwi_packs, kiwi_prefix
from tool_router_training.declared.own_packs import encode_own_rows, own_packs
from tool_router_training.declared.own_tool_rows import read_own_tool_rows
from tool_router_training.declared.pack import Pack, mixed, packs, prefix_text
from tool_router_training.declared.tool_banks import read_lines, read_tool_banks
from tool_router_training.declared.toolbox_packs import read_servers, toolbox_packs
from tool_router_training.declared.toolboxes import learnable, read_toolboxes
from tool_router_training.declared.toolsets import Toolsets
from tool_router_training.declared.vocabulary import CutVocabulary
from tool_router_training.phrases import PhraseError
from tool_router_training.progress import say

TOLD = 20
"""So many problems of a source are told."""


class Shares(NamedTuple):
    """Shares of steps: requests to Kiwi and to toolboxes, the rest to the banks' tools; `rows` of all of them are a person's own."""

    kiwi: float
    toolboxes: float
    rows: float


class Material:
    """Sources read once; what cannot be learned is told. Every eleventh tool and toolbox is held out."""

    def __init__(self, rows: Path | None) -> None:
        """@raises NotReady, BadSource"""
        problems: list[PhraseError] = []
        tools, nothings = read_tool_banks(problems=problems), read_lines("none.txt")
        self.known, self.unseen = Toolsets(tools, nothings, "train"), Toolsets(tools, nothings, "valid")
        self.boxes, self.unseen_boxes = learnable(read_toolboxes("train")), learnable(read_toolboxes("valid"))
        self.rows = rows
        self.mine = read_own_tool_rows(rows) if rows else None
        _tell(map(str, problems))
        say(
            f"{len(self.known.all)} tools of {len(self.known.domains)} domains to train on, {len(self.unseen.all)} held out, {len(problems)} bank lines left out"
        )
        say(f"{len(self.boxes.rows)} requests to {len(self.boxes.declarations)} tools of toolboxes, {len(self.unseen_boxes.rows)} held out")  # fmt: skip

    def texts(self, rng: random.Random, sets: int) -> Iterator[str]:
        """All that a vocabulary for it must be able to write; of the banks, `sets` sets of tools."""
        yield kiwi_prefix()
        for offered in [self.known.draw(rng) for _ in range(sets)]:
            yield prefix_text(offered)
            yield from (f" {row.request}" for _ in range(4) if (row := self.known.ask(offered, rng)))
        yield from self.boxes.texts()
        yield from self.mine.texts() if self.mine else ()

    def described(self) -> str:
        """For the card."""
        made = f"generated from training/banks/tools ({len(self.known.all)} tools) and from the Kiwi banks, {len(self.boxes.rows)} requests of training/toolboxes"
        return f"{made}, and {len(self.mine.rows)} own rows" if self.mine else made


class Feed:
    """The material as packs of token ids."""

    def __init__(self, material: Material, vocabulary: CutVocabulary, requests: int) -> None:
        """`requests` a step. Own rows that are too long are told and left out. @raises NotReady when none is left"""
        self._material, self._vocabulary, self._requests = material, vocabulary, requests
        self._servers = read_servers(material.boxes, vocabulary)
        _tell(material.boxes.problems)
        mine = material.mine
        self._examples = encode_own_rows(mine, vocabulary, material.rows) if mine and material.rows else []
        if mine:
            _tell(mine.problems)
            say(f"{len(mine.rows)} own rows to {len(mine.declarations)} tools, {len(mine.problems)} left out")

    def packs(self, shares: Shares, seed: int) -> Iterator[Pack]:
        """Endless packs, the same for the same seed."""
        material, vocabulary, requests = self._material, self._vocabulary, self._requests
        feeds = [
            packs(material.known, vocabulary, requests, seed),
            # Its declarations are always the same, so that more requests behind them cost little.
            kiwi_packs(vocabulary, 2 * requests, seed),
            toolbox_packs(material.boxes, self._servers, vocabulary, requests, seed),
        ]
        both = mixed(feeds, (1 - shares.kiwi - shares.toolboxes, shares.kiwi, shares.toolboxes), seed)
        if material.mine is None:
            return both
        own = own_packs(material.mine, self._examples, vocabulary, requests, seed)
        return mixed((both, own), (1 - shares.rows, shares.rows), seed)

    def held_out(self, seed: int, banks: int, kiwi: int, boxes: int) -> dict[str, list[Pack]]:
        """So many packs of tools and phrases that training never shows, by what they measure."""
        unseen = self._material.unseen_boxes
        servers = read_servers(unseen, self._vocabulary)
        found = {
            "exact": (packs(self._material.unseen, self._vocabulary, self._requests, seed), banks),
            "kiwi_exact": (kiwi_packs(self._vocabulary, self._requests, seed, "valid"), kiwi),
            "toolboxes_exact": (toolbox_packs(unseen, servers, self._vocabulary, self._requests, seed), boxes),
        }
        return {name: list(itertools.islice(feed, count)) for name, (feed, count) in found.items()}


def _tell(problems: Iterable[str]) -> None:
    for problem in itertools.islice(problems, TOLD):
        say(f"left out: {problem}")
