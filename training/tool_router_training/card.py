"""The card beside a GGUF file: what the model is, how it was made, and the hash that proves the file."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypedDict

from tool_router_training.begun_with import BegunWith
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
    card: dict[str, Any] = {
        "id": model_id,
        "file": model_file.name,
        "size": model_file.stat().st_size,
        "sha256": hashlib.sha256(model_file.read_bytes()).hexdigest(),
        "arch": "qwen3",
        "parameters": parameters,
        "base": base,
        "licence": licence,
        "format": "functiongemma",
        "prompt_style": "bare",
        "contract": contract,
        "toolset_sha256": toolset_sha256,
        "training": {**run, **({"begun_with": begun_with.for_card()} if begun_with else {})},
        "scores": None,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    path = model_file.with_name(f"{model_id}.json")
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(part, path)
    return path
