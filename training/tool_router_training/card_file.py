"""Writes a card beside its model file: what proves the file, what a recipe says of it, and when."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def store_card(model_file: Path, model_id: str, facts: Mapping[str, Any]) -> Path:
    """<stem>.json, whole or not at all; `scores` is filled by the evaluation. @raises OSError"""
    with model_file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    card = {
        "id": model_id,
        "file": model_file.name,
        "size": model_file.stat().st_size,
        "sha256": digest,
        **facts,
        "scores": None,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    path = model_file.with_suffix(".json")
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(part, path)
    return path
