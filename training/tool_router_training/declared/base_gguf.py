"""Reads a base model from a GGUF file: its family, its sizes, its weights as float32, its vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

import gguf
import numpy as np
from numpy.typing import NDArray

from tool_router_training.open_gguf import open_gguf
from tool_router_training.preflight import NotReady

Family = Literal["llama", "gemma3"]
LOCAL_ROPE_BASE = 1e4
"""llama.cpp's for a Gemma 3 that does not say."""


@dataclass(frozen=True, slots=True)
class Base:
    """A base that can be cut. A Llama has merges; a Gemma 3 has scores, local layers with a window and a rope base of their own."""

    layers: int
    width: int
    heads: int
    kv_heads: int
    feed_forward: int
    rope_base: float
    epsilon: float
    tokens: list[str]
    merges: list[tuple[str, str]]
    licence: str
    name: str
    tensors: dict[str, Any]
    family: Family = "llama"
    token_types: list[int] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    head: int = 0
    window: int = 0
    local_rope_base: float = 0.0

    def weight(self, name: str) -> NDArray[np.float32]:
        """A tensor by llama.cpp's name, rows first. @raises KeyError"""
        tensor = self.tensors[name]
        return np.ascontiguousarray(gguf.dequantize(tensor.data, tensor.tensor_type), dtype=np.float32)

    @property
    def control_ids(self) -> dict[str, int]:
        """Marks that the base was trained with, as Gemma's turns."""
        if self.family != "gemma3":
            return {}
        control = gguf.TokenType.CONTROL
        return {
            text: number
            for number, (text, kind) in enumerate(zip(self.tokens, self.token_types, strict=True))
            if kind == control
        }


def read_base(path: Path) -> Base:
    """@raises NotReady when the file is no GGUF of a family that can be cut"""
    reader = open_gguf(path)
    family = _field(reader, "general.architecture")
    if family not in get_args(Family):
        known = " and ".join(get_args(Family))
        raise NotReady(f"{path} has the architecture {family}; this recipe cuts models of the architectures {known}.")

    def own(name: str, fallback: Any = None) -> Any:
        return _field(reader, f"{family}.{name}", fallback)

    merges = [tuple(pair.split(" ")) for pair in _field(reader, "tokenizer.ggml.merges", [])]
    if family == "llama" and not merges:
        raise NotReady(f"{path} has no tokenizer.ggml.merges.")
    base = Base(
        layers=own("block_count"),
        width=own("embedding_length"),
        heads=own("attention.head_count"),
        kv_heads=own("attention.head_count_kv"),
        feed_forward=own("feed_forward_length"),
        rope_base=own("rope.freq_base"),
        epsilon=own("attention.layer_norm_rms_epsilon"),
        tokens=_field(reader, "tokenizer.ggml.tokens"),
        merges=[(left, right) for left, right in merges],
        licence=_field(reader, "general.license", "unknown"),
        name=_field(reader, "general.name", path.stem),
        tensors={tensor.name: tensor for tensor in reader.tensors},
        family=family,
    )  # fmt: skip
    if family == "llama":
        return base
    if own("rope.scaling.factor", 1.0) != 1.0:
        raise NotReady(
            f"{path} stretches its rope; this recipe cuts only models of this family that do not, of 270M and 1B."
        )
    return replace(
        base,
        token_types=_field(reader, "tokenizer.ggml.token_type"),
        scores=_field(reader, "tokenizer.ggml.scores"),
        head=own("attention.key_length"),
        window=own("attention.sliding_window"),
        local_rope_base=own("rope.freq_base_swa", LOCAL_ROPE_BASE),
    )


def _field(reader: gguf.GGUFReader, name: str, fallback: Any = None) -> Any:
    found = reader.get_field(name)
    if found is None:
        if fallback is None:
            raise NotReady(f"The base has no {name}.")
        return fallback
    return found.contents()
