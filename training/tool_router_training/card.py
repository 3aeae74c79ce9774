"""The card beside a GGUF file: what the model is, how it was made, and the hash that proves the file."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

from tool_router_training.begun_with import BegunWith
from tool_router_training.card_file import store_card
from tool_router_training.tokenizer import WordsOf


class Run(TypedDict):
    """What a training run was."""

    seed: int
    steps: int
    batch_tokens: int
    tokens_seen: int
    rows_seen: int
    seconds: float
    loss: float
    held_out_exact: float
    data: str


def write_card(
    model_file: Path,
    *,
    model_id: str,
    parameters: int,
    toolset_sha256: str,
    contract: int,
    run: Run,
    words_of: WordsOf | None = None,
    begun_with: BegunWith | None = None,
) -> Path:
    """Writes <id>.json beside the model; `scores` is filled by the evaluation. Base and licence are those of what it began with."""
    base = f"from scratch, on the word vectors of {words_of.name}" if words_of else "from scratch"
    licence = words_of.licence if words_of else "MIT"
    if begun_with:
        base, licence = begun_with.base or base, begun_with.licence or licence
    facts = {
        "arch": "qwen3",
        "parameters": parameters,
        "base": base,
        "licence": licence,
        "format": "functiongemma",
        "prompt_style": "bare",
        "contract": contract,
        "toolset_sha256": toolset_sha256,
        "training": {**run, **({"begun_with": begun_with.for_card()} if begun_with else {})},
    }
    return store_card(model_file, model_id, facts)
