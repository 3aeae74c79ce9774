"""What a run began with is kept in its folder, adds up over runs, and stands in the card."""

from __future__ import annotations

import json
from pathlib import Path

from tool_router_training.begun_with import BegunWith, read_start
from tool_router_training.checkpoint import Position, save_checkpoint
from tool_router_training.export_gguf import Export, export_gguf
from tool_router_training.muon import Optimizers
from tool_router_training.nano_model import NanoModel
from tool_router_training.tokenizer import NanoTokenizer


def test_steps_of_all_runs_before_add_up(tokenizer: NanoTokenizer, tiny: NanoModel, tmp_path: Path) -> None:
    path = tmp_path / "some.gguf"
    export_gguf(tiny, tokenizer, Export(path, "some"))
    training = {"steps": 30, "rows_seen": 300, "begun_with": {"what": "before", "steps": 12, "rows_seen": 120}}
    card = {"id": "some-id", "created": "2026-01-02T03:04:05+00:00", "base": "a base", "licence": "apache-2.0"}
    path.with_suffix(".json").write_text(json.dumps(card | {"training": training}))
    begun = read_start(path, 0.5).begun
    assert begun == BegunWith("some-id, some.gguf of 2026-01-02", 42, 420, "a base", "apache-2.0", 0.5)
    assert begun.for_card() == {"what": "some-id, some.gguf of 2026-01-02", "steps": 42, "rows_seen": 420}


def test_without_a_card_nothing_is_made_up(tokenizer: NanoTokenizer, tiny: NanoModel, tmp_path: Path) -> None:
    path = tmp_path / "some.gguf"
    export_gguf(tiny, tokenizer, Export(path, "some"))
    assert read_start(path, 0.5).begun.for_card() == {"what": "some, some.gguf"}


def test_a_checkpoint_begins_at_full_rates_and_tells_its_own_beginning(
    tokenizer: NanoTokenizer, tiny: NanoModel, tmp_path: Path
) -> None:
    tokenizer.save(tmp_path / "tokenizer.json")
    save_checkpoint(tmp_path / "checkpoint.pt", tiny, Optimizers(tiny), Position(step=5, rows=50))
    BegunWith.keep(BegunWith("some, some.gguf", 10, 100, "a base", "apache-2.0", 0.5), tmp_path)
    start = read_start(tmp_path / "checkpoint.pt", 0.5)
    assert start.shape == tiny.shape
    assert start.begun == BegunWith(f"the checkpoint of {tmp_path.name}", 15, 150, "a base", "apache-2.0", 1.0)


def test_a_run_from_nothing_forgets_what_an_earlier_one_began_with(tmp_path: Path) -> None:
    begun = BegunWith("some, some.gguf", 10, 100, None, None, 0.5)
    BegunWith.keep(begun, tmp_path)
    assert BegunWith.load(tmp_path) == begun
    BegunWith.keep(None, tmp_path)
    assert BegunWith.load(tmp_path) is None
