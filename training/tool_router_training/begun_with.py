"""What a run begins with in place of random weights: a nano's own file or another run's checkpoint, and what the card says of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from torch import Tensor

from tool_router_training.checkpoint import load_checkpoint, shape_of
from tool_router_training.nano_model import NanoShape
from tool_router_training.own_nano import read_nano
from tool_router_training.tokenizer import NanoTokenizer

STORED = "begun_with.json"


@dataclass(frozen=True, slots=True)
class BegunWith:
    """Steps and rows are those of all runs before, 0 where nobody says; `base` and `licence` stand in the card of the file."""

    what: str
    steps: int = 0
    rows_seen: int = 0
    base: str | None = None
    licence: str | None = None
    rate_share: float = 1.0

    def for_card(self) -> dict[str, Any]:
        """As it stands in the card's `training`; what is not known is left out."""
        known = {"steps": self.steps, "rows_seen": self.rows_seen}
        return {"what": self.what, **{key: value for key, value in known.items() if value}}

    @staticmethod
    def keep(begun: BegunWith | None, folder: Path) -> None:
        """With the run: a resumed one has the same learning rates and the same card, even where the file is gone. None: no word of an earlier run."""
        path = folder / STORED
        path.unlink(missing_ok=True)
        if begun:
            path.write_text(json.dumps(asdict(begun), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> BegunWith | None:
        """What `keep` wrote; None for a run that began with nothing."""
        path = folder / STORED
        return cls(**json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


@dataclass(frozen=True, slots=True)
class Start:
    """Sizes, vocabulary and weights to begin with."""

    shape: NanoShape
    tokenizer: NanoTokenizer
    weights: dict[str, Tensor]
    begun: BegunWith


def read_start(path: Path, gentle: float) -> Start:
    """gentle: share of the full learning rates for a nano's file. @raises NotReady, OSError when there is nothing to begin with"""
    return _from_file(path, gentle) if path.suffix == ".gguf" else _from_checkpoint(path)


def _from_file(path: Path, gentle: float) -> Start:
    nano = read_nano(path)
    beside = path.with_suffix(".json")
    card: dict[str, Any] = json.loads(beside.read_text(encoding="utf-8")) if beside.is_file() else {}
    training: dict[str, Any] = card.get("training") or {}
    earlier: dict[str, Any] = training.get("begun_with") or {}
    begun = BegunWith(
        what=f"{card.get('id', path.stem)}, {path.name}" + (f" of {card['created'][:10]}" if "created" in card else ""),
        steps=training.get("steps", 0) + earlier.get("steps", 0),
        rows_seen=training.get("rows_seen", 0) + earlier.get("rows_seen", 0),
        base=card.get("base"),
        licence=card.get("licence"),
        rate_share=gentle,
    )
    return Start(nano.model.shape, nano.tokenizer, nano.model.state_dict(), begun)


def _from_checkpoint(path: Path) -> Start:
    stored = load_checkpoint(path)
    earlier = BegunWith.load(path.parent)
    begun = BegunWith(
        what=f"the checkpoint of {path.absolute().parent.name}",
        steps=stored["position"]["step"] + (earlier.steps if earlier else 0),
        rows_seen=stored["position"]["rows"] + (earlier.rows_seen if earlier else 0),
        base=earlier.base if earlier else None,
        licence=earlier.licence if earlier else None,
    )
    return Start(shape_of(stored), NanoTokenizer.load(path.with_name("tokenizer.json")), stored["model"], begun)
