"""Chooses which layers of a base to keep: takes away, one by one, the layer whose loss costs least of what routing needs.

Evenly spaced layers destroy what a router lives on, copying and matching, and weeks of tuning on a CPU do not bring them back.
So three losses of the untuned base are watched: plain English, a passage seen a second time (copying), and the name of the
right tool behind a question in other words (matching).

Run as: python -m tool_router_training.declared.choose_layers --base SmolLM2-135M-Instruct.Q4_1.gguf --keep 17     two minutes
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from tool_router_training.declared.base_gguf import read_base
from tool_router_training.declared.cut_model import CutModel
from tool_router_training.declared.families import cut_model, cut_tokens
from tool_router_training.declared.pack import Pack
from tool_router_training.declared.vocabulary import CutVocabulary
from tool_router_training.learning import fast_dtype

ENGLISH = (
    "The old lighthouse keeper climbed the stairs every evening to light the lamp. Ships far out at sea relied on its beam to "
    "find their way past the rocks. One winter, a storm knocked out the power, and he had to use oil and matches as his "
    "grandfather had done. The village below gathered blankets and soup, and for three nights nobody slept. In programming, a "
    "function takes arguments and returns a value; calling it with the wrong type raises an error. To get the weather forecast "
    "for a city, send a request with the name of the city and the number of days. "
)
TOOLS = (
    "tool: book_table arguments restaurant, guests, date. tool: get_departures arguments harbor, line, limit. "
    "tool: convert_currency arguments amount, source, target. tool: search_issues arguments repository, label, state. "
)
QUESTIONS = (
    ("I want to change dollars into euros. tool:", " convert_currency"),
    ("reserve dinner for four people. tool:", " book_table"),
    ("when do the boats leave? tool:", " get_departures"),
    ("open bugs in the code project. tool:", " search_issues"),
)
COPY_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Losses:
    """Mean losses per token, in nats."""

    english: float
    copying: float
    matching: float

    @property
    def whole(self) -> float:
        """What is kept low."""
        return self.english + COPY_WEIGHT * self.copying + self.matching


class Probe:
    """The texts, tokenized once."""

    def __init__(self, model: CutModel, vocabulary: CutVocabulary) -> None:
        self._model = model
        self._dtype = fast_dtype()
        self._all = list(model.blocks)
        self._english = vocabulary.plain(ENGLISH)
        self._twice = vocabulary.plain(TOOLS + TOOLS)
        self._half = len(vocabulary.plain(TOOLS))
        self._asked = [
            (vocabulary.plain(f"{TOOLS}User: {question}"), vocabulary.plain(answer)) for question, answer in QUESTIONS
        ]

    def losses(self, keep: Sequence[int]) -> Losses:
        """Of the base with these layers alone."""
        self._model.blocks = torch.nn.ModuleList(self._all[number] for number in keep)
        matching = [self._loss(asked + answer, len(asked)) for asked, answer in self._asked]
        return Losses(
            self._loss(self._english, 1), self._loss(self._twice, self._half + 1), sum(matching) / len(matching)
        )

    @torch.no_grad()
    def _loss(self, ids: list[int], first: int) -> float:
        count = len(ids) - 1
        pack = Pack(
            np.array(ids[:-1]), count, 0, 0, np.arange(count), np.array(ids[1:]), np.zeros(count, dtype=np.int64)
        )
        with torch.autocast("cpu", self._dtype, enabled=self._dtype != torch.float32):
            logits = self._model.logits_at(pack, self._dtype)
        each = F.cross_entropy(logits.float(), torch.tensor(ids[1:]), reduction="none")
        return each[first - 1 :].mean().item()


def choose_layers(probe: Probe, layers: int, keep: int) -> list[tuple[list[int], Losses]]:
    """Every stage on the way from all layers down to `keep`, the last one being the answer."""
    left = list(range(layers))
    stages: list[tuple[list[int], Losses]] = [(left, probe.losses(left))]
    while len(left) > keep:
        tried = [[one for one in left if one != without] for without in left]
        left, losses = min(((one, probe.losses(one)) for one in tried), key=lambda pair: pair[1].whole)
        stages.append((left, losses))
    return stages


def main() -> None:
    """Print every stage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="GGUF file of the llama or gemma3 architecture")
    parser.add_argument("--keep", type=int, default=17, help="layers to keep")
    arguments = parser.parse_args()
    base = read_base(arguments.base)
    texts = [ENGLISH, TOOLS, *(text for question in QUESTIONS for text in question)]
    vocabulary = cut_tokens(base, texts, 20_000)
    probe = Probe(cut_model(base, list(range(base.layers)), vocabulary), vocabulary)
    for kept, losses in choose_layers(probe, base.layers, arguments.keep):
        print(
            f"{len(kept):3} layers  english {losses.english:5.2f}  copying {losses.copying:5.2f}  "
            f"matching {losses.matching:5.2f}  {','.join(map(str, kept))}",
            flush=True,
        )


if __name__ == "__main__":
    main()
