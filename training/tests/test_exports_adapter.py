"""The adapter's file has llama.cpp's names and turns; what it cannot hold is refused. Needs neither PEFT nor transformers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest

from tool_router_training.exports.facts import Facts
from tool_router_training.exports.llama_names import llama_name, pair_rows
from tool_router_training.exports.lora_gguf import AdapterShape, write_adapter
from tool_router_training.exports.quantize import find_quantizer, quantize_file
from tool_router_training.preflight import NotReady

FACTS = Facts("tiny", "a base", "mit", "functiongemma")
LLAMA = AdapterShape("llama", heads=2, kv_heads=1)
QUERY = "base_model.model.model.layers.1.self_attn.q_proj.lora_{}.weight"


def matrices(rows: int = 8, width: int = 6) -> dict[str, Any]:
    down = np.arange(2 * width, dtype=np.float32).reshape(2, width)
    up = np.arange(rows * 2, dtype=np.float32).reshape(rows, 2)
    return {QUERY.format("A"): down, QUERY.format("B"): up}


def test_an_adapter_has_the_keys_and_names_of_llama_cpp(tmp_path: Path) -> None:
    path = write_adapter(matrices(), {"lora_alpha": 16, "r": 2}, LLAMA, FACTS, tmp_path / "a.gguf")
    reader = gguf.GGUFReader(path)
    said = {
        "general.architecture": "llama",
        "general.type": "adapter",
        "adapter.type": "lora",
        "adapter.lora.alpha": 16.0,
        "general.license": "mit",
        "tool_router.base": "a base",
    }
    assert {key: reader.fields[key].contents() for key in said} == said
    tensors = {tensor.name: tensor.data for tensor in reader.tensors}
    assert tensors.keys() == {"blk.1.attn_q.weight.lora_a", "blk.1.attn_q.weight.lora_b"}
    assert np.array_equal(tensors["blk.1.attn_q.weight.lora_a"], matrices()[QUERY.format("A")])
    # Two heads of four rows: halves become neighbouring pairs, as in the base.
    assert tensors["blk.1.attn_q.weight.lora_b"][:, 0].tolist() == [0, 4, 2, 6, 8, 12, 10, 14]


def test_only_llamas_rows_are_turned(tmp_path: Path) -> None:
    path = write_adapter(matrices(), {"lora_alpha": 4, "r": 2}, AdapterShape("qwen3", 2, 1), FACTS, tmp_path / "a.gguf")
    up = next(tensor.data for tensor in gguf.GGUFReader(path).tensors if tensor.name.endswith("lora_b"))
    assert np.array_equal(up, matrices()[QUERY.format("B")])


def test_a_rank_stabilised_adapter_keeps_its_scale(tmp_path: Path) -> None:
    settings = {"lora_alpha": 8, "r": 4, "use_rslora": True}
    path = write_adapter(matrices(), settings, LLAMA, FACTS, tmp_path / "a.gguf")
    # alpha / √rank = 4, and llama.cpp divides by the rank.
    assert gguf.GGUFReader(path).fields["adapter.lora.alpha"].contents() == 16.0


@pytest.mark.parametrize(
    ("settings", "keys", "why"),
    [
        ({"use_dora": True}, [], "use_dora"),
        ({"modules_to_save": ["lm_head"]}, [], "modules_to_save"),
        ({}, ["base_model.model.model.embed_tokens.weight"], "which is no LoRA matrix"),
        ({}, [QUERY.format("A").replace("q_proj", "k_proj")], "lacks one of the two matrices of blk.1.attn_k"),
    ],
)
def test_what_the_file_cannot_hold_is_refused(
    tmp_path: Path, settings: dict[str, Any], keys: list[str], why: str
) -> None:
    weights = {**matrices(), **{key: np.zeros((2, 6), dtype=np.float32) for key in keys}}
    with pytest.raises(NotReady, match=why):
        write_adapter(weights, {"lora_alpha": 4, "r": 2, **settings}, LLAMA, FACTS, tmp_path / "a.gguf")
    assert not (tmp_path / "a.gguf").exists()


def test_a_weight_without_a_name_is_a_bug() -> None:
    assert llama_name("model.layers.3.post_attention_layernorm", "gemma3") == "blk.3.post_attention_norm"
    assert llama_name("model.layers.3.post_attention_layernorm", "llama") == "blk.3.ffn_norm"
    with pytest.raises(ValueError, match="no GGUF name"):
        llama_name("model.layers.0.mlp.router", "qwen3")


def test_a_bias_is_turned_like_its_rows() -> None:
    assert pair_rows(np.arange(4, dtype=np.float32), 1).tolist() == [0, 2, 1, 3]


def test_a_quantizer_is_named_or_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOOL_ROUTER_QUANTIZER", str(tmp_path / "none"))
    with pytest.raises(NotReady, match=r"TOOL_ROUTER_QUANTIZER names .*, which is not a file"):
        find_quantizer()
    monkeypatch.delenv("TOOL_ROUTER_QUANTIZER")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("tool_router_training.exports.quantize.REPOSITORY", tmp_path)
    with pytest.raises(NotReady, match="run npm install in the repository"):
        find_quantizer()
    with pytest.raises(NotReady, match='There is no kind "q3_x"'):
        quantize_file(tmp_path / "a.gguf", tmp_path / "b.gguf", "q3_x")
