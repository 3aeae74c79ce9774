"""Makes a Gemma 3 base of a few small random layers as GGUF, with a SentencePiece vocabulary of its own."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

WIDTH, HEADS, HEAD, FEED, LAYERS, WINDOW = 64, 2, 32, 96, 7, 16
MARKS = ["<pad>", "<eos>", "<bos>", "<unk>", "<start_of_turn>", "<end_of_turn>"]
WORDS = ["▁the", "▁ferry", "▁harbour", "tool", "▁tool", "name", "call", "true", ":tr", ">▁<", "<eos", "<bo", "s>"]


def pieces_of(words: list[str]) -> list[str]:
    """Words with all that they are merged from, shortest first, then single characters."""
    parts = {word[:end]: None for word in words for end in range(2, len(word) + 1)}
    singles = {character: None for word in [*words, *map(chr, range(33, 127)), "é"] for character in word}
    return [*sorted(parts, key=len), *singles]


def write_gemma(path: Path, architecture: str = "gemma3", without: str = "", rope_stretch: float = 1.0) -> Path:
    """`without`: a key to leave out."""
    rng = np.random.default_rng(3)
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_name("Tiny Gemma")
    writer.add_license("gemma")
    numbers = {
        "context_length": 4096, "embedding_length": WIDTH, "block_count": LAYERS, "feed_forward_length": FEED,
        "attention.head_count": HEADS, "attention.head_count_kv": 1, "attention.key_length": HEAD,
        "attention.value_length": HEAD, "attention.sliding_window": WINDOW,
    }  # fmt: skip
    for key, value in numbers.items():
        if key != without:
            writer.add_uint32(f"{architecture}.{key}", value)
    writer.add_float32(f"{architecture}.rope.freq_base", 1e6)
    writer.add_float32(f"{architecture}.attention.layer_norm_rms_epsilon", 1e-6)
    writer.add_float32(f"{architecture}.rope.scaling.factor", rope_stretch)
    kinds = gguf.TokenType
    pieces = pieces_of(WORDS)
    tokens = [*MARKS, "\n", "\n\n", *(f"<0x{byte:02X}>" for byte in range(256)), *pieces]
    types = [
        *[kinds.CONTROL] * len(MARKS),
        *[kinds.USER_DEFINED] * 2,
        *[kinds.BYTE] * 256,
        *[kinds.NORMAL] * len(pieces),
    ]
    scores = [*[-1000.0] * (len(MARKS) + 2), *[0.0] * 256, *(-float(number) for number in range(len(pieces)))]
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    writer.add_token_scores(scores)

    def add(name: str, *shape: int) -> None:
        size = 1.0 + rng.normal(0, 0.1, shape) if len(shape) == 1 else rng.normal(0, 0.1, shape)
        writer.add_tensor(f"{name}.weight", size.astype(np.float32))

    add("token_embd", len(tokens), WIDTH)
    add("output_norm", WIDTH)
    for number in range(LAYERS):
        block = f"blk.{number}"
        for norm in ("attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm"):
            add(f"{block}.{norm}", WIDTH)
        for norm in ("attn_q_norm", "attn_k_norm"):
            add(f"{block}.{norm}", HEAD)
        add(f"{block}.attn_q", HEADS * HEAD, WIDTH)
        add(f"{block}.attn_k", HEAD, WIDTH)
        add(f"{block}.attn_v", HEAD, WIDTH)
        add(f"{block}.attn_output", WIDTH, HEADS * HEAD)
        add(f"{block}.ffn_gate", FEED, WIDTH)
        add(f"{block}.ffn_up", FEED, WIDTH)
        add(f"{block}.ffn_down", WIDTH, FEED)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
