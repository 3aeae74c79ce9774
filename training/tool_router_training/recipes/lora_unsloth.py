"""Tunes a LoRA with Unsloth on one CUDA GPU, by default on FunctionGemma in 4 bits, and writes it as GGUF.

Run as:
    pip install -e "training[unsloth]"                                                  in an environment of its own: it pins TRL and transformers
    python -m tool_router_training.recipes.lora_unsloth --data rows.jsonl --out runs/unsloth
    … --smoke          ten steps, to see that all parts work          … --resume     goes on after an interruption

Attention and MLP of all layers, rank 32 and alpha 64, four steps to an update. Bases in 4 bits leave room for twice the batch:
    memory   batch   length   rank   activations
      4 GB       2      512     32   computed twice
      8 GB       2     1024     32   computed twice
     12 GB       4     1536     32   computed twice
     16 GB       8     1536     32   computed twice
     24 GB      16     2048     32   computed twice
Writes <name>.gguf (Q8_0), <name>.json (the card), <name>-adapter.gguf, adapter/ (PEFT), events.jsonl, checkpoints/.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from tool_router_training.lora.bases import check_architecture, default_style, find_base
from tool_router_training.lora.memory_table import FOUR_BITS, fit_for, free_mb
from tool_router_training.lora.packages import check_extra
from tool_router_training.lora.rows_to_chat import STYLES
from tool_router_training.preflight import NotReady, check_folder, check_packages
from tool_router_training.progress import fail

TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", default="functiongemma", help="hub id, folder, or package:NAME")
    parser.add_argument("--data", type=Path, required=True, help="rows to train on, JSONL")
    parser.add_argument("--valid", type=Path, help="rows to validate on; else one template family in 20")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--name", default="router-unsloth", help="id of the model and stem of its files")
    parser.add_argument("--style", choices=STYLES, help="how calls are written; default by the base")
    parser.add_argument("--bits", type=int, choices=(4, 16), default=4, help="of the base while training")
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--alpha", type=int, default=64)
    parser.add_argument("--dropout", type=float, default=0.05)
    parser.add_argument("--rate", type=float, default=2e-4, help="highest learning rate")
    parser.add_argument("--warmup", type=int, default=100, help="steps")
    parser.add_argument("--epochs", type=float, default=3.0)
    parser.add_argument("--steps", type=int, default=-1, help="exact number of steps, instead of --epochs")
    parser.add_argument("--batch", type=int, help="rows a step; default by memory")
    parser.add_argument("--accumulate", type=int, default=4, help="steps to an update")
    parser.add_argument("--length", type=int, help="longest row in tokens; default by memory")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--save-every", type=int, default=100)
    parser.add_argument("--exact-rows", type=int, default=20, help="held-out rows that are answered at the end")
    parser.add_argument(
        "--export", nargs="*", choices=("f16", "q8_0", "q4_k_m", "adapter"), default=["q8_0", "adapter"]
    )
    parser.add_argument("--strict", action="store_true", help="end at a broken row instead of leaving it out")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint in --out")
    parser.add_argument("--smoke", action="store_true", help="ten steps of two rows")
    arguments = parser.parse_args()
    if arguments.smoke:
        small = {"steps": 10, "batch": 2, "accumulate": 1, "rank": 8, "alpha": 16, "warmup": 2, "save_every": 5}
        vars(arguments).update(
            {key: value for key, value in small.items() if getattr(arguments, key) == parser.get_default(key)}
        )
    return arguments


def loading(arguments: argparse.Namespace, place: str, length: int) -> dict[str, Any]:
    """Arguments of FastLanguageModel.from_pretrained."""
    return {
        "model_name": place,
        "max_seq_length": length,
        "dtype": None,
        "load_in_4bit": arguments.bits == 4,
        "load_in_16bit": arguments.bits == 16,
        "random_state": arguments.seed,
        "max_lora_rank": arguments.rank,
        "text_only": True,
    }


def tuning(arguments: argparse.Namespace) -> dict[str, Any]:
    """Arguments of FastLanguageModel.get_peft_model."""
    return {
        "r": arguments.rank,
        "lora_alpha": arguments.alpha,
        "lora_dropout": arguments.dropout,
        "target_modules": TARGETS,
        "bias": "none",
        "use_gradient_checkpointing": "unsloth",
        "random_state": arguments.seed,
    }


def schedule(arguments: argparse.Namespace, batch: int, has_validation: bool) -> dict[str, Any]:
    """Arguments of TRL's SFTConfig."""
    return {
        "output_dir": str(arguments.out / "checkpoints"),
        "per_device_train_batch_size": batch,
        "per_device_eval_batch_size": batch,
        "gradient_accumulation_steps": arguments.accumulate,
        "warmup_steps": arguments.warmup,
        "num_train_epochs": arguments.epochs,
        "max_steps": arguments.steps,
        "learning_rate": arguments.rate,
        "weight_decay": 0.01,
        "lr_scheduler_type": "cosine",
        "optim": "adamw_8bit",
        "seed": arguments.seed,
        "logging_steps": max(1, min(10, arguments.save_every // 5)),
        "save_steps": arguments.save_every,
        "save_total_limit": 2,
        "eval_strategy": "steps" if has_validation else "no",
        "eval_steps": arguments.save_every,
        "max_length": None,
        "report_to": "none",
        "disable_tqdm": True,
        "dataset_kwargs": {"skip_prepare_dataset": True},
    }


def check_gpu() -> None:
    """Unsloth itself ends with a stack trace where there is no GPU. @raises NotReady"""
    import torch

    if not torch.cuda.is_available():
        raise NotReady("Unsloth needs an NVIDIA GPU with CUDA, and torch sees none. Use the recipe lora_trl instead.")


def train(arguments: argparse.Namespace) -> None:
    base = find_base(arguments.base)
    if base.gguf_file:
        raise NotReady("Unsloth tunes a hub id or a folder of safetensors, not a GGUF file; lora_trl reads those.")
    from unsloth import FastLanguageModel  # First: it changes the packages below.

    # isort: split
    from datasets import Dataset
    from transformers import PrinterCallback
    from trl import SFTConfig, SFTTrainer

    from tool_router_training.exports.facts import Facts
    from tool_router_training.lora.finish import Result, export_all, reload_tuned
    from tool_router_training.lora.greedy import exact_share
    from tool_router_training.lora.trainer_events import TrainerEvents, last_checkpoint
    from tool_router_training.lora.training_rows import RowFiles, load_rows

    out: Path = arguments.out
    checkpoint = last_checkpoint(out / "checkpoints") if arguments.resume else None
    if arguments.resume and checkpoint is None:
        raise NotReady(f"There is no checkpoint in {out}. Leave out --resume to start afresh.")
    fit = fit_for(free_mb("cuda") / 1024, FOUR_BITS)
    batch, length = arguments.batch or fit.batch, arguments.length or fit.length

    # Model and rows.
    model, tokenizer = FastLanguageModel.from_pretrained(**loading(arguments, base.place, length))
    tokenizer = getattr(tokenizer, "tokenizer", tokenizer)  # A processor holds the tokenizer inside.
    style = arguments.style or default_style(check_architecture(model.config.model_type, base.name))
    model = FastLanguageModel.get_peft_model(model, **tuning(arguments))
    rows = load_rows(RowFiles(arguments.data, arguments.valid, arguments.strict), tokenizer, style, length)
    unseen = rows.unseen
    count = sum(weight.numel() for weight in model.parameters())
    events = TrainerEvents(out / "events.jsonl", {"parameters": count, "seed": arguments.seed, "precision": f"{arguments.bits} bits", "vocabulary": model.config.vocab_size})  # fmt: skip
    trainer = SFTTrainer(
        model=model, args=SFTConfig(**schedule(arguments, batch, bool(unseen.rows))), processing_class=tokenizer, callbacks=[events],
        train_dataset=Dataset.from_list(rows.known.rows), eval_dataset=Dataset.from_list(unseen.rows) if unseen.rows else None,
    )  # fmt: skip
    trainer.remove_callback(PrinterCallback)  # It would write to stdout between the events.

    # Train.
    events.stop_on_signals()
    trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
    step = trainer.state.global_step
    if events.stopped:
        raise NotReady(f"Stopped at step {step}. Go on with --resume.")

    # Export: the adapter on the base in 16 bits, not on its 4-bit copy.
    trainer.save_model(str(out / "adapter"))
    tuned = reload_tuned(base, out / "adapter", "bfloat16")
    asked = unseen.chats[: arguments.exact_rows]
    exact = round(exact_share(tuned, tokenizer, asked), 4) if asked else None
    facts = Facts(arguments.name, base.name, base.licence, style, rows.toolset_sha256)
    run: dict[str, object] = {"recipe": "lora_unsloth", "seed": arguments.seed, "steps": step, "rows": len(rows.known.rows), "rank": arguments.rank, "alpha": arguments.alpha, "length": length, "rate": arguments.rate, "loss": round(events.loss, 4), "held_out_exact": exact}  # fmt: skip
    file, card = export_all(Result(tuned, tokenizer, base, facts, out), arguments.export, run)
    events.done(step, loss=round(events.loss, 4), exact=exact, file=file.name, card=card.name, size=file.stat().st_size)


def main() -> int:
    """0 when done; 1 with an error event and one sentence on stderr."""
    arguments = read_arguments()
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        check_packages()
        check_gpu()
        check_extra("unsloth")
        check_folder(arguments.out)
        train(arguments)
    except (NotReady, OSError, RuntimeError, FloatingPointError) as error:
        return fail(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
