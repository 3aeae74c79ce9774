"""Training lowers the loss, and a resumed run continues to the last bit."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import torch

from tool_router_training.batches import Batch, Counts, batches, encode_rows
from tool_router_training.checkpoint import Position, load_checkpoint, save_checkpoint, shape_of
from tool_router_training.datasets.kiwi import generate
from tool_router_training.learning import exact_share, train_step
from tool_router_training.muon import Optimizers, orthogonalize, rate_at
from tool_router_training.nano_model import NanoModel
from tool_router_training.tokenizer import NanoTokenizer


def draw(tokenizer: NanoTokenizer, count: int, skip: int = 0) -> list[Batch]:
    rows = encode_rows(generate(5), tokenizer, Counts())
    return list(islice(batches(rows, tokenizer.pad, 512, 5), skip, skip + count))


def test_twenty_steps_lower_the_loss(tokenizer: NanoTokenizer, tiny: NanoModel) -> None:
    optimizers = Optimizers(tiny)
    losses = [train_step(tiny, optimizers, batch, 1.0, torch.float32) for batch in draw(tokenizer, 20)]
    assert np.mean(losses[-5:]) < np.mean(losses[:3]) - 0.5


def test_a_resumed_run_continues_exactly(tokenizer: NanoTokenizer, tiny: NanoModel, tmp_path: Path) -> None:
    optimizers = Optimizers(tiny)
    for batch in draw(tokenizer, 3):
        train_step(tiny, optimizers, batch, 1.0, torch.float32)
    save_checkpoint(tmp_path / "checkpoint.pt", tiny, optimizers, Position(step=3, total=6))
    straight = [train_step(tiny, optimizers, batch, 0.5, torch.float32) for batch in draw(tokenizer, 3, skip=3)]

    stored = load_checkpoint(tmp_path / "checkpoint.pt")
    model = NanoModel(shape_of(stored))
    model.load_state_dict(stored["model"])
    resumed = Optimizers(model)
    resumed.load(stored["optimizers"])
    position = Position(**stored["position"])
    again = [train_step(model, resumed, batch, 0.5, torch.float32) for batch in draw(tokenizer, 3, skip=position.step)]
    assert again == straight
    assert all(torch.equal(a, b) for a, b in zip(model.state_dict().values(), tiny.state_dict().values(), strict=True))


def test_places_predict_the_answers(tokenizer: NanoTokenizer) -> None:
    for tokens, places, targets, owners in draw(tokenizer, 3):
        assert tokens.size <= 512
        assert len(places) == len(targets) == len(owners)
        flat = tokens.ravel()
        follows = flat[np.minimum(places + 1, flat.size - 1)]
        inside = targets != tokenizer.eos
        assert (follows[inside] == targets[inside]).all()
        assert (places // tokens.shape[1] == owners).all()


def test_padding_changes_nothing(tokenizer: NanoTokenizer, tiny: NanoModel) -> None:
    torch.nn.init.normal_(tiny.blocks[0].output.weight, std=0.1)  # type: ignore[union-attr,arg-type]
    prompt = torch.tensor([tokenizer.prompt("find email scripts")])
    places = torch.tensor([prompt.shape[1] - 1])
    padded = torch.nn.functional.pad(prompt, (0, 5), value=tokenizer.pad)
    assert torch.allclose(tiny.logits_at(prompt, places), tiny.logits_at(padded, places), atol=1e-5)


def test_a_greedy_answer_and_the_exact_share_agree(tokenizer: NanoTokenizer, tiny: NanoModel) -> None:
    optimizers = Optimizers(tiny)
    batch = draw(tokenizer, 1)[0]
    for _ in range(60):
        train_step(tiny, optimizers, batch, 1.0, torch.float32)
    share = exact_share(tiny, [batch])
    right = 0
    for row, tokens in enumerate(batch.tokens):
        mine = batch.owners == row
        first = int(batch.places[mine][0]) - row * batch.tokens.shape[1]
        right += tiny.greedy(tokens[: first + 1].tolist(), tokenizer.eos) == batch.targets[mine].tolist()
    assert share == right / len(batch.tokens) > 0.3


def test_orthogonal_updates_have_singular_values_near_one() -> None:
    torch.manual_seed(0)
    values = torch.linalg.svdvals(orthogonalize(torch.randn(3, 24, 48)))
    assert float(values.min()) > 0.6 and float(values.max()) < 1.3


def test_the_rate_rises_stays_and_falls_to_nothing() -> None:
    rates = [rate_at(step, 1000) for step in range(1000)]
    assert rates[0] < 0.05 and rates[100] == rates[500] == 1.0 and rates[-1] < 0.01
