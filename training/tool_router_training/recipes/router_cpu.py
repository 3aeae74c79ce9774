"""Trains the shipped router on one CPU thread, from scratch or going on from a nano, and writes it as GGUF.

Run as:
    python -m tool_router_training.recipes.router_cpu --out runs/router --minutes 50 --seed 1
    python -m tool_router_training.recipes.router_cpu --out runs/try --smoke          a minute, to see that all parts work
    python -m tool_router_training.recipes.router_cpu --out runs/router --resume      goes on after an interruption
    python -m tool_router_training.recipes.router_cpu --out runs/own --start ../models/router-nano.gguf --minutes 12 --rows own.jsonl
                                                                                      the nano that ships learns more, at gentler rates
    python -m tool_router_training.recipes.router_cpu --out runs/next --start runs/router/checkpoint.pt      new data, known weights

`--minutes` measures the speed, derives `--steps` from it and prints it. The same seed, steps and banks give the same batches.
Writes <name>.gguf (Q8_0), <name>-f16.gguf, <name>.json (the card), events.jsonl, tokenizer.json and checkpoint.pt into --out.
"""

from __future__ import annotations

import argparse
import itertools
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from tool_router_training.allocator import keep_freed_memory
from tool_router_training.preflight import NotReady, check_folder, check_packages
from tool_router_training.progress import Progress, fail, say

MUON, ADAMW = 0.02, 0.003
GENTLE = 0.5
"""Share of these learning rates for a nano that is trained already: the full ones would shake loose what it knows."""


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--name", default="router-nano", help="id of the model and stem of its files")
    parser.add_argument("--minutes", type=float, default=50.0, help="time to train; gives --steps")
    parser.add_argument("--steps", type=int, help="exact number of steps, instead of --minutes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch-tokens", type=int, default=1536, help="padded tokens a step")
    parser.add_argument("--pieces", type=int, default=2048, help="vocabulary without control tokens")
    parser.add_argument("--words", type=Path, help="GGUF file of a base whose pieces and word vectors to begin with")
    parser.add_argument("--spell-syntax", action="store_true", help="call syntax in pieces, without functional tokens")
    parser.add_argument("--layers", type=int, default=5)
    parser.add_argument("--width", type=int, default=192)
    parser.add_argument("--heads", type=int, default=6)
    parser.add_argument("--kv-heads", type=int, default=3)
    parser.add_argument("--feed-forward", type=int, default=512)
    gentler = f"{GENTLE:g} of it with --start FILE.gguf"
    parser.add_argument("--muon", type=float, help=f"learning rate of matrices: {MUON:g}, {gentler}")
    parser.add_argument("--adamw", type=float, help=f"learning rate of embeddings and norms: {ADAMW:g}, {gentler}")
    parser.add_argument("--precision", choices=("auto", "float32", "bfloat16"), default="auto")
    parser.add_argument("--validate-every", type=int, default=500, help="steps between looks at held-out families")
    parser.add_argument("--rows", type=Path, help="own rows to mix in: JSONL in the format of evaluation files")
    parser.add_argument("--rows-share", type=float, default=0.15, help="share of own rows, below 1")
    parser.add_argument("--checkpoint-minutes", type=float, default=3.0)
    parser.add_argument(
        "--start", type=Path, help="nano (.gguf) or checkpoint whose weights and vocabulary to begin with"
    )
    parser.add_argument("--smoke", action="store_true", help="a tiny model in less than a minute")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    arguments = parser.parse_args()
    if arguments.smoke:
        small = {
            "minutes": 0.2,
            "pieces": 600,
            "layers": 2,
            "width": 64,
            "heads": 2,
            "kv_heads": 1,
            "feed_forward": 128,
            "validate_every": 100,
        }
        vars(arguments).update(
            {key: value for key, value in small.items() if getattr(arguments, key) == parser.get_default(key)}
        )
    return arguments


def train(arguments: argparse.Namespace) -> None:
    import torch

    from tool_router_training.batches import texts_of
    from tool_router_training.begun_with import BegunWith, read_start
    from tool_router_training.card import Run
    from tool_router_training.checkpoint import Position, load_checkpoint, save_checkpoint, shape_of
    from tool_router_training.datasets.kiwi import generate
    from tool_router_training.declared.base_gguf import read_base
    from tool_router_training.feed import Feed, FeedPlan
    from tool_router_training.held_out import held_out_batches
    from tool_router_training.learning import exact_share, fast_dtype, seconds_a_step, train_step
    from tool_router_training.muon import Optimizers, rate_at
    from tool_router_training.nano_files import write_nano
    from tool_router_training.nano_model import NanoModel, NanoShape
    from tool_router_training.own_rows import read_own_rows
    from tool_router_training.tokenizer import NanoTokenizer
    from tool_router_training.word_vectors import pieces_of, vectors_of

    out: Path = arguments.out
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(arguments.seed)
    dtype = fast_dtype() if arguments.precision == "auto" else getattr(torch, arguments.precision)

    # Own rows: those that cannot be learned are named and left out.
    own, problems = read_own_rows(arguments.rows) if arguments.rows else ([], [])
    for problem in problems[:20]:
        say(f"Left out: {problem}")
    if arguments.rows:
        say(f"{len(own)} own rows, {len(problems)} left out")

    # What it begins with; a resumed run needs only its own folder.
    start = read_start(arguments.start, GENTLE) if arguments.start and not arguments.resume else None
    base = read_base(arguments.words) if arguments.words and not start else None
    if not arguments.resume:
        BegunWith.keep(start.begun if start else None, out)
    begun = BegunWith.load(out)

    # Vocabulary, learned from the requests the model will see.
    tokenizer_file = out / "tokenizer.json"
    if start:
        start.tokenizer.save(tokenizer_file)
    elif not arguments.resume:
        sample = generate(arguments.seed + 1_000_003, "train")
        # Of a base's pieces only the commonest are taken for the banks' words: the others are for words that no bank has.
        count = 5_000 if arguments.smoke or base else 60_000
        seen = itertools.chain(own, itertools.islice(sample, count))
        texts = (text for row in seen for text in texts_of(row, spelled=arguments.spell_syntax))
        if base:
            pieces_of(base, texts, arguments.pieces).save(tokenizer_file)
        else:
            NanoTokenizer.train(texts, arguments.pieces, functional=not arguments.spell_syntax).save(tokenizer_file)
    tokenizer = NanoTokenizer.load(tokenizer_file)

    # Held-out families: phrasings that training never shows.
    validation = held_out_batches(tokenizer, arguments.seed, 300 if arguments.smoke else 1000, arguments.batch_tokens)

    # Model and optimizers, fresh or from the checkpoint.
    checkpoint = out / "checkpoint.pt"
    stored = load_checkpoint(checkpoint) if arguments.resume else None
    known = shape_of(stored) if stored else start.shape if start else None
    shape = replace(known, vocabulary=len(tokenizer)) if known else NanoShape(
        vocabulary=len(tokenizer), layers=arguments.layers, width=arguments.width, heads=arguments.heads,
        kv_heads=arguments.kv_heads, feed_forward=arguments.feed_forward, vectors=base.width if base else 0,
    )  # fmt: skip
    model = NanoModel(shape)
    if base and not known:
        model.word_vectors.copy_(vectors_of(base, tokenizer))
    share = begun.rate_share if begun else 1.0
    muon, adamw = arguments.muon or MUON * share, arguments.adamw or ADAMW * share
    optimizers = Optimizers(model, muon=muon, adamw=adamw, dtype=dtype)
    position = Position()
    if start:
        model.load_grown(start.weights)
        say(f"Goes on from {start.begun.what}: held-out exact {exact_share(model, validation):.1%} before training")
    if stored:
        model.load_state_dict(stored["model"])
        optimizers.load(stored["optimizers"])
        position = Position(**stored["position"])
    position.total = arguments.steps or position.total
    if not position.total:
        pace = seconds_a_step(shape, validation[len(validation) // 4 : len(validation) // 4 + 12], dtype)
        position.total = max(20, round(arguments.minutes * 60 / pace))
        say(f"{pace * 1000:.0f} ms a step: {arguments.minutes:g} minutes are --steps {position.total}")

    # Train. The worker process makes the batches; a resumed run skips those it has seen.
    plan = FeedPlan(tokenizer_file, arguments.seed, arguments.batch_tokens, skip=position.step,
                    rows=arguments.rows, rows_share=arguments.rows_share)  # fmt: skip
    first = position.step
    progress = Progress(position.total, first, out / "events.jsonl")
    before = position.seconds
    progress.tell(
        "start",
        first,
        parameters=model.count(),
        seed=arguments.seed,
        precision=str(dtype).removeprefix("torch."),
        vocabulary=len(tokenizer),
        muon=muon,
        adamw=adamw,
    )
    smooth = position.loss or None
    exact = 0.0
    stored_at = time.monotonic()

    def store() -> None:
        save_checkpoint(checkpoint, model, optimizers, position)
        progress.tell("checkpoint", position.step, file=checkpoint.name)

    with Feed(plan) as feed:
        try:
            while position.step < position.total:
                batch = next(feed)
                loss = train_step(model, optimizers, batch, rate_at(position.step, position.total), dtype)
                smooth = loss if smooth is None else 0.98 * smooth + 0.02 * loss
                position.step += 1
                position.tokens += batch.tokens.size
                position.rows += len(batch.tokens)
                position.loss, position.seconds = smooth, before + progress.seconds
                last = position.step == position.total
                if position.step % 20 == 0 or last:
                    speed = position.tokens / max(1e-6, position.seconds)
                    progress.tell("step", position.step, loss=round(smooth, 4), tokens_per_s=round(speed))
                if position.step % arguments.validate_every == 0 or last:
                    exact = exact_share(model, validation)
                    progress.tell("validation", position.step, loss=round(smooth, 4), exact=round(exact, 4))
                    say(
                        f"step {position.step}/{position.total}  loss {smooth:.3f}  held-out exact {exact:.1%}  {progress.seconds / 60:.1f} min"
                    )
                if time.monotonic() - stored_at > arguments.checkpoint_minutes * 60 or last:
                    store()
                    stored_at = time.monotonic()
        except KeyboardInterrupt:
            store()
            raise NotReady(f"Stopped at step {position.step}. Go on with --resume.") from None
        counts = feed.counts
    if counts.dropped:
        say(f"{counts.dropped} of {counts.rows} rows could not be written as an answer and were left out")

    # Export: the small file that ships, and one without quantization to compare with.
    run = Run(
        seed=arguments.seed, steps=position.step, batch_tokens=arguments.batch_tokens, tokens_seen=position.tokens, rows_seen=position.rows,
        seconds=round(position.seconds, 1), loss=round(position.loss, 4), held_out_exact=round(exact, 4),
        data="generated from training/banks, every row seen once" + (f", and {len(own)} own rows" if own else ""),
    )  # fmt: skip
    model_file, card = write_nano(model, tokenizer, out, arguments.name, run, begun)
    progress.tell(
        "done",
        position.step,
        loss=round(position.loss, 4),
        exact=round(exact, 4),
        file=model_file.name,
        card=card.name,
        size=model_file.stat().st_size,
    )


def main() -> int:
    """0 when done; 1 with an error event and one sentence on stderr."""
    arguments = read_arguments()
    os.environ.setdefault("OMP_NUM_THREADS", str(arguments.threads))
    keep_freed_memory()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        check_packages()
        check_folder(arguments.out)
        if not 0 <= arguments.rows_share < 1:
            raise NotReady("--rows-share is not between 0 and 1. Name a share such as 0.15.")
        if arguments.resume and not (arguments.out / "checkpoint.pt").is_file():
            raise NotReady(f"There is no checkpoint in {arguments.out}. Leave out --resume to start afresh.")
        train(arguments)
    except (NotReady, OSError, RuntimeError, FloatingPointError) as error:
        return fail(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
