"""An MLX adapter as a PEFT folder, so that every export reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tool_router_training.exports.llama_names import Weight


def write_peft(weights: dict[str, Weight], rank: int, scale: float, base: str, folder: Path) -> Path:
    """MLX writes x·a·b·scale with a as input × rank; PEFT x·Aᵀ·Bᵀ·alpha/rank. @raises ValueError, OSError"""
    from safetensors.numpy import save_file

    turned: dict[str, Weight] = {}
    modules: set[str] = set()
    for key, weight in weights.items():
        module, _, leaf = key.rpartition(".")
        if leaf not in ("lora_a", "lora_b"):
            raise ValueError(f"{key} is no LoRA matrix")
        turned[f"base_model.model.{module}.lora_{leaf[-1].upper()}.weight"] = weight.T.astype("float32").copy()
        modules.add(module.rpartition(".")[2])
    layers = sorted({int(key.split(".layers.")[1].split(".")[0]) for key in weights})
    settings: dict[str, Any] = {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": base,
        "r": rank,
        "lora_alpha": scale * rank,
        "lora_dropout": 0.0,
        "bias": "none",
        "target_modules": sorted(modules),
        "layers_to_transform": layers,
        "inference_mode": True,
    }
    folder.mkdir(parents=True, exist_ok=True)
    save_file(turned, folder / "adapter_model.safetensors")
    (folder / "adapter_config.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    return folder
