"""A nano can begin with a base's pieces and word vectors, and can spell call syntax."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gguf
import numpy as np
import pytest
import torch
from tokenizers import pre_tokenizers

from tool_router_training.export_gguf import Export, export_gguf, tensors
from tool_router_training.nano_model import NanoModel, NanoShape
from tool_router_training.nano_tokens import answer_parts, answer_text
from tool_router_training.tokenizer import NanoTokenizer, split_marks
from tool_router_training.word_vectors import pieces_of, vectors_of


@pytest.fixture
def base() -> Any:
    """Bytes and the words "run", "Ġrun" and "Ġgo"."""
    merges = [("r", "u"), ("ru", "n"), ("Ġ", "run"), ("Ġ", "g"), ("Ġg", "o")]
    tokens = [*sorted(pre_tokenizers.ByteLevel.alphabet()), *(left + right for left, right in merges)]
    table = np.random.default_rng(3).normal(size=(len(tokens), 12)).astype(np.float32)
    return SimpleNamespace(
        tokens=tokens, merges=merges, width=12, weight=lambda _name: table, name="Tiny", licence="apache-2.0"
    )


def test_pieces_are_those_of_the_texts_then_the_commonest(base: Any) -> None:
    tokenizer = pieces_of(base, [" run"], 260)
    assert {"Ġrun", "Ġg"} <= set(tokenizer.pieces)
    assert "Ġgo" not in tokenizer.pieces
    assert tokenizer.text(tokenizer.prompt("run")[1:-1]) == " run"


def test_the_file_says_whose_words_it_has(base: Any, tmp_path: Path) -> None:
    pieces_of(base, [" run"], 261).save(tmp_path / "tokenizer.json")
    tokenizer = NanoTokenizer.load(tmp_path / "tokenizer.json")
    model = NanoModel(NanoShape(len(tokenizer), layers=1, width=32, heads=1, kv_heads=1, feed_forward=32, vectors=12))
    export_gguf(model, tokenizer, Export(tmp_path / "tiny.gguf", "tiny"))
    reader = gguf.GGUFReader(tmp_path / "tiny.gguf")
    fields = [reader.get_field(key) for key in ("general.license", "tool_router.words_of")]
    assert [field.contents() for field in fields if field] == ["apache-2.0", "Tiny"]


def test_every_piece_has_the_direction_of_its_base_and_a_control_token_none(base: Any) -> None:
    tokenizer = pieces_of(base, [" run"], 261)
    vectors = vectors_of(base, tokenizer)
    table = base.weight("token_embd.weight")
    wanted = table[base.tokens.index("Ġrun")] - table.mean(0)
    got = vectors[tokenizer.pieces.index("Ġrun")].numpy()
    assert np.allclose(got, wanted / np.linalg.norm(wanted), atol=1e-5)
    assert not vectors[len(tokenizer.pieces) :].any()


def test_the_file_holds_the_table_that_the_model_computes_with() -> None:
    torch.manual_seed(1)
    model = NanoModel(NanoShape(vocabulary=50, layers=1, width=32, heads=1, kv_heads=1, feed_forward=32, vectors=12))
    model.word_vectors.normal_()
    stored = dict(tensors(model))
    plain = NanoModel(NanoShape(vocabulary=50, layers=1, width=32, heads=1, kv_heads=1, feed_forward=32))
    state = {name: weight for name, weight in model.state_dict().items() if name in plain.state_dict()}
    plain.load_state_dict(state | {"embedding.weight": torch.from_numpy(stored["token_embd.weight"])})
    tokens, places = torch.randint(0, 50, (2, 7)), torch.tensor([3, 12])
    assert torch.allclose(model.logits_at(tokens, places), plain.logits_at(tokens, places), atol=1e-5)
    assert not {"word_vectors", "embedding_turn.weight"} & stored.keys()


def test_syntax_can_be_spelled_in_pieces(tmp_path: Path) -> None:
    call = {"name": "search", "arguments": {"item_type": "script", "query": "tide tables"}}
    parts = answer_parts("find tide tables scripts", call, {"query": "tide tables"})
    fixed = [text for part in parts for text in split_marks(part.text)]
    NanoTokenizer.train(fixed, 400, functional=False).save(tmp_path / "tokenizer.json")
    tokenizer = NanoTokenizer.load(tmp_path / "tokenizer.json")
    answer = tokenizer.answer(parts)
    assert tokenizer.text(answer) == answer_text(parts)
    assert "<escape>" in tokenizer.controls
    assert len(answer) > len(parts) + 4
