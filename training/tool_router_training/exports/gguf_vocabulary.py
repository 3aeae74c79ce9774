"""Writes the vocabulary of a transformers tokenizer as llama.cpp reads it: byte-level BPE, or Gemma's pieces with scores."""

from __future__ import annotations

import json
from typing import Any

import gguf

from tool_router_training.preflight import NotReady

QWEN_PATTERN = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|"


def write_vocabulary(tokenizer: Any, size: int, writer: gguf.GGUFWriter) -> None:
    """`size` is the model's; ids without a token get a place holder. @raises NotReady for a tokenizer of another kind"""
    described: dict[str, Any] = json.loads(tokenizer.backend_tokenizer.to_str())
    model = described["model"]
    if model.get("type") != "BPE":
        raise NotReady(
            f"A tokenizer of the kind {model.get('type')} cannot be written as GGUF; byte-level BPE and Gemma's can."
        )
    pieces: dict[int, str] = {index: text for text, index in model["vocab"].items()}
    added = {one["id"]: one for one in described["added_tokens"]}
    pieces.update({index: one["content"] for index, one in added.items()})
    tokens = [pieces.get(index, f"[PAD{index}]") for index in range(size)]
    kinds = [_kind(index, text, added, pieces) for index, text in enumerate(tokens)]
    merges = [tuple(pair.split(" ", 1)) if isinstance(pair, str) else tuple(pair) for pair in model["merges"]]
    if model.get("byte_fallback"):
        writer.add_tokenizer_model("llama")
        writer.add_token_list(tokens)
        writer.add_token_scores(_scores(tokens, kinds, merges))
    else:
        writer.add_tokenizer_model("gpt2")
        writer.add_tokenizer_pre(name_splitting(described["pre_tokenizer"]))
        writer.add_token_list(tokens)
        writer.add_token_merges([" ".join(pair) for pair in merges])
    writer.add_token_types(kinds)
    if tokenizer.bos_token_id is not None:
        writer.add_bos_token_id(tokenizer.bos_token_id)
    writer.add_eos_token_id(tokenizer.eos_token_id)
    if tokenizer.pad_token_id is not None:
        writer.add_pad_token_id(tokenizer.pad_token_id)
    # The templates write the first token themselves.
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)


def name_splitting(pre: Any) -> str:
    """llama.cpp's name for how a text is split before merging. @raises NotReady when it has none that is known here"""
    parts = pre.get("pretokenizers", [pre]) if pre else []
    kinds = [part["type"] for part in parts]
    if kinds == ["ByteLevel"] and parts[0].get("use_regex", True):
        return "gpt-2"
    if kinds == ["Digits", "ByteLevel"] and parts[0].get("individual_digits"):
        return "smollm"
    pattern = parts[0].get("pattern", {}).get("Regex", "") if kinds == ["Split", "ByteLevel"] else ""
    if pattern.startswith(QWEN_PATTERN):
        return "qwen2"
    raise NotReady(
        f"How this tokenizer splits a text ({', '.join(kinds) or 'not at all'}) has no known name in llama.cpp."
    )


def _kind(index: int, text: str, added: dict[int, Any], pieces: dict[int, str]) -> int:
    if index not in pieces:
        return int(gguf.TokenType.UNUSED)
    if index in added:
        # Marks such as <start_function_call> must be control tokens: a request cannot spell those.
        mark = added[index].get("special") or (text.startswith("<") and text.endswith(">"))
        return int(gguf.TokenType.CONTROL if mark else gguf.TokenType.USER_DEFINED)
    is_byte = len(text) == 6 and text.startswith("<0x") and text.endswith(">")
    return int(gguf.TokenType.BYTE if is_byte else gguf.TokenType.NORMAL)


def _scores(tokens: list[str], kinds: list[int], merges: list[tuple[str, ...]]) -> list[float]:
    """The earlier a merge makes a piece, the higher its score: llama.cpp joins by score, as the merges do by order."""
    ranks: dict[str, int] = {}
    for rank, pair in enumerate(merges):
        ranks.setdefault("".join(pair), rank)
    normal = int(gguf.TokenType.NORMAL)
    return [-float(ranks.get(text, 0)) if kind == normal else -1000.0 for text, kind in zip(tokens, kinds, strict=True)]
