"""A Llama cut from a base."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from tool_router_training.declared.attention import Frame, attend, make_frame, rope_angles, turn_neighbours
from tool_router_training.declared.base_gguf import Base
from tool_router_training.declared.cut_model import CutModel, CutShape
from tool_router_training.declared.vocabulary import CutVocabulary
from tool_router_training.nano_model import RmsNorm

__all__ = ["CutLlama", "CutShape"]


class CutBlock(nn.Module):
    """Attention and feed-forward, each behind a norm and added to the stream."""

    def __init__(self, shape: CutShape) -> None:
        super().__init__()
        self.shape = shape
        self.attention_norm = RmsNorm(shape.width, shape.epsilon)
        self.joint = nn.Linear(shape.width, (shape.heads + 2 * shape.kv_heads) * shape.head, bias=False)
        self.output = nn.Linear(shape.heads * shape.head, shape.width, bias=False)
        self.feed_norm = RmsNorm(shape.width, shape.epsilon)
        self.gate_up = nn.Linear(shape.width, 2 * shape.feed_forward, bias=False)
        self.down = nn.Linear(shape.feed_forward, shape.width, bias=False)

    def forward(self, x: Tensor, frame: Frame, places: Tensor | None = None) -> Tensor:
        """x: positions × width. With places, only those positions go on."""
        attended = self._attend(self.joint(self.attention_norm(x)), frame)
        if places is not None:
            x, attended = x[places], attended[places]
        x = x + self.output(attended)
        gate, up = self.gate_up(self.feed_norm(x)).chunk(2, dim=-1)
        moved: Tensor = x + self.down(F.silu(gate) * up)
        return moved

    def _attend(self, joint: Tensor, frame: Frame) -> Tensor:
        heads, kv, head = self.shape.heads, self.shape.kv_heads, self.shape.head
        turnable, value = torch.split(joint.view(len(joint), -1, head), [heads + kv, kv], 1)
        turned = turn_neighbours(turnable, frame.cosine, frame.sine).to(joint.dtype)
        query, key = torch.split(turned, [heads, kv], 1)
        return attend(query * head**-0.5, key, value, frame)


class CutLlama(CutModel):
    """Rope turns neighbouring pairs, as GGUF stores it for this architecture; every layer sees all that stands before."""

    weights: ClassVar = {
        "attention_norm": ("attn_norm",),
        "joint": ("attn_q", "attn_k", "attn_v"),
        "output": ("attn_output",),
        "feed_norm": ("ffn_norm",),
        "gate_up": ("ffn_gate", "ffn_up"),
        "down": ("ffn_down",),
    }

    def __init__(self, shape: CutShape) -> None:
        super().__init__(shape, [CutBlock(shape) for _ in range(shape.layers)])
        self.angles = rope_angles(shape.rope_base, shape.head, shape.context)

    @classmethod
    def cut(cls, base: Base, layers: Sequence[int], vocabulary: CutVocabulary) -> CutLlama:
        """These layers of the base, with the embeddings of the kept pieces."""
        shape = CutShape(
            len(vocabulary), len(layers), base.width, base.heads, base.kv_heads, base.feed_forward, base.rope_base, base.epsilon
        )  # fmt: skip
        model = cls(shape)
        model.copy_weights(base, layers, vocabulary)
        return model

    def frames(self, sizes: tuple[int, int, int], dtype: torch.dtype) -> Sequence[Frame]:
        """The same frame for every block."""
        return [make_frame(sizes, self.angles, dtype)] * len(self.blocks)
