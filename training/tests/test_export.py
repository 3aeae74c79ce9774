"""The exported file holds what llama.cpp needs, and the weights that were trained."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import gguf
import numpy as np
import pytest

from tool_router_training.card import Run, write_card
from tool_router_training.contract import chat_template, functional_tokens, read_contract, toolset_sha256
from tool_router_training.export_gguf import Export, Precision, export_gguf, tensors
from tool_router_training.nano_model import NanoModel
from tool_router_training.tokenizer import NanoTokenizer


@pytest.mark.parametrize(("precision", "tolerance"), [("f16", 1e-3), ("q8_0", 2e-2)])
def test_weights_read_back(
    tokenizer: NanoTokenizer, tiny: NanoModel, tmp_path: Path, precision: Precision, tolerance: float
) -> None:
    path = tmp_path / "tiny.gguf"
    export_gguf(tiny, tokenizer, Export(path, "tiny", precision))
    stored = {tensor.name: tensor for tensor in gguf.GGUFReader(path).tensors}
    wanted = dict(tensors(tiny))
    assert stored.keys() == wanted.keys()
    for name, weight in wanted.items():
        read = gguf.dequantize(stored[name].data, stored[name].tensor_type).reshape(weight.shape)
        assert np.abs(read - weight).max() <= tolerance * max(1.0, float(np.abs(weight).max())), name
    assert not list(tmp_path.glob("*.part"))


def test_metadata_says_how_to_prompt(tokenizer: NanoTokenizer, tiny: NanoModel, tmp_path: Path) -> None:
    path = tmp_path / "tiny.gguf"
    export_gguf(tiny, tokenizer, Export(path, "tiny"))
    reader = gguf.GGUFReader(path)

    def value(key: str) -> object:
        field = reader.get_field(key)
        assert field is not None, key
        return field.contents()

    assert value("general.architecture") == "qwen3"
    assert value("tool_router.prompt_style") == "bare"
    assert value("tool_router.toolset_sha256") == toolset_sha256(read_contract("kiwi/tools.json"))
    assert value("tokenizer.chat_template") == chat_template()
    assert value("tokenizer.ggml.add_bos_token") is False
    tokens, kinds = value("tokenizer.ggml.tokens"), value("tokenizer.ggml.token_type")
    assert isinstance(tokens, list) and isinstance(kinds, list)
    assert len(tokens) == len(tokenizer)
    assert all(kinds[tokens.index(text)] == gguf.TokenType.CONTROL for text in functional_tokens())


def test_the_card_proves_the_file(tmp_path: Path) -> None:
    model = tmp_path / "some.gguf"
    model.write_bytes(b"weights")
    run = Run(
        seed=1,
        steps=2,
        batch_tokens=3,
        tokens_seen=4,
        rows_seen=5,
        seconds=6.0,
        loss=0.1,
        held_out_exact=0.9,
        data="none",
    )
    path = write_card(model, model_id="some", parameters=7, toolset_sha256="00", contract=1, run=run)
    card = json.loads(path.read_text(encoding="utf-8"))
    assert (card["id"], card["file"], card["size"], card["licence"]) == ("some", "some.gguf", 7, "MIT")
    assert card["sha256"] == hashlib.sha256(b"weights").hexdigest()
    assert card["scores"] is None
