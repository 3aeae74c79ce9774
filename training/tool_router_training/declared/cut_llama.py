"""A Llama cut from a base: some of its layers, some of its vocabulary. Reads one prefix and many requests that follow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

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
        return self.width // self.heads


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
        """The prefix looks back at itself; every request looks at the prefix and back at itself."""
        shape, prefix, count, length = self.shape, frame.prefix, frame.requests, frame.length
        heads, kv, head = shape.heads, shape.kv_heads, shape.head
        groups = heads // kv
        split = joint.view(prefix + count * length, -1, head)
        turned = turn(split[:, : heads + kv], frame.cosine, frame.sine).to(joint.dtype)
        query, key = turned[:, :heads], turned[:, heads:]
        value = split[:, heads + kv :]
        scale = head**-0.5
        prefix_key, prefix_value = key[:prefix].permute(1, 2, 0), value[:prefix].transpose(0, 1)
        own = (query[:prefix] * scale).view(prefix, kv, groups, head).permute(1, 2, 0, 3).reshape(kv, -1, head)
        scores = (own @ prefix_key).view(kv, groups, prefix, prefix) + frame.prefix_mask
        first: Tensor = scores.softmax(-1).to(joint.dtype).view(kv, -1, prefix) @ prefix_value
        first = first.view(kv, groups, prefix, head).permute(2, 0, 1, 3).reshape(prefix, -1)
        if count == 0:
            return first
        asked = (query[prefix:] * scale).view(count, length, kv, groups, head)
        back = asked.permute(2, 3, 0, 1, 4).reshape(kv, -1, head) @ prefix_key
        own_key = key[prefix:].view(count, length, kv, head).permute(2, 0, 3, 1)
        own_value = value[prefix:].view(count, length, kv, head).permute(2, 0, 1, 3)
        near = asked.permute(2, 0, 3, 1, 4).reshape(kv, count, groups * length, head) @ own_key
        near = near.view(kv, count, groups, length, length).transpose(1, 2) + frame.request_mask
        weights = torch.cat((back.view(kv, groups, count, length, prefix), near), -1).softmax(-1).to(joint.dtype)
        far_part = weights[..., :prefix].reshape(kv, -1, prefix) @ prefix_value
        near_part = weights[..., prefix:].transpose(1, 2).reshape(kv, count, groups * length, length) @ own_value
        far_part = far_part.view(kv, groups, count, length, head)
        near_part = near_part.view(kv, count, groups, length, head).transpose(1, 2)
        rest = (far_part + near_part).permute(2, 3, 0, 1, 4).reshape(count * length, -1)
        return torch.cat((first, rest))


@dataclass(slots=True)
class Frame:
    """Where the positions of a pack stand: rope angles and masks."""

    prefix: int
    requests: int
    length: int
    cosine: Tensor
    sine: Tensor
    prefix_mask: Tensor
    request_mask: Tensor


def turn(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Rope on neighbouring pairs: (a, b) → (a cos - b sin, b cos + a sin). x: positions × heads × head."""
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack((a * cosine - b * sine, b * cosine + a * sine), dim=-1).flatten(-2)


class CutLlama(nn.Module):
    """Token ids of a pack to logits."""

    def __init__(self, shape: CutShape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.blocks = nn.ModuleList(CutBlock(shape) for _ in range(shape.layers))
        self.norm = RmsNorm(shape.width, shape.epsilon)
        turns = shape.rope_base ** (-torch.arange(0, shape.head, 2).float() / shape.head)
        self.angles = torch.outer(torch.arange(shape.context).float(), turns)

    @classmethod
    def cut(cls, base: Base, layers: Sequence[int], vocabulary: CutVocabulary) -> CutLlama:
        """Copies layers `layers` and the embeddings of kept pieces; a control token starts as the mean of its pieces."""
        shape = CutShape(
            len(vocabulary), len(layers), base.width, base.heads, base.kv_heads, base.feed_forward, base.rope_base, base.epsilon
        )  # fmt: skip
        model = cls(shape)
        known = torch.tensor(base.weight("token_embd.weight"))[vocabulary.origin]
        controls = [known[vocabulary.plain(text)].mean(0) for text in vocabulary.controls]
        state = {
            "embedding.weight": torch.cat((known, torch.stack(controls))),
            "norm.weight": torch.tensor(base.weight("output_norm.weight")),
        }
        for number, layer in enumerate(layers):
            for ours, parts in WEIGHTS.items():
                arrays = [base.weight(f"blk.{layer}.{part}.weight") for part in parts]
                state[f"blocks.{number}.{ours}.weight"] = torch.from_numpy(np.concatenate(arrays))
        model.load_state_dict(state)
        return model

    def frame(self, prefix: int, requests: int, length: int, dtype: torch.dtype) -> Frame:
        """Rope angles and masks for a pack of these sizes."""
        positions = torch.cat((torch.arange(prefix), (prefix + torch.arange(length)).repeat(requests)))
        angles = self.angles[positions][:, None]
        mask = torch.full((max(prefix, length),) * 2, float("-inf")).triu(1).to(dtype)
        return Frame(
            prefix, requests, length, angles.cos().to(dtype), angles.sin().to(dtype),
            mask[:prefix, :prefix], mask[:length, :length],
        )  # fmt: skip

    def logits_at(self, pack: Pack, dtype: torch.dtype = torch.float32) -> Tensor:
        """Logits at the places that predict the pack's targets: places × vocabulary."""
        x = self.embedding(torch.from_numpy(pack.tokens))
        places = torch.from_numpy(pack.places)
        frame = self.frame(pack.prefix, pack.requests, pack.length, dtype)
        for block in self.blocks[:-1]:
            x = block(x, frame)
        x = self.blocks[-1](x, frame, places)
        return F.linear(self.norm(x), self.embedding.weight)

    def count(self) -> int:
        """Number of weights."""
        return sum(weight.numel() for weight in self.parameters())

    def described(self) -> dict[str, Any]:
        """The sizes, for a checkpoint."""
        return asdict(self.shape)


WEIGHTS = {
    "attention_norm": ("attn_norm",),
    "joint": ("attn_q", "attn_k", "attn_v"),
    "output": ("attn_output",),
    "feed_norm": ("ffn_norm",),
    "gate_up": ("ffn_gate", "ffn_up"),
    "down": ("ffn_down",),
}
"""Our weights and the GGUF tensors that they join, rows on rows."""
