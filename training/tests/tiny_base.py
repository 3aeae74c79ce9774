"""Makes a base of two random layers with a vocabulary of its own, as a folder that transformers reads."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

from tool_router_training.contract import read_contract
from tool_router_training.datasets.tools import generate_rows

QWEN_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def make_rows(path: Path, count: int, seed: int = 5) -> Path:
    """Rows with few tools each, so that prompts stay short."""
    rows = (row for row in generate_rows(seed, "train") if len(row["tools"]) <= 2 and "ask" not in row["tags"])
    path.write_text("".join(json.dumps(row) + "\n" for row in islice(rows, count)), encoding="utf-8")
    return path


def make_base(folder: Path, kind: str = "llama") -> Path:
    """`kind` is the model_type: llama, qwen2, qwen3 or gemma3_text."""
    import torch
    import transformers

    tokenizer = make_tokenizer(kind)
    sizes: dict[str, Any] = {
        "vocab_size": len(tokenizer),
        "hidden_size": 64,
        "intermediate_size": 96,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": 4096,
        "bos_token_id": tokenizer.bos_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "tie_word_embeddings": True,
    }
    torch.manual_seed(3)
    match kind:
        case "llama":
            config = transformers.LlamaConfig(**sizes)
            model = transformers.LlamaForCausalLM(config)
        case "qwen2":
            config = transformers.Qwen2Config(**sizes)
            model = transformers.Qwen2ForCausalLM(config)
        case "qwen3":
            config = transformers.Qwen3Config(**sizes, head_dim=32)
            model = transformers.Qwen3ForCausalLM(config)
        case _:
            config = transformers.Gemma3TextConfig(**sizes, head_dim=32, query_pre_attn_scalar=32)
            model = transformers.Gemma3ForCausalLM(config)
    with torch.no_grad():
        # Random weights of a size that makes answers differ; biases and norms too.
        for name, weight in model.named_parameters():
            weight.copy_(weight + torch.randn_like(weight) * (0.3 if "norm" in name or weight.ndim == 1 else 0.15))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / "README.md").write_text("---\nlicense: mit\n---\n", encoding="utf-8")
    return folder


def make_tokenizer(kind: str) -> Any:
    import transformers
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

    gemma = kind == "gemma3_text"
    marks = list(read_contract("markers.json")["functiongemma"].values())
    special = [*marks, "<|im_start|>", "<|im_end|>"]
    tokenizer = Tokenizer(models.BPE(byte_fallback=gemma))
    if gemma:
        tokenizer.normalizer = normalizers.Replace(" ", "▁")
        special = [*special, *(f"<0x{byte:02X}>" for byte in range(256))]
        tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    elif kind.startswith("qwen"):
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [
                pre_tokenizers.Split(Regex(QWEN_SPLIT), "isolated"),
                pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
            ]
        )
    else:
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
        )
    if not gemma:
        tokenizer.decoder = decoders.ByteLevel()
    texts = (json.dumps(row) for row in islice(generate_rows(3, "train"), 150))
    alphabet = [] if gemma else pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(
        texts,
        trainers.BpeTrainer(vocab_size=900, special_tokens=special, initial_alphabet=alphabet, show_progress=False),
    )
    eos = "<|im_end|>" if kind.startswith("qwen") else "<eos>"
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<bos>",
        eos_token=eos,
        pad_token="<pad>",
        clean_up_tokenization_spaces=False,
    )
