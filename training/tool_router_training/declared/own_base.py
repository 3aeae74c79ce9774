"""A GGUF file that this recipe wrote as the base of a new run: vocabulary and layers are kept whole, nothing is cut again."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Protocol

import torch
from torch import nn

from tool_router_training.declared.base_gguf import Base
from tool_router_training.declared.vocabulary import CutVocabulary
from tool_router_training.exports.gguf_copy import read_texts
from tool_router_training.preflight import NotReady

STYLE = "declared_words"
"""What `export_llama` writes as the prompt that its files want."""


class Embedded(Protocol):
    """A model with token embeddings."""

    embedding: nn.Embedding


def own_vocabulary(base: Base, path: Path) -> CutVocabulary | None:
    """The vocabulary of a file of ours, control tokens at its end; None for any other base. @raises NotReady when its control tokens are of another version"""
    texts = read_texts(path, ("tool_router.prompt_style", "general.architecture"))
    if texts.get("tool_router.prompt_style") != STYLE:
        return None
    if (family := texts.get("general.architecture")) != "llama":
        raise NotReady(
            f"{path} is tuned already, and has the architecture {family}: a new run can begin with a tuned model of the architecture llama. Go on from a run's checkpoint with --start."
        )
    # A vocabulary knows its controls once it is made.
    controls = CutVocabulary(base.tokens, base.merges, []).controls
    if base.tokens[-len(controls) :] != controls:
        raise NotReady(
            f"{path} was made with other control tokens than this version writes. Name the model that comes with this version, or a base that is not tuned yet."
        )
    pieces = base.tokens[: -len(controls)]
    return CutVocabulary(pieces, base.merges, range(len(pieces)))


def keep_embeddings(model: Embedded, base: Base) -> None:
    """Of every token of the file, the control tokens too: those of another base are made up from their pieces."""
    with torch.no_grad():
        model.embedding.weight.copy_(torch.from_numpy(base.weight("token_embd.weight")))


def named_after_its_base(base: Base, path: Path) -> Base:
    """The base under the name of what it was once cut from: that is what licences and cards are about."""
    return dataclasses.replace(base, name=read_texts(path, ("tool_router.base",)).get("tool_router.base") or base.name)
