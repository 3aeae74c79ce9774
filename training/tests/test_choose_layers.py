"""Choosing layers takes away those that cost least."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import torch

from tool_router_training.declared.choose_layers import Losses, Probe, choose_layers
from tool_router_training.declared.cut_llama import CutLlama, CutShape
from tool_router_training.declared.drop_layers import drop_layers, keep_layers
from tool_router_training.declared.vocabulary import CutVocabulary


class Priced:
    """Every layer that is missing costs its price."""

    def __init__(self, prices: Sequence[float]) -> None:
        self.prices = prices

    def losses(self, keep: Sequence[int]) -> Losses:
        return Losses(sum(price for number, price in enumerate(self.prices) if number not in keep), 0.0, 0.0)


def test_the_cheapest_layers_go_first() -> None:
    probe = cast(Probe, Priced([9.0, 1.0, 5.0, 0.5, 7.0]))
    stages = choose_layers(probe, 5, 2)
    assert [kept for kept, _ in stages] == [[0, 1, 2, 3, 4], [0, 1, 2, 4], [0, 2, 4], [0, 4]]
    assert stages[-1][1].whole == 6.5


def test_copying_weighs_most() -> None:
    assert Losses(1.0, 2.0, 3.0).whole == 7.0


class Letters:
    """A vocabulary of bytes."""

    def plain(self, text: str) -> list[int]:
        return [byte % 64 for byte in text.encode()]


def test_layers_of_a_tuned_model_go_by_what_they_cost() -> None:
    prices = [9.0, 1.0, 5.0, 0.5, 7.0]
    stages = drop_layers(5, 2, lambda keep: sum(price for at, price in enumerate(prices) if at not in keep))
    assert stages[-1] == ([0, 4], 6.5)


def test_a_smaller_checkpoint_holds_the_kept_layers_in_order() -> None:
    model = CutLlama(CutShape(64, 3, 32, 2, 1, 48, 1e4, 1e-5))
    stored = {"shape": model.described(), "model": model.state_dict(), "layers": [0, 7, 9], "position": {}}
    smaller = keep_layers(stored, [0, 2])
    assert smaller["layers"] == [0, 9] and smaller["shape"]["layers"] == 2
    less = CutLlama(CutShape(**smaller["shape"]))
    less.load_state_dict(smaller["model"])
    assert torch.equal(less.blocks[1].down.weight, model.blocks[2].down.weight)  # type: ignore[union-attr,arg-type]


def test_a_model_without_a_layer_is_measured_as_such() -> None:
    torch.manual_seed(0)
    model = CutLlama(CutShape(64, 3, 32, 2, 1, 48, 1e4, 1e-5))
    probe = Probe(model, cast(CutVocabulary, Letters()))
    whole, less = probe.losses([0, 1, 2]), probe.losses([0, 2])
    assert whole.english > 0
    assert whole != less
    assert probe.losses([0, 1, 2]) == whole
