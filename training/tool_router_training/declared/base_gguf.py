"""Reads a base model from a GGUF file: its sizes, its weights as float32, its vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np
from numpy.typing import NDArray

from tool_router_training.preflight import NotReady


@dataclass(frozen=True, slots=True)
class Base:
    """A base of the llama architecture. Rope turns neighbouring pairs, as GGUF stores it for this architecture."""

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

    def weight(self, name: str) -> NDArray[np.float32]:
        """A tensor by llama.cpp's name, rows first. @raises KeyError"""
        tensor = self.tensors[name]
        return np.ascontiguousarray(gguf.dequantize(tensor.data, tensor.tensor_type), dtype=np.float32)


def read_base(path: Path) -> Base:
    """@raises NotReady when the file is no GGUF of the llama architecture"""
    try:
        reader = gguf.GGUFReader(path)
    except (OSError, ValueError) as error:
        raise NotReady(f"{path} cannot be read as GGUF: {error}") from error
    architecture = _field(reader, "general.architecture")
    if architecture != "llama":
        raise NotReady(
            f"{path} has the architecture {architecture}; this recipe cuts models of the architecture llama."
        )
    merges = [tuple(pair.split(" ")) for pair in _field(reader, "tokenizer.ggml.merges")]
    return Base(
        layers=_field(reader, "llama.block_count"),
        width=_field(reader, "llama.embedding_length"),
        heads=_field(reader, "llama.attention.head_count"),
        kv_heads=_field(reader, "llama.attention.head_count_kv"),
        feed_forward=_field(reader, "llama.feed_forward_length"),
        rope_base=_field(reader, "llama.rope.freq_base"),
        epsilon=_field(reader, "llama.attention.layer_norm_rms_epsilon"),
        tokens=_field(reader, "tokenizer.ggml.tokens"),
        merges=[(left, right) for left, right in merges],
        licence=_field(reader, "general.license", "unknown"),
        name=_field(reader, "general.name", path.stem),
        tensors={tensor.name: tensor for tensor in reader.tensors},
    )  # fmt: skip


def _field(reader: gguf.GGUFReader, name: str, fallback: Any = None) -> Any:
    field = reader.get_field(name)
    if field is None:
        if fallback is None:
            raise NotReady(f"The base has no {name}.")
        return fallback
    return field.contents()
