"""A Gemma 3 as base: what is read of it, the cut model's windows, a step, its vocabulary, and the exported file beside its weights."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import gguf
import numpy as np
import pytest
import torch
from tiny_gemma import FEED, HEAD, HEADS, LAYERS, WIDTH, WINDOW, write_gemma

from tool_router_training.declared.base_gguf import Base, read_base
from tool_router_training.declared.cut_gemma import CutGemma
from tool_router_training.declared.drop_layers import keep_layers
from tool_router_training.declared.export_llama import Precision, export_llama
from tool_router_training.declared.families import cut_model, cut_tokens, model_of
from tool_router_training.declared.pack import Pack
from tool_router_training.declared.tuning import Tuning, tune_step
from tool_router_training.declared.vocabulary import CutVocabulary
from tool_router_training.exports.compare import answer_with_gguf
from tool_router_training.lora.rows_to_chat import Chat
from tool_router_training.preflight import NotReady

TEXT = "the ferry tool call name true"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return read_base(write_gemma(tmp_path_factory.mktemp("gemma") / "tiny.gguf"))


@pytest.fixture(scope="module")
def vocabulary(base: Base) -> CutVocabulary:
    return cut_tokens(base, [TEXT], 380)


@pytest.fixture
def model(base: Base, vocabulary: CutVocabulary) -> CutGemma:
    torch.set_num_threads(1)
    made = cut_model(base, range(LAYERS), vocabulary)
    assert isinstance(made, CutGemma)
    return made


def row_of(tokens: list[int], prefix: int, places: list[int]) -> Pack:
    """One request behind a prefix."""
    at = np.array(places)
    return Pack(np.array(tokens), prefix, 1, len(tokens) - prefix, at, at, np.zeros_like(at))


def test_sizes_and_window_are_read(base: Base) -> None:
    assert (base.family, base.layers, base.width, base.heads, base.kv_heads) == ("gemma3", LAYERS, WIDTH, HEADS, 1)
    assert (base.head, base.feed_forward, base.window) == (HEAD, FEED, WINDOW)
    assert (base.rope_base, base.local_rope_base) == (1e6, 1e4)
    assert base.licence == "gemma" and base.control_ids["<start_of_turn>"] == 4


def test_another_architecture_and_a_missing_size_are_refused(tmp_path: Path) -> None:
    with pytest.raises(
        NotReady, match="architecture phi3; this recipe cuts models of the architectures llama and gemma3"
    ):
        read_base(write_gemma(tmp_path / "phi.gguf", architecture="phi3"))
    with pytest.raises(NotReady, match=r"no gemma3\.attention\.sliding_window"):
        read_base(write_gemma(tmp_path / "less.gguf", without="attention.sliding_window"))
    with pytest.raises(NotReady, match="stretches its rope"):
        read_base(write_gemma(tmp_path / "long.gguf", rope_stretch=8.0))


def test_a_pack_reads_as_its_requests_do_one_by_one(model: CutGemma) -> None:
    prefix, first, second = list(range(40)), [50, 51, 52], [60, 61, 62]
    both = model.logits_at(
        Pack(np.array(prefix + first + second), 40, 2, 3, np.array([42, 45]), np.array([0, 0]), np.array([0, 1]))
    )
    assert torch.allclose(both[0], model.logits_at(row_of(prefix + first, 40, [42]))[0], atol=1e-4)
    # Where the prefix ends makes no difference, within the window and beyond it.
    for split in (1, 20, 41):
        assert torch.allclose(both[1], model.logits_at(row_of(prefix + second, split, [42]))[0], atol=1e-4)


def test_only_every_sixth_layer_sees_beyond_the_window(base: Base, vocabulary: CutVocabulary) -> None:
    near, far = list(range(40)), [7, *range(1, 40)]
    local, whole = (cut_model(base, range(count), vocabulary) for count in (1, 6))
    last = [row_of(tokens, 20, [39]) for tokens in (near, far)]
    assert torch.equal(local.logits_at(last[0]), local.logits_at(last[1]))
    assert not torch.allclose(whole.logits_at(last[0]), whole.logits_at(last[1]), atol=1e-4)


def test_steps_lower_the_loss(model: CutGemma) -> None:
    pack = row_of(list(range(24)), 16, [18, 19, 20])
    tuning = Tuning(model, 1e-3)
    tuning.position.total = 100
    losses = [tune_step(tuning, pack, torch.float32) for _ in range(3)]
    assert losses[2] < losses[0]


def test_a_control_token_starts_as_the_bases_own_mark(model: CutGemma, base: Base, vocabulary: CutVocabulary) -> None:
    known = torch.tensor(base.weight("token_embd.weight"))
    (turn,) = vocabulary.template("<start_of_turn>")
    assert torch.equal(model.embedding.weight[turn], known[base.control_ids["<start_of_turn>"]])
    assert torch.equal(model.embedding.weight[5], known[vocabulary.origin[5]])


def test_a_cut_vocabulary_is_stored_and_read(vocabulary: CutVocabulary, tmp_path: Path) -> None:
    vocabulary.save(tmp_path / "vocabulary.json")
    again = CutVocabulary.load(tmp_path / "vocabulary.json")
    text = "<start_of_turn>user\n the ferry, é<end_of_turn>"
    assert again.template(text) == vocabulary.template(text)
    texts = [*again.pieces, *again.controls]
    written = "".join(texts[number] for number in again.template(text)).replace("▁", " ")
    assert written.replace("<0xC3><0xA9>", "é") == text


def test_a_checkpoint_knows_its_family_and_loses_layers(model: CutGemma) -> None:
    stored = {"shape": model.described(), "model": model.state_dict(), "position": {}}
    fewer = keep_layers(stored, [0, 2, 5])
    again = model_of(fewer["shape"])
    again.load_state_dict(fewer["model"])
    assert isinstance(again, CutGemma) and again.shape == replace(model.shape, layers=3)


@pytest.mark.parametrize("precision", ["q8_0", "q4_0"])
def test_weights_are_quantized_and_embeddings_stay_precise(
    model: CutGemma, vocabulary: CutVocabulary, base: Base, tmp_path: Path, precision: Precision
) -> None:
    reader = gguf.GGUFReader(export_llama(model, vocabulary, base, tmp_path / "tiny.gguf", precision))
    kinds = {tensor.name: tensor.tensor_type.name for tensor in reader.tensors}
    assert kinds["token_embd.weight"] == "Q8_0" and kinds["blk.0.attn_q.weight"] == precision.upper()
    assert kinds["blk.6.post_ffw_norm.weight"] == "F32"
    written = {name: reader.get_field(name) for name in ("general.license.name", "tool_router.prompt_style")}
    assert [field and field.contents() for field in written.values()] == ["Gemma Terms of Use", "declared_words"]


def test_the_exported_file_reads_and_answers_as_its_weights_do(
    model: CutGemma, vocabulary: CutVocabulary, base: Base, tmp_path: Path
) -> None:
    file = export_llama(model, vocabulary, base, tmp_path / "tiny.gguf", "f16")
    words = [" the ferry, the harbour", " é x:true\tnamecall  ✓ ▁ <eos> <bos>", " tool\n\n" * 12]
    chats = [Chat("<bos><start_of_turn>user\n", text, "<end_of_turn>\n<start_of_turn>model\n", "") for text in words]
    for chat, (prompt, answer) in zip(chats, answer_with_gguf(file, chats, None, 12), strict=True):
        assert prompt == [
            *vocabulary.template(chat.head), *vocabulary.plain(chat.request), *vocabulary.template(chat.tail)
        ]  # fmt: skip
        assert not {vocabulary.eos, vocabulary.bos} & set(vocabulary.plain(chat.request))
        places = list(range(len(prompt) - 1, len(prompt) + len(answer) - 1))
        with torch.no_grad():
            logits = model.logits_at(row_of(prompt + answer[:-1], 3, places))
        gaps = [float(place.max() - place[token]) for place, token in zip(logits, answer, strict=True)]
        assert max(gaps) < 0.05
