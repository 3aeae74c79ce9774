"""What every model cut from a base has: some of its layers, some of its vocabulary; reads one prefix and many requests behind it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from tool_router_training.contract import markers
from tool_router_training.declared.attention import Frame
from tool_router_training.declared.base_gguf import Base
from tool_router_training.declared.pack import Pack
from tool_router_training.declared.vocabulary import CutVocabulary
from tool_router_training.nano_model import RmsNorm


@dataclass(frozen=True, slots=True)
class CutShape:
    """Sizes of a cut model."""

    vocabulary: int
    layers: int
    width: int
    heads: int
    kv_heads: int
    feed_forward: int
    rope_base: float
    epsilon: float
    context: int = 8192

    @property
    def head(self) -> int:
        """Width of one head."""
        return self.width // self.heads


class CutModel(nn.Module, ABC):
    """Token ids of a pack to logits."""

    weights: ClassVar[Mapping[str, tuple[str, ...]]]
    """A block's weights and the GGUF tensors that they join, rows on rows."""

    def __init__(self, shape: CutShape, blocks: Sequence[nn.Module]) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.blocks = nn.ModuleList(blocks)
        self.norm = RmsNorm(shape.width, shape.epsilon)

    @abstractmethod
    def frames(self, sizes: tuple[int, int, int], dtype: torch.dtype) -> Sequence[Frame]:
        """Rope angles and masks for a pack of prefix, requests, length: one frame a block."""

    def embed(self, tokens: Tensor) -> Tensor:
        """Token ids to the stream: positions × width."""
        stream: Tensor = self.embedding(tokens)
        return stream

    def copy_weights(self, base: Base, layers: Sequence[int], vocabulary: CutVocabulary) -> None:
        """Copies layers `layers` and the embeddings of kept pieces; a control token starts as its namesake in the base or the mean of its pieces."""
        whole = torch.tensor(base.weight("token_embd.weight"))
        known = whole[vocabulary.origin]
        marks = base.control_ids
        controls = [whole[_start_of(text, marks, vocabulary)].mean(0) for text in vocabulary.controls]
        state = {
            "embedding.weight": torch.cat((known, torch.stack(controls))),
            "norm.weight": torch.tensor(base.weight("output_norm.weight")),
        }
        for number, layer in enumerate(layers):
            for ours, parts in self.weights.items():
                arrays = [base.weight(f"blk.{layer}.{part}.weight") for part in parts]
                state[f"blocks.{number}.{ours}.weight"] = torch.from_numpy(np.concatenate(arrays))
        self.load_state_dict(state)

    def logits_at(self, pack: Pack, dtype: torch.dtype = torch.float32) -> Tensor:
        """Logits at the places that predict the pack's targets: places × vocabulary."""
        x = self.embed(torch.from_numpy(pack.tokens))
        places = torch.from_numpy(pack.places)
        frames = self.frames((pack.prefix, pack.requests, pack.length), dtype)
        for block, frame in zip(self.blocks[:-1], frames[:-1], strict=True):
            x = block(x, frame)
        x = self.blocks[-1](x, frames[-1], places)
        return F.linear(self.norm(x), self.embedding.weight)

    def count(self) -> int:
        """Number of weights."""
        return sum(weight.numel() for weight in self.parameters())

    def described(self) -> dict[str, Any]:
        """The sizes, for a checkpoint."""
        return asdict(self.shape)


def _start_of(text: str, marks: Mapping[str, int], vocabulary: CutVocabulary) -> list[int]:
    """The base's ids whose mean a control token starts as; `marks` are the base's own."""
    if text in marks:
        return [marks[text]]
    # Where a base rests its attention on the first token, what begins with that mark has to begin as it.
    if (first := markers()["bos"]) in marks and text.startswith(first):
        return [marks[first]]
    return [vocabulary.origin[number] for number in vocabulary.spelled(text)]
