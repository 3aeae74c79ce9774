"""The card of a model that reads declarations. One that goes on from a file of ours inherits what that file's card says of its origin."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import gguf

from tool_router_training.contract import NUMBER
from tool_router_training.declared.base_gguf import Base

INHERITED = ("base", "licence", "notice", "calls_from", "calibration")
"""True of the new model too, until it is evaluated: then its confidence is fitted anew."""


def write_tools_card(
    model_file: Path, base: Base, own_base: Path | None, *, parameters: int, training: dict[str, Any]
) -> Path:
    """Writes <name>.json beside the model. `own_base`: the file of ours that the run began with, its card beside it."""
    architecture = gguf.GGUFReader(model_file).get_field("general.architecture")
    card: dict[str, Any] = {
        "id": model_file.stem,
        "file": model_file.name,
        "size": model_file.stat().st_size,
        "sha256": hashlib.sha256(model_file.read_bytes()).hexdigest(),
        "arch": architecture.contents() if architecture else "llama",
        "parameters": parameters,
        "base": base.name,
        "licence": base.licence,
        "format": "functiongemma",
        "prompt_style": "declared_words",
        "contract": NUMBER,
        "training": training,
        "scores": None,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        **_inherited(own_base),
    }
    path = model_file.with_name(f"{model_file.stem}.json")
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(part, path)
    return path


def _inherited(own_base: Path | None) -> dict[str, Any]:
    if own_base is None:
        return {}
    try:
        card = json.loads(own_base.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # A file may be used without its card.
    return {key: card[key] for key in INHERITED if key in card} if isinstance(card, dict) else {}
