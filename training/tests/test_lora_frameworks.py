"""The recipes for Unsloth and MLX up to their frameworks: defaults, refusals, and their real configurations where installed."""

from __future__ import annotations

import argparse
import ast
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from tool_router_training.lora.memory_table import FOUR_BITS, write_table
from tool_router_training.lora.mlx_adapter import write_peft
from tool_router_training.recipes import lora_mlx, lora_unsloth


def arguments_of(recipe: ModuleType, monkeypatch: pytest.MonkeyPatch, *more: object) -> argparse.Namespace:
    monkeypatch.setattr(sys, "argv", ["recipe", "--data", "rows.jsonl", "--out", "run", *map(str, more)])
    arguments: argparse.Namespace = recipe.read_arguments()
    return arguments


def end_of(
    recipe: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *more: object
) -> str:
    monkeypatch.setattr(sys, "argv", ["recipe", *map(str, more)])
    assert recipe.main() == 1
    shown = capsys.readouterr()
    event = json.loads(shown.out.splitlines()[-1])
    assert event["event"] == "error"
    assert shown.err.strip().endswith(event["message"])
    return str(event["message"])


def test_mlx_begins_where_its_100_percent_run_did(monkeypatch: pytest.MonkeyPatch) -> None:
    one = arguments_of(lora_mlx, monkeypatch)
    assert one.base == "mlx-community/Qwen3-0.6B-4bit"
    assert (one.rank, one.scale, one.layers, one.batch, one.accumulate, one.steps) == (8, 20.0, 8, 1, 4, 2500)
    assert arguments_of(lora_mlx, monkeypatch, "--smoke", "--steps", 12).steps == 12, "what is said stays"
    settings = lora_mlx.training_args(one, 2500, Path("adapters.safetensors"))
    assert settings["grad_checkpoint"] is True


def test_mlx_takes_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = pytest.importorskip("mlx_lm.tuner.trainer", reason='MLX is missing: pip install -e "training[mlx]"')
    settings = lora_mlx.training_args(arguments_of(lora_mlx, monkeypatch), 7, Path("adapters.safetensors"))
    assert trainer.TrainingArgs(**settings).iters == 7


def test_mlx_refuses_gguf_files_and_names_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tool_router_training.lora.packages.EXTRAS", {"mlx": ("no_such_mlx",)})
    more = ("--data", "rows.jsonl", "--out", tmp_path)
    assert "training[mlx]" in end_of(lora_mlx, monkeypatch, capsys, *more)
    monkeypatch.setattr(lora_mlx, "check_extra", lambda extra: None)
    base = Path(__file__).parents[2] / "models" / "router-nano.gguf"
    assert "not a GGUF file" in end_of(lora_mlx, monkeypatch, capsys, *more, "--base", base)


def test_an_mlx_adapter_computes_the_same_as_a_peft_folder(tmp_path: Path) -> None:
    numpy = pytest.importorskip("safetensors.numpy", reason='safetensors is missing: pip install -e "training[lora]"')
    rng = np.random.default_rng(1)
    a, b, x = (rng.normal(size=size).astype(np.float32) for size in ((6, 2), (2, 5), (3, 6)))
    weights = {"model.layers.3.self_attn.q_proj.lora_a": a, "model.layers.3.self_attn.q_proj.lora_b": b}
    folder = write_peft(weights, rank=2, scale=20.0, base="qwen", folder=tmp_path)
    stored = numpy.load_file(folder / "adapter_model.safetensors")
    settings = json.loads((folder / "adapter_config.json").read_text(encoding="utf-8"))
    down, up = (stored[f"base_model.model.model.layers.3.self_attn.q_proj.lora_{one}.weight"] for one in "AB")
    theirs = x @ down.T @ up.T * (settings["lora_alpha"] / settings["r"])
    assert np.allclose(theirs, x @ a @ b * 20.0, atol=1e-4)
    assert (settings["target_modules"], settings["layers_to_transform"]) == (["q_proj"], [3])
    with pytest.raises(ValueError, match="no LoRA matrix"):
        write_peft({"model.layers.3.norm.weight": a}, 2, 20.0, "qwen", tmp_path)


def test_unsloth_begins_with_the_published_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    one = arguments_of(lora_unsloth, monkeypatch)
    assert lora_unsloth.tuning(one)["r"] == 32 and lora_unsloth.tuning(one)["lora_alpha"] == 64
    assert lora_unsloth.loading(one, "place", 1024)["load_in_4bit"] is True
    plan = lora_unsloth.schedule(one, 4, has_validation=True)
    assert (plan["learning_rate"], plan["lr_scheduler_type"], plan["optim"], plan["warmup_steps"]) == (
        2e-4,
        "cosine",
        "adamw_8bit",
        100,
    )
    assert write_table(FOUR_BITS) in (lora_unsloth.__doc__ or "")


def test_unsloth_is_refused_without_a_gpu(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    more = ("--data", "rows.jsonl", "--out", tmp_path)
    assert "Use the recipe lora_trl instead" in end_of(lora_unsloth, monkeypatch, capsys, *more)
    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    monkeypatch.setattr("tool_router_training.lora.packages.EXTRAS", {"unsloth": ("no_such_unsloth",)})
    assert "training[unsloth]" in end_of(lora_unsloth, monkeypatch, capsys, *more)


def test_trl_takes_unsloths_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    trl = pytest.importorskip("trl", reason='TRL is missing: pip install -e "training[lora]"')
    plan = lora_unsloth.schedule(arguments_of(lora_unsloth, monkeypatch), 4, has_validation=True)
    settings = trl.SFTConfig(**plan, use_cpu=True, bf16=False)
    assert (settings.per_device_train_batch_size, settings.gradient_accumulation_steps) == (4, 4)


def test_unsloth_has_the_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    # Read, not imported: Unsloth refuses to be imported without a GPU.
    found = importlib.util.find_spec("unsloth")
    if found is None or found.origin is None:
        pytest.skip('Unsloth is missing: pip install -e "training[unsloth]"')
    one = arguments_of(lora_unsloth, monkeypatch)
    models = Path(found.origin).parent / "models"
    wanted = {
        "from_pretrained": ("loader.py", set(lora_unsloth.loading(one, "place", 1024))),
        "get_peft_model": ("llama.py", set(lora_unsloth.tuning(one))),
    }
    for name, (file, keys) in wanted.items():
        tree = ast.parse((models / file).read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name]
        assert any(keys <= {one.arg for one in function.args.args} for function in functions), name
