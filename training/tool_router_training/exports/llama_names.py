"""Weights of transformers' models under llama.cpp's names, turned as llama.cpp wants them."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

Weight = NDArray[np.float32]

OUTER = {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}
INNER = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
}
GEMMA = {
    "post_attention_layernorm": "post_attention_norm",
    "pre_feedforward_layernorm": "ffn_norm",
    "post_feedforward_layernorm": "post_ffw_norm",
}


def llama_name(module: str, architecture: str) -> str:
    """`model.layers.3.mlp.up_proj` → `blk.3.ffn_up`. @raises ValueError when there is no name for it"""
    if module in OUTER:
        return OUTER[module]
    match = re.fullmatch(r"model\.layers\.(\d+)\.(.+)", module)
    inner = {**INNER, **GEMMA} if architecture == "gemma3" else INNER
    if not match or match[2] not in inner:
        raise ValueError(f"there is no GGUF name for {module} in the architecture {architecture}")
    return f"blk.{match[1]}.{inner[match[2]]}"


def turn_weight(name: str, weight: Weight, architecture: str, heads: int, kv_heads: int) -> Weight:
    """llama.cpp's rope turns neighbouring pairs in the architecture llama, and Gemma's norms count from zero."""
    if architecture == "llama" and re.search(r"attn_[qk]\.(weight|bias)$", name):
        return pair_rows(weight, heads if ".attn_q." in name else kv_heads)
    if architecture == "gemma3" and name.endswith("norm.weight"):
        return weight + np.float32(1)
    return weight


def pair_rows(weight: Weight, heads: int) -> Weight:
    """Rows of a head from (first halves, second halves) to neighbouring pairs; also for a bias and for the B of a LoRA."""
    rows = weight.reshape(heads, 2, weight.shape[0] // heads // 2, *weight.shape[1:])
    return np.ascontiguousarray(rows.swapaxes(1, 2).reshape(weight.shape))
