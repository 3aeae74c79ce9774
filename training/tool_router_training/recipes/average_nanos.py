"""Averages the weights of runs that went on from one another, and writes the average as GGUF.

Run as:
    python -m tool_router_training.recipes.average_nanos --runs runs/router-more runs/router-last --out runs/router-average
    python -m tool_router_training.recipes.average_nanos --runs ../models/router-nano.gguf runs/next --out runs/router-average

Each run is a folder of router_cpu with its checkpoint, or the file that a run began with; the last one is a folder. Where a run began with another's weights, the two lie in one valley, and the
point between them often knows more of phrasings that neither saw than the ends do (Wortsman et al., Model soups, ICML 2022).
Writes <name>.gguf (Q8_0), <name>-f16.gguf, <name>.json (the card), tokenizer.json and checkpoint.pt into --out; no data is read but
for the held-out families.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tool_router_training.preflight import NotReady, check_folder, check_packages
from tool_router_training.progress import Progress, fail, say


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--runs",
        type=Path,
        nargs="+",
        required=True,
        help="folders of finished runs or nano files (.gguf), the last one newest and a folder",
    )
    parser.add_argument("--shares", type=float, nargs="+", help="weight of each run; equal by default")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--name", default="router-nano", help="id of the model and stem of its files")
    parser.add_argument("--held-out", type=int, default=1000, help="rows of held-out families to look at")
    return parser.parse_args()


def average(arguments: argparse.Namespace) -> None:
    import torch

    from tool_router_training.averaging import average_weights
    from tool_router_training.begun_with import BegunWith, read_start
    from tool_router_training.card import Run
    from tool_router_training.checkpoint import load_checkpoint
    from tool_router_training.held_out import held_out_batches
    from tool_router_training.learning import exact_share
    from tool_router_training.nano_files import write_nano
    from tool_router_training.nano_model import NanoModel

    out: Path = arguments.out
    runs: list[Path] = arguments.runs
    shares: list[float] = arguments.shares or [1.0] * len(runs)
    facts: Run = json.loads((runs[-1] / f"{arguments.name}.json").read_text(encoding="utf-8"))["training"]
    starts = [read_start(run if run.suffix == ".gguf" else run / "checkpoint.pt", gentle=1.0) for run in runs]
    last = starts[-1]
    if any(one.tokenizer.pieces != last.tokenizer.pieces for one in starts):
        raise NotReady("The runs have different vocabularies. Average runs that went on from one another.")
    if any(one.shape != last.shape for one in starts):
        raise NotReady("The runs have models of different sizes. Average runs that went on from one another.")
    weights = average_weights([one.weights for one in starts], shares)
    tokenizer = last.tokenizer
    tokenizer.save(out / "tokenizer.json")
    torch.save({**load_checkpoint(runs[-1] / "checkpoint.pt"), "model": weights}, out / "checkpoint.pt")
    model = NanoModel(last.shape)
    model.load_state_dict(weights)

    # Held-out families: phrasings that training never shows.
    exact = exact_share(model, held_out_batches(tokenizer, 0, arguments.held_out, 1536))
    say(f"average of {len(runs)} runs: held-out exact {exact:.1%}")

    # Export, and the card of the last run with what was averaged.
    begun = BegunWith.load(runs[-1])
    BegunWith.keep(begun, out)
    named = ", ".join(f"{run.absolute().name} ({share:g})" for run, share in zip(runs, shares, strict=True))
    facts["held_out_exact"] = round(exact, 4)
    facts["data"] = f"{facts['data']}; weights averaged over {named}"
    model_file, card = write_nano(model, tokenizer, out, arguments.name, facts, begun)
    size = model_file.stat().st_size
    progress = Progress(facts["steps"], facts["steps"], out / "events.jsonl")
    progress.tell("done", facts["steps"], exact=round(exact, 4), file=model_file.name, card=card.name, size=size)


def main() -> int:
    """0 when done; 1 with an error event and one sentence on stderr."""
    arguments = read_arguments()
    try:
        check_packages()
        check_folder(arguments.out)
        if len(arguments.runs) < 2:
            raise NotReady("One run has no average. Name two or more with --runs.")
        if arguments.runs[-1].suffix == ".gguf":
            raise NotReady("The last of --runs is a file. Name the folder of the newest run last: its card goes on.")
        if arguments.shares and (len(arguments.shares) != len(arguments.runs) or min(arguments.shares) <= 0):
            raise NotReady("--shares needs one number above 0 for each run.")
        folders = {(run.parent if run.suffix == ".gguf" else run).absolute() for run in arguments.runs}
        if arguments.out.absolute() in folders:
            raise NotReady("--out is one of the runs and would be overwritten. Name a folder of its own.")
        average(arguments)
    except (NotReady, OSError, RuntimeError, ValueError) as error:
        return fail(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
