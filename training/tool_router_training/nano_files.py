"""What every nano run ends with: the file that ships, one without quantization to compare with, and the card."""

from __future__ import annotations

from pathlib import Path

from tool_router_training.begun_with import BegunWith
from tool_router_training.card import Run, write_card
from tool_router_training.contract import NUMBER, read_contract, toolset_sha256
from tool_router_training.export_gguf import Export, export_gguf
from tool_router_training.nano_model import NanoModel
from tool_router_training.tokenizer import NanoTokenizer


def write_nano(
    model: NanoModel, tokenizer: NanoTokenizer, out: Path, name: str, run: Run, begun: BegunWith | None
) -> tuple[Path, Path]:
    """Writes <name>.gguf (Q8_0), <name>-f16.gguf and <name>.json into `out`. @returns the model's file and its card. @raises OSError"""
    model_file = out / f"{name}.gguf"
    export_gguf(model, tokenizer, Export(model_file, name, "q8_0"))
    export_gguf(model, tokenizer, Export(out / f"{name}-f16.gguf", name, "f16"))
    card = write_card(
        model_file,
        model_id=name,
        parameters=model.count(),
        toolset_sha256=toolset_sha256(read_contract("kiwi/tools.json")),
        contract=NUMBER,
        run=run,
        words_of=tokenizer.words_of,
        begun_with=begun,
    )
    return model_file, card
