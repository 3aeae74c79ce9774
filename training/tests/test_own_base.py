"""Our own exported file as the base of a new run: the same tokens, the same weights, the same greedy answers."""

from __future__ import annotations

import dataclasses
import itertools
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gguf
import numpy as np
import pytest
import torch
from tokenizers import pre_tokenizers

from tool_router_training.declared.base_gguf import Base, read_base
from tool_router_training.declared.cut_llama import CutLlama, CutShape
from tool_router_training.declared.export_llama import export_llama
from tool_router_training.declared.kiwi_packs import kiwi_packs, kiwi_prefix
from tool_router_training.declared.own_base import keep_embeddings, named_after_its_base, own_vocabulary
from tool_router_training.declared.tuning import Tuning
from tool_router_training.declared.vocabulary import CutVocabulary
from tool_router_training.exports.compare_own import compare_declared
from tool_router_training.preflight import NotReady

LAYERS = 3


@pytest.fixture
def vocabulary() -> CutVocabulary:
    """Bytes and a few merges."""
    merges = [("t", "h"), ("th", "e"), ("i", "n"), ("Ġ", "the")]
    pieces = [*sorted(pre_tokenizers.ByteLevel.alphabet()), *(left + right for left, right in merges)]
    return CutVocabulary(pieces, merges, list(range(len(pieces))))


def tiny(vocabulary: CutVocabulary, folder: Path) -> tuple[CutLlama, Path]:
    """A model with weights that make answers differ, and its file."""
    torch.manual_seed(1)
    model = CutLlama(CutShape(len(vocabulary), LAYERS, 64, 4, 2, 96, 10_000.0, 1e-5))
    with torch.no_grad():
        for weight in model.parameters():
            weight.copy_(weight + 0.2 * torch.randn_like(weight))
    base: Any = SimpleNamespace(family="llama", licence="apache-2.0", name="Some Base 1M")
    return model, export_llama(model, vocabulary, base, folder / "tiny.gguf", "f16")


def begin_with(base: Base, vocabulary: CutVocabulary) -> CutLlama:
    model = CutLlama.cut(base, list(range(base.layers)), vocabulary)
    keep_embeddings(model, base)
    return model


def test_a_file_of_ours_comes_back_whole(vocabulary: CutVocabulary, tmp_path: Path) -> None:
    model, path = tiny(vocabulary, tmp_path)
    base = read_base(path)
    again = own_vocabulary(base, path)
    assert again is not None
    assert (again.pieces, again.merges, again.controls) == (vocabulary.pieces, vocabulary.merges, vocabulary.controls)
    assert again.template(kiwi_prefix()) == vocabulary.template(kiwi_prefix())
    copy = begin_with(base, again)
    assert copy.count() == model.count()
    for (name, ours), theirs in zip(copy.state_dict().items(), model.state_dict().values(), strict=True):
        assert torch.allclose(ours, theirs.half().float() if ours.ndim > 1 else theirs), name


def test_it_answers_before_training_as_the_weights_it_was_written_from(
    vocabulary: CutVocabulary, tmp_path: Path
) -> None:
    model, path = tiny(vocabulary, tmp_path)
    base = read_base(path)
    again = own_vocabulary(base, path)
    assert again is not None
    copy = begin_with(base, again)
    with torch.no_grad():
        drawn = list(itertools.islice(kiwi_packs(vocabulary, 8, 5), 4))
        wanted, got = (torch.cat([one.logits_at(pack).argmax(-1) for pack in drawn]) for one in (model, copy))
    assert len(set(wanted.tolist())) > 3, "the answers say something"
    assert (wanted == got).float().mean() > 0.98


def test_it_answers_as_the_file_does(vocabulary: CutVocabulary, tmp_path: Path) -> None:
    """Asked in node-llama-cpp."""
    _, path = tiny(vocabulary, tmp_path)
    base = read_base(path)
    again = own_vocabulary(base, path)
    assert again is not None
    again.save(tmp_path / "vocabulary.json")
    Tuning(begin_with(base, again), 1e-4).save(tmp_path / "checkpoint.pt")
    result = compare_declared(path, tmp_path / "checkpoint.pt", count=5, seed=9)
    assert result.requests == result.same_prompts == 5
    # Random weights have near ties at many of the 64 places of an answer; one wrong weight leaves no answer the same.
    assert result.same_answers + result.near_ties >= 3


def test_its_licence_is_that_of_the_first_base(vocabulary: CutVocabulary, tmp_path: Path) -> None:
    _, path = tiny(vocabulary, tmp_path)
    base = named_after_its_base(read_base(path), path)
    assert (base.name, base.licence) == ("Some Base 1M", "apache-2.0")


def test_any_other_base_is_cut(vocabulary: CutVocabulary, tmp_path: Path) -> None:
    path = tmp_path / "plain.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_token_list(["a", "b"])
    writer.add_tensor("token_embd.weight", np.zeros((2, 4), np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    base = dataclasses.replace(read_base(tiny(vocabulary, tmp_path)[1]), name="plain")
    assert own_vocabulary(base, path) is None
    assert named_after_its_base(base, path).name == "plain"


def test_control_tokens_of_another_version_are_refused(vocabulary: CutVocabulary, tmp_path: Path) -> None:
    _, path = tiny(vocabulary, tmp_path)
    base = read_base(path)
    base.tokens[-1] = "<another>"
    with pytest.raises(NotReady, match="other control tokens"):
        own_vocabulary(base, path)
