"""A Gemma 3 cut from a base: norms before and behind each part, a norm of queries and keys, five local layers to a global one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from tool_router_training.declared.attention import Frame, attend, make_frame, rope_angles, turn_halves
from tool_router_training.declared.base_gguf import Base
from tool_router_training.declared.cut_model import CutModel, CutShape
from tool_router_training.declared.vocabulary import CutVocabulary
from tool_router_training.nano_model import RmsNorm

GLOBAL_EVERY = 6
"""llama.cpp counts so for this architecture."""


@dataclass(frozen=True, slots=True)
class GemmaShape(CutShape):
    """Sizes of a cut Gemma 3. Local layers see `window` positions back and turn by their own rope base."""

    head_width: int = 256
    window: int = 512
    local_rope_base: float = 1e4

    @property
    def head(self) -> int:
        """Width of one head; not the model's width over the heads."""
        return self.head_width


class GemmaBlock(nn.Module):
    """Attention and feed-forward, each between two norms and added to the stream."""

    def __init__(self, shape: GemmaShape) -> None:
        super().__init__()
        self.shape = shape
        self.attention_norm = RmsNorm(shape.width, shape.epsilon)
        self.joint = nn.Linear(shape.width, (shape.heads + 2 * shape.kv_heads) * shape.head, bias=False)
        self.query_norm = RmsNorm(shape.head, shape.epsilon)
        self.key_norm = RmsNorm(shape.head, shape.epsilon)
        self.output = nn.Linear(shape.heads * shape.head, shape.width, bias=False)
        self.after_attention = RmsNorm(shape.width, shape.epsilon)
        self.feed_norm = RmsNorm(shape.width, shape.epsilon)
        self.gate_up = nn.Linear(shape.width, 2 * shape.feed_forward, bias=False)
        self.down = nn.Linear(shape.feed_forward, shape.width, bias=False)
        self.after_feed = RmsNorm(shape.width, shape.epsilon)

    def forward(self, x: Tensor, frame: Frame, places: Tensor | None = None) -> Tensor:
        """x: positions × width. With places, only those positions go on."""
        attended = self._attend(self.joint(self.attention_norm(x)), frame)
        if places is not None:
            x, attended = x[places], attended[places]
        x = x + self.after_attention(self.output(attended).float())
        gate, up = self.gate_up(self.feed_norm(x)).chunk(2, dim=-1)
        moved: Tensor = x + self.after_feed(self.down(F.gelu(gate, approximate="tanh") * up).float())
        return moved

    def _attend(self, joint: Tensor, frame: Frame) -> Tensor:
        heads, kv, head = self.shape.heads, self.shape.kv_heads, self.shape.head
        split = joint.view(len(joint), -1, head)
        # Float32: a norm's weights are, and mixed types leave the fast path.
        query = self.query_norm(split[:, :heads].float())
        key = self.key_norm(split[:, heads : heads + kv].float())
        query = turn_halves(query, frame.cosine, frame.sine) * head**-0.5
        key = turn_halves(key, frame.cosine, frame.sine)
        return attend(query.to(joint.dtype), key.to(joint.dtype), split[:, heads + kv :], frame)


class CutGemma(CutModel):
    """llama.cpp tells local from global layers by their number in the file, so a cut model counts its own."""

    shape: GemmaShape
    weights: ClassVar = {
        "attention_norm": ("attn_norm",),
        "joint": ("attn_q", "attn_k", "attn_v"),
        "query_norm": ("attn_q_norm",),
        "key_norm": ("attn_k_norm",),
        "output": ("attn_output",),
        "after_attention": ("post_attention_norm",),
        "feed_norm": ("ffn_norm",),
        "gate_up": ("ffn_gate", "ffn_up"),
        "down": ("ffn_down",),
        "after_feed": ("post_ffw_norm",),
    }

    def __init__(self, shape: GemmaShape) -> None:
        super().__init__(shape, [GemmaBlock(shape) for _ in range(shape.layers)])
        self.local_angles = rope_angles(shape.local_rope_base, shape.head, shape.context)
        self.global_angles = rope_angles(shape.rope_base, shape.head, shape.context)

    @classmethod
    def cut(cls, base: Base, layers: Sequence[int], vocabulary: CutVocabulary) -> CutGemma:
        """These layers of the base, with the embeddings of the kept pieces."""
        shape = GemmaShape(
            len(vocabulary), len(layers), base.width, base.heads, base.kv_heads, base.feed_forward, base.rope_base, base.epsilon,
            head_width=base.head, window=base.window, local_rope_base=base.local_rope_base,
        )  # fmt: skip
        model = cls(shape)
        model.copy_weights(base, layers, vocabulary)
        return model

    def embed(self, tokens: Tensor) -> Tensor:
        """Token ids to the stream, scaled as Gemma was trained."""
        return super().embed(tokens) * math.sqrt(self.shape.width)

    def frames(self, sizes: tuple[int, int, int], dtype: torch.dtype) -> Sequence[Frame]:
        """A frame a block: every sixth sees all, the others a window."""
        local = make_frame(sizes, self.local_angles, dtype, self.shape.window)
        whole = make_frame(sizes, self.global_angles, dtype)
        return [whole if number % GLOBAL_EVERY == GLOBAL_EVERY - 1 else local for number in range(len(self.blocks))]
