"""Takes layers away from a tuned model, one by one, the one that held-out requests miss least; the rest is tuned again.

A base that is cut before it is tuned has to learn copying anew; a tuned one loses next to nothing for a fifth of its layers.

Run as:
    python -m tool_router_training.recipes.router_tools --base BASE.gguf --out runs/whole --layers all --minutes 40
    python -m tool_router_training.declared.drop_layers runs/whole/checkpoint.pt --keep 22 --out runs/cut/start.pt    three minutes
    python -m tool_router_training.recipes.router_tools --base BASE.gguf --out runs/tools --start runs/cut/start.pt --minutes 60
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from tool_router_training.declared.families import model_of
from tool_router_training.declared.pack import packs
from tool_router_training.declared.tool_banks import read_lines, read_tool_banks
from tool_router_training.declared.toolsets import Toolsets
from tool_router_training.declared.tuning import Stored, load_tuning, pack_loss
from tool_router_training.declared.vocabulary import CutVocabulary
from tool_router_training.learning import fast_dtype
from tool_router_training.progress import say

LONGEST = 1300
"""Tokens of a pack that is measured on; longer ones cost time and tell no more."""


def drop_layers(layers: int, keep: int, loss: Callable[[Sequence[int]], float]) -> list[tuple[list[int], float]]:
    """Every stage down to `keep` layers with its loss. After each round only the better half is tried again."""
    left = list(range(layers))
    candidates = list(left)
    stages = [(left, loss(left))]
    while len(left) > keep:
        tried = sorted((loss([one for one in left if one != without]), without) for without in candidates)
        best, gone = tried[0]
        left = [one for one in left if one != gone]
        candidates = [without for _, without in tried[1 : len(tried) // 2 + 3]]
        stages.append((left, best))
    return stages


def keep_layers(stored: Stored, keep: Sequence[int]) -> Stored:
    """The checkpoint with these of its blocks, renumbered; without the optimizer, which no longer fits."""
    weights: dict[str, torch.Tensor] = {}
    for name, weight in stored["model"].items():
        room, _, rest = name.partition(".")
        if room != "blocks":
            weights[name] = weight
            continue
        number, _, part = rest.partition(".")
        if int(number) in keep:
            weights[f"blocks.{list(keep).index(int(number))}.{part}"] = weight
    layers = [stored["layers"][number] for number in keep] if "layers" in stored else list(keep)
    shape = stored["shape"] | {"layers": len(keep)}
    return {"shape": shape, "model": weights, "layers": layers, "position": stored["position"]}


def main() -> None:
    """Print every stage and write the smaller checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path, help="of recipes.router_tools; its vocabulary.json lies beside it")
    parser.add_argument("--keep", type=int, required=True, help="layers to keep")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write; the vocabulary goes beside it")
    parser.add_argument("--packs", type=int, default=4, help="sets of tools to measure on")
    arguments = parser.parse_args()
    stored = load_tuning(arguments.checkpoint)
    vocabulary = CutVocabulary.load(arguments.checkpoint.with_name("vocabulary.json"))
    model = model_of(stored["shape"])
    model.load_state_dict(stored["model"])
    unseen = Toolsets(read_tool_banks(problems=[]), read_lines("none.txt"), "valid")
    short = (pack for pack in packs(unseen, vocabulary, 20, 991) if len(pack.tokens) < LONGEST)
    sample = list(itertools.islice(short, arguments.packs))
    blocks, dtype = list(model.blocks), fast_dtype()

    @torch.no_grad()
    def loss(keep: Sequence[int]) -> float:
        model.blocks = torch.nn.ModuleList(blocks[number] for number in keep)
        return sum(pack_loss(model, pack, dtype).item() for pack in sample) / len(sample)

    stages = drop_layers(len(blocks), arguments.keep, loss)
    for kept, value in stages:
        say(f"{len(kept):3} layers  loss {value:.4f}  {','.join(map(str, kept))}")
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(keep_layers(stored, stages[-1][0]), arguments.out)
    vocabulary.save(arguments.out.with_name("vocabulary.json"))


if __name__ == "__main__":
    main()
