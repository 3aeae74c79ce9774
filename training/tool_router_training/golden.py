"""Renders the golden conversations again and writes their texts; the inputs in the file stay as they are.

Run as: python -m tool_router_training.golden
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tool_router_training.contract import contract_folder
from tool_router_training.render import render

FAMILIES = ("functiongemma", "qwen")


def golden_file(family: str = "functiongemma") -> Path:
    """The vectors that hold Python's and TypeScript's rendering equal."""
    return contract_folder() / "golden" / f"{family}.json"


def render_vector(vector: dict[str, Any], family: str = "functiongemma") -> str:
    """The text of one vector."""
    return render(vector["messages"], vector["tools"], vector["add_generation_prompt"], vector.get("bos_token"), family)


def main() -> None:
    """Write the files anew."""
    for family in FAMILIES:
        vectors: list[dict[str, Any]] = json.loads(golden_file(family).read_text(encoding="utf-8"))
        fresh = [{**vector, "text": render_vector(vector, family)} for vector in vectors]
        golden_file(family).write_text(json.dumps(fresh, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{family}: {len(fresh)} vectors")


if __name__ == "__main__":
    main()
