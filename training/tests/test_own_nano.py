"""A nano's own file as the beginning of a new run: the same tokens, the same weights, the same answers; then it learns."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import gguf
import numpy as np
import pytest
import torch

from tool_router_training.batches import Counts, encode_rows, make_batch, texts_of
from tool_router_training.datasets.kiwi import generate
from tool_router_training.export_gguf import Export, Precision, export_gguf, tensors
from tool_router_training.learning import train_step
from tool_router_training.muon import Optimizers
from tool_router_training.nano_model import NanoModel, NanoShape
from tool_router_training.own_nano import read_nano
from tool_router_training.preflight import NotReady
from tool_router_training.tokenizer import NanoTokenizer, WordsOf

REQUESTS = ["Turn the lights off.", "remind me at 9 to call Ana", "run the release script", "what's the weather"]


def shaken(model: NanoModel) -> NanoModel:
    """With weights that make answers differ."""
    torch.manual_seed(1)
    with torch.no_grad():
        for weight in model.parameters():
            weight.copy_(weight + 0.2 * torch.randn_like(weight))
    return model


def written(model: NanoModel, tokenizer: NanoTokenizer, folder: Path, precision: Precision = "f16") -> Path:
    path = folder / f"tiny-{precision}.gguf"
    export_gguf(model, tokenizer, Export(path, "tiny", precision))
    return path


def answers(model: NanoModel, tokenizer: NanoTokenizer) -> list[list[int]]:
    return [model.greedy(tokenizer.prompt(request), tokenizer.eos, 12) for request in REQUESTS]


def test_it_answers_as_the_model_it_was_written_from(tokenizer: NanoTokenizer, tiny: NanoModel, tmp_path: Path) -> None:
    again = read_nano(written(shaken(tiny), tokenizer, tmp_path))
    assert again.model.shape == tiny.shape
    assert [again.tokenizer.prompt(one) for one in REQUESTS] == [tokenizer.prompt(one) for one in REQUESTS]
    wanted = answers(tiny, tokenizer)
    assert len({tuple(one) for one in wanted}) > 1, "the answers say something"
    assert answers(again.model, again.tokenizer) == wanted


def test_the_vocabulary_comes_back_whole(tokenizer: NanoTokenizer, tiny: NanoModel, tmp_path: Path) -> None:
    again = read_nano(written(tiny, tokenizer, tmp_path)).tokenizer
    assert (again.pieces, again.merges, again.controls) == (tokenizer.pieces, tokenizer.merges, tokenizer.controls)
    assert (again.functional, again.words_of) == (True, None)


@pytest.mark.parametrize("precision", ["f16", "q8_0"])
def test_the_weights_are_those_of_the_file(
    tokenizer: NanoTokenizer, tiny: NanoModel, tmp_path: Path, precision: Precision
) -> None:
    path = written(shaken(tiny), tokenizer, tmp_path, precision)
    held = {one.name: gguf.dequantize(one.data, one.tensor_type) for one in gguf.GGUFReader(path).tensors}
    read = dict(tensors(read_nano(path).model))
    assert read.keys() == held.keys()
    assert all(np.array_equal(read[name].ravel(), held[name].ravel()) for name in held)


def test_spelled_syntax_and_a_bases_name_come_back(tmp_path: Path) -> None:
    rows = islice(generate(3), 500)
    learned = NanoTokenizer.train((text for row in rows for text in texts_of(row, spelled=True)), 600, functional=False)
    base = WordsOf("Some Base 1M", "apache-2.0")
    spelled = NanoTokenizer(learned.pieces, learned.merges, functional=False, words_of=base)
    model = NanoModel(NanoShape(len(spelled), layers=1, width=64, heads=2, kv_heads=1, feed_forward=96, vectors=8))
    torch.nn.init.normal_(model.word_vectors)
    again = read_nano(written(model, spelled, tmp_path))
    assert (again.tokenizer.functional, again.tokenizer.words_of) == (False, base)
    assert len(again.tokenizer) == len(spelled)
    assert again.model.shape.vectors == 0
    assert torch.allclose(again.model.table(), model.table(), atol=1e-3), "what its word vectors were turned into"


def test_control_tokens_that_were_added_since_get_weights(
    tokenizer: NanoTokenizer, tiny: NanoModel, tmp_path: Path
) -> None:
    older = NanoTokenizer(tokenizer.pieces, tokenizer.merges)
    older.controls = older.controls[:-1]
    model = NanoModel(NanoShape(len(older), layers=1, width=64, heads=2, kv_heads=1, feed_forward=96))
    again = read_nano(written(model, older, tmp_path))
    assert len(again.tokenizer) == len(older) + 1
    assert torch.allclose(again.model.table()[-1], again.model.table()[:-1].mean(0), atol=1e-6)


def test_it_goes_on_learning(tokenizer: NanoTokenizer, tiny: NanoModel, tmp_path: Path) -> None:
    again = read_nano(written(tiny, tokenizer, tmp_path, "q8_0"))
    rows = list(islice(encode_rows(generate(4), again.tokenizer, Counts()), 8))
    optimizers = Optimizers(again.model)
    batch = make_batch(rows, again.tokenizer.pad)
    losses = [train_step(again.model, optimizers, batch, 0.2, torch.float32) for _ in range(5)]
    assert losses[-1] < losses[0]


def test_another_file_is_refused(tokenizer: NanoTokenizer, tiny: NanoModel, tmp_path: Path) -> None:
    plain = tmp_path / "plain.gguf"
    writer = gguf.GGUFWriter(plain, "llama")
    writer.add_tensor("token_embd.weight", np.zeros((2, 4), np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    with pytest.raises(NotReady, match="its architecture is llama, its prompt style not said"):
        read_nano(plain)

    text = tmp_path / "text.gguf"
    text.write_text("no model")
    with pytest.raises(NotReady, match="cannot be read as GGUF"):
        read_nano(text)
    with pytest.raises(NotReady, match="cannot be read as GGUF"):
        read_nano(tmp_path / "missing.gguf")

    renamed = NanoTokenizer(tokenizer.pieces, tokenizer.merges)
    renamed.controls = [*renamed.controls[:-1], "<another>"]
    with pytest.raises(NotReady, match="other control tokens"):
        read_nano(written(tiny, renamed, tmp_path))


def test_a_file_without_some_weights_is_refused(tokenizer: NanoTokenizer, tiny: NanoModel, tmp_path: Path) -> None:
    del tiny.norm
    tiny.norm = torch.nn.Identity()
    with pytest.raises(NotReady, match="are not those of a nano"):
        read_nano(written(tiny, tokenizer, tmp_path))
