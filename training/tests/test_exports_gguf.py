"""Exported files are run by the router's own runtime, and answer as the weights that they were made of."""

from __future__ import annotations

import shutil
from itertools import islice
from pathlib import Path
from typing import Any

import gguf
import pytest
from tiny_base import make_base, make_rows

from tool_router_training.contract import NUMBER, chat_template
from tool_router_training.exports.compare import REPOSITORY, compare
from tool_router_training.exports.facts import Facts
from tool_router_training.exports.lora_gguf import AdapterShape, read_adapter, write_adapter
from tool_router_training.exports.merged_gguf import write_merged
from tool_router_training.exports.quantize import quantize_file
from tool_router_training.lora.bases import Base, find_base
from tool_router_training.lora.load_base import load_tuned
from tool_router_training.lora.rows_to_chat import Chat, Style, read_chats
from tool_router_training.preflight import NotReady

MISSING = 'exports need transformers and peft: pip install -e "training[lora]"'
pytest.importorskip("transformers", reason=MISSING)
peft = pytest.importorskip("peft", reason=MISSING)
if not shutil.which("node") or not (REPOSITORY / "node_modules" / "node-llama-cpp").is_dir():
    pytest.skip("running GGUF files needs Node.js and node-llama-cpp: npm install", allow_module_level=True)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_rows(tmp_path_factory.mktemp("rows") / "rows.jsonl", 100)


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return find_base(str(make_base(tmp_path_factory.mktemp("base") / "llama", "llama")))


def load(base: Base) -> tuple[Any, Any]:
    import torch

    torch.set_num_threads(1)
    return load_tuned(base, None)


def ask(rows: Path, style: Style, count: int) -> list[Chat]:
    return list(islice(read_chats(rows, style), count))


def facts_of(base: Base, style: Style = "functiongemma") -> Facts:
    return Facts("tiny", base.name, base.licence, style, "ab" * 32)


def test_an_export_answers_100_requests_as_its_weights(llama: Base, rows: Path, tmp_path: Path) -> None:
    model, tokenizer = load(llama)
    path = write_merged(model, tokenizer, llama, facts_of(llama), tmp_path / "tiny.gguf", "f16")
    result = compare(model, tokenizer, ask(rows, "functiongemma", 100), path, longest=12, near=0.05)
    assert result.same_prompts == result.same_answers + result.near_ties == 100, result
    assert result.same_answers >= 75, "the weights are random, so some choices are near ties"


@pytest.mark.parametrize(("kind", "style"), [("qwen2", "qwen"), ("qwen3", "qwen"), ("gemma3_text", "functiongemma")])
def test_every_architecture_answers_as_its_weights(kind: str, style: Style, rows: Path, tmp_path: Path) -> None:
    base = find_base(str(make_base(tmp_path / kind, kind)))
    model, tokenizer = load(base)
    path = write_merged(model, tokenizer, base, facts_of(base, style), tmp_path / "tiny.gguf", "q8_0")
    # Many, since random weights at 8 bits hesitate somewhere in most answers.
    result = compare(model, tokenizer, ask(rows, style, 40), path, longest=12, near=0.25)
    assert result.same_prompts == result.same_answers + result.near_ties == 40, result
    assert result.same_answers >= 10, result


def test_an_adapter_answers_as_peft_does(llama: Base, rows: Path, tmp_path: Path) -> None:
    model, tokenizer = load(llama)
    plain = write_merged(model, tokenizer, llama, facts_of(llama), tmp_path / "plain.gguf", "f16")
    settings = peft.LoraConfig(
        r=4, lora_alpha=16, target_modules=["q_proj", "k_proj", "down_proj"], init_lora_weights=False
    )
    tuned = peft.get_peft_model(model, settings)
    tuned.save_pretrained(tmp_path / "adapter")
    shape = AdapterShape("llama", model.config.num_attention_heads, model.config.num_key_value_heads)
    adapter = write_adapter(*read_adapter(tmp_path / "adapter"), shape, facts_of(llama), tmp_path / "adapter.gguf")
    chats = ask(rows, "functiongemma", 16)
    result = compare(tuned, tokenizer, chats, plain, adapter, longest=12, near=0.05)
    assert result.same_answers + result.near_ties == 16, result
    without = compare(tuned, tokenizer, chats, plain, longest=12, near=0.05)
    assert without.same_answers + without.near_ties < 8, "the adapter is what makes the difference"


def test_a_gguf_base_keeps_its_vocabulary(llama: Base, rows: Path, tmp_path: Path) -> None:
    model, tokenizer = load(llama)
    first = write_merged(model, tokenizer, llama, facts_of(llama), tmp_path / "first.gguf", "f16")
    base = find_base(str(first))
    again, its_tokenizer = load(base)
    second = write_merged(again, its_tokenizer, base, facts_of(base), tmp_path / "second.gguf", "f16")
    result = compare(again, its_tokenizer, ask(rows, "functiongemma", 8), second, longest=12, near=0.05)
    assert result.same_prompts == result.same_answers + result.near_ties == 8, result
    fields = [gguf.GGUFReader(path).fields for path in (first, second)]
    for key in ("tokenizer.ggml.tokens", "tokenizer.ggml.merges", "tokenizer.ggml.token_type", "llama.rope.freq_base"):
        assert fields[0][key].contents() == fields[1][key].contents(), key


def test_metadata_says_how_to_ask_and_whose_it_is(llama: Base, tmp_path: Path) -> None:
    model, tokenizer = load(llama)
    path = write_merged(model, tokenizer, llama, facts_of(llama, "qwen"), tmp_path / "tiny.gguf")
    fields = gguf.GGUFReader(path).fields
    said = {
        "general.license": "mit",
        "tool_router.base": "llama",
        "tool_router.format": "qwen",
        "tool_router.prompt_style": "declared",
        "tool_router.toolset_sha256": "ab" * 32,
        "tool_router.contract": NUMBER,
        "tokenizer.chat_template": chat_template("qwen"),
    }
    assert {key: fields[key].contents() for key in said} == said


def test_a_real_quantizer_writes_q4_k_m(llama: Base, rows: Path, tmp_path: Path) -> None:
    model, tokenizer = load(llama)
    full = write_merged(model, tokenizer, llama, facts_of(llama), tmp_path / "full.gguf", "f16")
    small = quantize_file(full, tmp_path / "small.gguf", "q4_k_m")
    reader = gguf.GGUFReader(small)
    assert reader.fields["general.file_type"].contents() == gguf.LlamaFileType.MOSTLY_Q4_K_M
    assert small.stat().st_size < full.stat().st_size * 0.75
    assert reader.fields["tool_router.format"].contents() == "functiongemma", "metadata stays"
    assert compare(model, tokenizer, ask(rows, "functiongemma", 4), small, longest=4, near=9).same_prompts == 4


def test_a_quantizer_that_refuses_is_told(tmp_path: Path) -> None:
    nano = REPOSITORY / "models" / "router-nano.gguf"
    with pytest.raises(NotReady, match="requantizing from type q8_0 is disabled"):
        quantize_file(nano, tmp_path / "nano.gguf", "q4_k_m")
    torn = tmp_path / "torn.gguf"
    torn.write_bytes(nano.read_bytes()[:100_000])
    with pytest.raises(NotReady, match="could not write"):
        quantize_file(torn, tmp_path / "nano.gguf", "q4_k_m")
    assert [file.name for file in tmp_path.iterdir()] == ["torn.gguf"], "nothing half-written stays"
