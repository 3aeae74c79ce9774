"""Writes a PEFT adapter as a GGUF adapter, which llama.cpp adds to its base while loading.

Run as: python -m tool_router_training.exports.lora_gguf runs/lora/adapter adapter.gguf --base qwen3
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np

from tool_router_training.exports.facts import Facts
from tool_router_training.exports.llama_names import Weight, llama_name, pair_rows
from tool_router_training.preflight import NotReady

KEY = re.compile(r"base_model\.model\.(.+)\.lora_(A|B)(?:\.default)?\.weight")


@dataclass(frozen=True, slots=True)
class AdapterShape:
    """What the adapter's tensors must be turned by: the base's architecture and heads."""

    architecture: str
    heads: int
    kv_heads: int


def write_adapter(
    weights: dict[str, Weight], settings: dict[str, Any], shape: AdapterShape, facts: Facts, path: Path
) -> Path:
    """`weights` and `settings` are adapter_model.safetensors and adapter_config.json of PEFT. @raises NotReady, OSError"""
    for wrong in ("use_dora", "modules_to_save", "trainable_token_indices", "rank_pattern", "alpha_pattern"):
        if settings.get(wrong):
            raise NotReady(f"An adapter with {wrong} cannot be written as GGUF; export the merged model.")
    pairs: dict[str, dict[str, Weight]] = {}
    for key, weight in weights.items():
        match = KEY.fullmatch(key)
        if not match:
            raise NotReady(f"The adapter holds {key}, which is no LoRA matrix; export the merged model.")
        pairs.setdefault(llama_name(match[1], shape.architecture), {})[match[2]] = weight
    part = path.with_name(path.name + ".part")
    writer = gguf.GGUFWriter(part, shape.architecture)
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", _alpha(settings))
    facts.write(writer, "LoRA adapter of")
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    for name, pair in sorted(pairs.items()):
        if pair.keys() != {"A", "B"}:
            raise NotReady(f"The adapter lacks one of the two matrices of {name}.")
        up = pair["B"]
        if shape.architecture == "llama" and re.search(r"attn_[qk]$", name):
            up = pair_rows(up, shape.heads if name.endswith("q") else shape.kv_heads)
        writer.add_tensor(f"{name}.weight.lora_a", np.ascontiguousarray(pair["A"], dtype=np.float32))
        writer.add_tensor(f"{name}.weight.lora_b", np.ascontiguousarray(up, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    os.replace(part, path)
    return path


def read_adapter(folder: Path) -> tuple[dict[str, Weight], dict[str, Any]]:
    """Weights and settings of a PEFT folder. @raises NotReady"""
    try:
        from safetensors.numpy import load_file

        settings = json.loads((folder / "adapter_config.json").read_text(encoding="utf-8"))
        return load_file(folder / "adapter_model.safetensors"), settings
    except ImportError as error:
        raise NotReady("The package safetensors is missing: python -m pip install safetensors") from error
    except (OSError, ValueError) as error:
        raise NotReady(f"{folder} holds no PEFT adapter: {error}") from error


def _alpha(settings: dict[str, Any]) -> float:
    """llama.cpp scales by alpha / rank; PEFT's rsLoRA by alpha / √rank."""
    alpha, rank = float(settings["lora_alpha"]), float(settings["r"])
    return alpha * rank**0.5 if settings.get("use_rslora") else alpha


def main() -> int:
    """0 when the file is written."""
    from transformers import AutoConfig

    from tool_router_training.lora.bases import check_architecture, find_base
    from tool_router_training.lora.rows_to_chat import STYLES

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("adapter", type=Path, help="PEFT folder")
    parser.add_argument("target", type=Path)
    parser.add_argument("--base", required=True, help="the base that it was tuned on")
    parser.add_argument("--style", choices=STYLES, default="functiongemma")
    arguments = parser.parse_args()
    try:
        base = find_base(arguments.base)
        config = AutoConfig.from_pretrained(base.place, **base.loading)
        shape = AdapterShape(
            check_architecture(config.model_type, base.name), config.num_attention_heads, config.num_key_value_heads
        )
        facts = Facts(arguments.target.stem, base.name, base.licence, arguments.style)
        write_adapter(*read_adapter(arguments.adapter), shape, facts, arguments.target)
    except (NotReady, OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
