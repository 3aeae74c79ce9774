"""Writes the sizes of a transformers config as GGUF keys."""

from __future__ import annotations

from typing import Any

import gguf

from tool_router_training.preflight import NotReady


def write_sizes(config: Any, architecture: str, writer: gguf.GGUFWriter) -> None:
    """`config` is transformers'. @raises NotReady for what llama.cpp would compute otherwise"""
    head = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_key_length(head)
    writer.add_value_length(head)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_vocab_size(config.vocab_size)
    writer.add_rope_freq_base(_rope_base(config))
    if architecture == "llama":
        writer.add_rope_dimension_count(head)
    if architecture == "gemma3":
        kinds = list(config.layer_types)
        if any((kind == "full_attention") != (number % 6 == 5) for number, kind in enumerate(kinds)):
            raise NotReady(
                "Gemma 3 with another order of layers than five of a window and one of all cannot be written as GGUF."
            )
        writer.add_sliding_window(config.sliding_window)
    elif getattr(config, "use_sliding_window", False):
        raise NotReady("A Qwen with sliding windows cannot be written as GGUF.")


def _rope_base(config: Any) -> float:
    """transformers 5 keeps it in rope_parameters, one entry a kind of layer in Gemma."""
    rope: dict[str, Any] = dict(getattr(config, "rope_parameters", None) or {})
    rope = dict(rope.get("full_attention", rope))
    kind = rope.get("rope_type", "default")
    if kind != "default":
        raise NotReady(f"Positions scaled by {kind} cannot be written as GGUF by this export.")
    return float(rope.get("rope_theta") or config.rope_theta)
