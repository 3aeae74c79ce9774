"""Writes a cut model as GGUF, with its vocabulary, the prompt it wants and where it comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import gguf
import numpy as np
from gguf.quants import quantize
from numpy.typing import NDArray

from tool_router_training.contract import NUMBER
from tool_router_training.declared.base_gguf import Base
from tool_router_training.declared.cut_gemma import CutGemma
from tool_router_training.declared.cut_model import CutModel
from tool_router_training.declared.vocabulary import PRE_TOKENIZER, CutVocabulary
from tool_router_training.export_gguf import write_vocabulary

Precision = Literal["f16", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0"]


def export_llama(model: CutModel, vocabulary: CutVocabulary, base: Base, path: Path, precision: Precision) -> Path:
    """Writes beside the target and renames. Embeddings, which are the output head too, stay at 8 bits or more. @raises OSError"""
    kind = gguf.GGMLQuantizationType[precision.upper()]
    head = kind if precision in ("f16", "q8_0") else gguf.GGMLQuantizationType.Q8_0
    part = path.with_name(path.name + ".part")
    writer = gguf.GGUFWriter(part, base.family)
    _write_shape(writer, model, base, path.stem, precision)
    write_vocabulary(writer, vocabulary, PRE_TOKENIZER)
    for name, weight in tensors(model):
        if weight.ndim == 1:
            writer.add_tensor(name, weight)
        else:
            precise = head if name == "token_embd.weight" else kind
            writer.add_tensor(name, quantize(weight, precise), raw_dtype=precise)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    os.replace(part, path)
    return path


def tensors(model: CutModel) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Every weight under llama.cpp's name, rows first, float32."""
    shape = model.shape
    sizes = {
        "joint": [shape.heads * shape.head, shape.kv_heads * shape.head, shape.kv_heads * shape.head],
        "gate_up": [shape.feed_forward, shape.feed_forward],
    }
    for name, weight in model.state_dict().items():
        array: NDArray[np.float32] = weight.detach().float().contiguous().numpy()
        match name.split("."):
            case ["embedding", "weight"]:
                yield "token_embd.weight", array
            case ["norm", "weight"]:
                yield "output_norm.weight", array
            case ["blocks", number, part, "weight"]:
                edges = np.cumsum(sizes.get(part, []))[:-1]
                for theirs, rows in zip(model.weights[part], np.split(array, edges), strict=True):
                    yield f"blk.{number}.{theirs}.weight", np.ascontiguousarray(rows)
            case _:
                raise ValueError(f"no GGUF name for {name}")


def _write_shape(writer: gguf.GGUFWriter, model: CutModel, base: Base, name: str, precision: Precision) -> None:
    shape = model.shape
    writer.add_type("model")
    writer.add_name(name)
    writer.add_description(f"{len(model.blocks)} layers of {base.name}, vocabulary cut, tuned to call declared tools")
    writer.add_license(base.licence)
    if base.family == "gemma3":
        writer.add_license_name("Gemma Terms of Use")
        writer.add_license_link("https://ai.google.dev/gemma/terms")
    writer.add_languages(["en"])
    writer.add_file_type(gguf.LlamaFileType[f"MOSTLY_{precision.upper()}"])
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_context_length(shape.context)
    writer.add_vocab_size(shape.vocabulary)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    if isinstance(model, CutGemma):
        writer.add_key_length(shape.head)
        writer.add_value_length(shape.head)
        writer.add_sliding_window(model.shape.window)
        writer.add_rope_freq_base_swa(model.shape.local_rope_base)
    else:
        writer.add_rope_dimension_count(shape.head)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_string("tool_router.prompt_style", "declared_words")
    writer.add_string("tool_router.format", "functiongemma")
    writer.add_string("tool_router.base", base.name)
    writer.add_uint32("tool_router.contract", NUMBER)
