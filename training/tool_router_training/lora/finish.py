"""After training: the adapter, the merged model as GGUF, and the card that describes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tool_router_training.card_file import store_card
from tool_router_training.contract import NUMBER
from tool_router_training.exports.facts import Facts
from tool_router_training.exports.lora_gguf import AdapterShape, read_adapter, write_adapter
from tool_router_training.exports.merged_gguf import write_merged
from tool_router_training.exports.quantize import quantize_file
from tool_router_training.lora.bases import Base, check_architecture
from tool_router_training.lora.load_base import load_model
from tool_router_training.preflight import NotReady
from tool_router_training.progress import say

EXPORTS = ("f16", "q8_0", "q4_k_m", "adapter")


@dataclass(frozen=True, slots=True)
class Result:
    """A tuned model as it lies in memory: transformers' model with PEFT around it."""

    model: Any
    tokenizer: Any
    base: Base
    facts: Facts
    out: Path


def reload_tuned(base: Base, adapter: Path, dtype: Any) -> Any:
    """Base and adapter from disk: in a run of several processes no one of them need hold all weights."""
    from peft import PeftModel

    return PeftModel.from_pretrained(load_model(base, dtype), adapter)


def export_all(result: Result, wanted: Sequence[str], training: dict[str, object]) -> tuple[Path, Path]:
    """Writes what is wanted, beside the PEFT folder `adapter`. @returns the GGUF file to use, and its card. @raises NotReady, OSError"""
    out, name = result.out, result.facts.name
    parameters = sum(weight.numel() for weight in result.model.get_base_model().parameters())
    config = result.model.config
    architecture = check_architecture(config.model_type, result.base.name)
    if "adapter" in wanted:
        shape = AdapterShape(architecture, config.num_attention_heads, config.num_key_value_heads)
        write_adapter(*read_adapter(out / "adapter"), shape, result.facts, out / f"{name}-adapter.gguf")
    merged = result.model.merge_and_unload()
    files: list[Path] = []
    full = out / f"{name}-f16.gguf"
    if {"f16", "q4_k_m"} & set(wanted):
        files.append(write_merged(merged, result.tokenizer, result.base, result.facts, full, "f16"))
    if "q4_k_m" in wanted:
        try:
            files.append(quantize_file(full, out / f"{name}-q4_k_m.gguf", "q4_k_m"))
        except NotReady as error:
            say(f"left out: {error}")
    if "q8_0" in wanted or not files:
        path = out / f"{name}.gguf"
        files.append(write_merged(merged, result.tokenizer, result.base, result.facts, path, "q8_0"))
    if "f16" not in wanted and full in files:
        full.unlink()
        files.remove(full)
    return files[-1], write_card(files[-1], result.facts, architecture, parameters, training)


def write_card(file: Path, facts: Facts, architecture: str, parameters: int, training: dict[str, object]) -> Path:
    """<stem>.json beside the model, as the router reads it; `scores` is filled by the evaluation."""
    told: dict[str, Any] = {
        "arch": architecture,
        "parameters": parameters,
        "base": facts.base,
        "licence": facts.licence or "unknown",
        "format": facts.style,
        "prompt_style": "declared",
        "contract": NUMBER,
        **({"toolset_sha256": facts.toolset_sha256} if facts.toolset_sha256 else {}),
        "training": training,
    }
    return store_card(file, facts.name, told)
