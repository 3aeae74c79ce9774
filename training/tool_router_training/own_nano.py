"""A nano's GGUF file as the beginning of a new run: its sizes, its vocabulary and its weights, as the file holds them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import torch

from tool_router_training.export_gguf import BLOCK_NAMES
from tool_router_training.nano_model import NanoModel, NanoShape
from tool_router_training.open_gguf import open_gguf
from tool_router_training.preflight import NotReady
from tool_router_training.tokenizer import NanoTokenizer, WordsOf, control_texts


@dataclass(frozen=True, slots=True)
class OwnNano:
    """What the file holds. A base's word vectors are part of its table already, so the model has none of its own."""

    model: NanoModel
    tokenizer: NanoTokenizer


def read_nano(path: Path) -> OwnNano:
    """@raises NotReady when the file is no nano that this version can go on from"""
    reader = open_gguf(path)
    family, style = _find(reader, "general.architecture"), _find(reader, "tool_router.prompt_style")
    if (family, style) != ("qwen3", "bare"):
        raise NotReady(
            f"{path} is no nano of this recipe: its architecture is {family}, its prompt style {style or 'not said'}. Name a router-nano.gguf, or leave out --start."
        )
    tokenizer = _read_vocabulary(reader, path)
    model = NanoModel(_read_shape(reader, path, len(tokenizer)))
    try:
        weights = {_weight_of(tensor.name): _read_weight(tensor) for tensor in reader.tensors}
        # Control tokens that were added since have no weights in the file.
        model.load_grown(weights)
    except (KeyError, RuntimeError, ValueError) as error:
        stored = len(_field(reader, path, "tokenizer.ggml.tokens"))
        raise NotReady(
            f"The weights of {path} are not those of a nano with {stored} tokens: {error}. Name another file."
        ) from error
    return OwnNano(model, tokenizer)


def _read_vocabulary(reader: gguf.GGUFReader, path: Path) -> NanoTokenizer:
    tokens: list[str] = _field(reader, path, "tokenizer.ggml.tokens")
    kinds: list[int] = _field(reader, path, "tokenizer.ggml.token_type")
    merges = [tuple(pair.split(" ")) for pair in _field(reader, path, "tokenizer.ggml.merges")]
    pieces = [token for token, kind in zip(tokens, kinds, strict=True) if kind != gguf.TokenType.CONTROL]
    controls = tokens[len(pieces) :]
    spelled = control_texts(functional=False)
    if controls[: len(spelled)] != spelled or controls != control_texts()[: len(controls)]:
        raise NotReady(
            f"{path} was made with other control tokens than this version writes. Name the model that comes with this version, or begin from scratch."
        )
    words_of = _find(reader, "tool_router.words_of")
    return NanoTokenizer(
        pieces,
        [(left, right) for left, right in merges],
        functional=len(controls) > len(spelled),
        words_of=WordsOf(words_of, _field(reader, path, "general.license")) if words_of else None,
    )


def _read_shape(reader: gguf.GGUFReader, path: Path, vocabulary: int) -> NanoShape:
    def own(name: str) -> Any:
        return _field(reader, path, f"qwen3.{name}")

    return NanoShape(
        vocabulary=vocabulary,
        layers=own("block_count"),
        width=own("embedding_length"),
        heads=own("attention.head_count"),
        kv_heads=own("attention.head_count_kv"),
        head=own("attention.key_length"),
        feed_forward=own("feed_forward_length"),
        context=own("context_length"),
        rope_base=own("rope.freq_base"),
        # Files hold it as float32, 1e-6 as 9.99999997e-07.
        epsilon=float(f"{own('attention.layer_norm_rms_epsilon'):.6g}"),
    )


_PARTS = {theirs: ours for ours, theirs in BLOCK_NAMES.items()}


def _weight_of(name: str) -> str:
    """Our name of a tensor. @raises KeyError where a nano has none of it"""
    match name.split("."):
        case ["token_embd", "weight"]:
            return "embedding.weight"
        case ["output_norm", "weight"]:
            return "norm.weight"
        case ["blk", number, part, "weight"]:
            return f"blocks.{number}.{_PARTS[part]}.weight"
        case _:
            raise KeyError(name)


def _read_weight(tensor: Any) -> torch.Tensor:
    whole = gguf.dequantize(tensor.data, tensor.tensor_type).reshape(tuple(int(n) for n in reversed(tensor.shape)))
    return torch.from_numpy(np.array(whole, dtype=np.float32))


def _find(reader: gguf.GGUFReader, name: str) -> str | None:
    field = reader.get_field(name)
    return None if field is None else str(field.contents())


def _field(reader: gguf.GGUFReader, path: Path, name: str) -> Any:
    field = reader.get_field(name)
    if field is None:
        raise NotReady(f"{path} has no {name}. Name another file, or leave out --start.")
    return field.contents()
