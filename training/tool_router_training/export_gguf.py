"""Writes a nano as GGUF, so that llama.cpp runs it: Qwen 3 tensors, GPT-2 tokenizer, control tokens, chat template."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import gguf
import numpy as np
from gguf.quants import quantize
from numpy.typing import NDArray

from tool_router_training.contract import NUMBER, chat_template, read_contract, toolset_sha256
from tool_router_training.declared.sentence_pieces import byte_piece
from tool_router_training.declared.vocabulary import CutVocabulary
from tool_router_training.nano_model import NanoModel
from tool_router_training.tokenizer import PRE_TOKENIZER, NanoTokenizer, WordsOf

Precision = Literal["f16", "q8_0"]
FILE_TYPES = {"f16": gguf.LlamaFileType.MOSTLY_F16, "q8_0": gguf.LlamaFileType.MOSTLY_Q8_0}
TYPES = {"f16": gguf.GGMLQuantizationType.F16, "q8_0": gguf.GGMLQuantizationType.Q8_0}
BLOCK_NAMES = {
    "attention_norm": "attn_norm",
    "query": "attn_q",
    "key": "attn_k",
    "value": "attn_v",
    "query_norm": "attn_q_norm",
    "key_norm": "attn_k_norm",
    "output": "attn_output",
    "feed_norm": "ffn_norm",
    "gate": "ffn_gate",
    "up": "ffn_up",
    "down": "ffn_down",
}


@dataclass(frozen=True, slots=True)
class Export:
    """Where to write, under which name, and how exactly."""

    path: Path
    name: str
    precision: Precision = "q8_0"
    description: str = ""


def export_gguf(model: NanoModel, tokenizer: NanoTokenizer, export: Export) -> None:
    """Writes beside the target and renames, so that no half a file is ever seen. @raises OSError"""
    part = export.path.with_name(export.path.name + ".part")
    writer = gguf.GGUFWriter(part, "qwen3")
    _write_shape(writer, model, tokenizer.words_of, export)
    write_vocabulary(writer, tokenizer, PRE_TOKENIZER)
    for name, weight in tensors(model):
        if weight.ndim == 1:
            writer.add_tensor(name, weight)
        else:
            kind = TYPES[export.precision]
            writer.add_tensor(name, quantize(weight, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    os.replace(part, export.path)


def tensors(model: NanoModel) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Every weight under llama.cpp's name, rows first, float32."""
    for name, weight in (model.state_dict() | {"embedding.weight": model.table()}).items():
        array: NDArray[np.float32] = weight.detach().float().contiguous().numpy()
        match name.split("."):
            case ["embedding", "weight"]:
                yield "token_embd.weight", array
            case ["embedding_turn", "weight"] | ["word_vectors"]:
                continue  # They are part of the table.
            case ["norm", "weight"]:
                yield "output_norm.weight", array
            case ["blocks", number, part, "weight"]:
                yield f"blk.{number}.{BLOCK_NAMES[part]}.weight", array
            case _:
                raise ValueError(f"no GGUF name for {name}")


def _write_shape(writer: gguf.GGUFWriter, model: NanoModel, words_of: WordsOf | None, export: Export) -> None:
    shape = model.shape
    writer.add_type("model")
    writer.add_name(export.name)
    writer.add_description(export.description)
    writer.add_license(words_of.licence if words_of else "mit")
    if words_of:
        writer.add_string("tool_router.words_of", words_of.name)
    writer.add_languages(["en"])
    writer.add_file_type(FILE_TYPES[export.precision])
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_key_length(shape.head)
    writer.add_value_length(shape.head)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_string("tool_router.prompt_style", "bare")
    writer.add_string("tool_router.format", "functiongemma")
    writer.add_uint32("tool_router.contract", NUMBER)
    writer.add_string("tool_router.toolset_sha256", toolset_sha256(read_contract("kiwi/tools.json")))


def write_vocabulary(writer: gguf.GGUFWriter, tokenizer: NanoTokenizer | CutVocabulary, pre_tokenizer: str) -> None:
    """Pieces, control tokens, merges or scores, and the chat template, as every model of ours has them."""
    writer.add_token_list([*tokenizer.pieces, *tokenizer.controls])
    normal, control, byte = gguf.TokenType.NORMAL, gguf.TokenType.CONTROL, gguf.TokenType.BYTE
    if isinstance(tokenizer, CutVocabulary) and tokenizer.scores:
        writer.add_tokenizer_model("llama")
        writer.add_tokenizer_pre("default")
        writer.add_token_scores(tokenizer.all_scores())
        bytes_ = {byte_piece(number) for number in range(256)}
        kinds = [byte if piece in bytes_ else normal for piece in tokenizer.pieces]
        # Every character has its bytes, so nothing is unknown; the runtime wants a token for it all the same.
        writer.add_unk_token_id(tokenizer.pad)
    else:
        writer.add_tokenizer_model("gpt2")
        writer.add_tokenizer_pre(pre_tokenizer)
        writer.add_token_merges([" ".join(pair) for pair in tokenizer.merges])
        kinds = [normal] * len(tokenizer.pieces)
    writer.add_token_types([*kinds, *([control] * len(tokenizer.controls))])
    writer.add_bos_token_id(tokenizer.bos)
    writer.add_eos_token_id(tokenizer.eos)
    writer.add_pad_token_id(tokenizer.pad)
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(chat_template())
