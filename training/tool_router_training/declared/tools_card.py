"""The card of a model that reads declarations. One that goes on from a file of ours inherits what that file's card says of its origin."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tool_router_training.card_file import store_card
from tool_router_training.contract import NUMBER
from tool_router_training.declared.base_gguf import Base

INHERITED = ("base", "licence", "notice", "calls_from", "calibration")
"""True of the new model too, until it is evaluated: then its confidence is fitted anew."""


def write_tools_card(
    model_file: Path, base: Base, own_base: Path | None, *, parameters: int, training: dict[str, Any]
) -> Path:
    """Writes <name>.json beside the model. `own_base`: the file of ours that the run began with, its card beside it."""
    facts: dict[str, Any] = {
        "arch": base.family,
        "parameters": parameters,
        "base": base.name,
        "licence": base.licence,
        "format": "functiongemma",
        "prompt_style": "declared_words",
        "contract": NUMBER,
        "training": training,
        **_inherited(own_base),
    }
    return store_card(model_file, model_file.stem, facts)


def _inherited(own_base: Path | None) -> dict[str, Any]:
    if own_base is None:
        return {}
    try:
        card = json.loads(own_base.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # A file may be used without its card.
    return {key: card[key] for key in INHERITED if key in card} if isinstance(card, dict) else {}
