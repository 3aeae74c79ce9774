"""Attention over a pack: the prefix looks back at itself, every request at the prefix and back at itself."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(slots=True)
class Frame:
    """Where the positions of a pack stand: rope angles and masks. `far_mask` (length × prefix) hides what lies outside a window."""

    prefix: int
    requests: int
    length: int
    cosine: Tensor
    sine: Tensor
    prefix_mask: Tensor
    request_mask: Tensor
    far_mask: Tensor | None = None


def make_frame(sizes: tuple[int, int, int], angles: Tensor, dtype: torch.dtype, window: int | None = None) -> Frame:
    """sizes: prefix, requests, length; angles: positions × half a head. A position sees the `window` last ones, itself included."""
    prefix, requests, length = sizes
    positions = torch.cat((torch.arange(prefix), (prefix + torch.arange(length)).repeat(requests)))
    turned = angles[positions][:, None]
    places = torch.arange(prefix + length)
    back = places[:, None] - places
    hidden = back < 0 if window is None else (back < 0) | (back >= window)
    mask = torch.zeros(hidden.shape, dtype=dtype).masked_fill(hidden, float("-inf"))
    is_cut = window is not None and prefix + length > window
    return Frame(
        prefix, requests, length, turned.cos().to(dtype), turned.sin().to(dtype),
        mask[:prefix, :prefix], mask[prefix:, prefix:], mask[prefix:, :prefix] if is_cut else None,
    )  # fmt: skip


def attend(query: Tensor, key: Tensor, value: Tensor, frame: Frame) -> Tensor:
    """query: positions × heads × head, turned and scaled; key and value: positions × kv heads × head. Returns positions × (heads · head)."""
    prefix, count, length = frame.prefix, frame.requests, frame.length
    heads, head = query.shape[1:]
    kv = key.shape[1]
    groups = heads // kv
    dtype = value.dtype
    prefix_key, prefix_value = key[:prefix].permute(1, 2, 0), value[:prefix].transpose(0, 1)
    own = query[:prefix].view(prefix, kv, groups, head).permute(1, 2, 0, 3).reshape(kv, -1, head)
    scores = (own @ prefix_key).view(kv, groups, prefix, prefix) + frame.prefix_mask
    first: Tensor = scores.softmax(-1).to(dtype).view(kv, -1, prefix) @ prefix_value
    first = first.view(kv, groups, prefix, head).permute(2, 0, 1, 3).reshape(prefix, -1)
    if count == 0:
        return first
    asked = query[prefix:].view(count, length, kv, groups, head)
    far = asked.permute(2, 3, 0, 1, 4).reshape(kv, -1, head) @ prefix_key
    far = far.view(kv, groups, count, length, prefix)
    far = far if frame.far_mask is None else far + frame.far_mask
    own_key = key[prefix:].view(count, length, kv, head).permute(2, 0, 3, 1)
    own_value = value[prefix:].view(count, length, kv, head).permute(2, 0, 1, 3)
    near = asked.permute(2, 0, 3, 1, 4).reshape(kv, count, groups * length, head) @ own_key
    near = near.view(kv, count, groups, length, length).transpose(1, 2) + frame.request_mask
    weights = torch.cat((far, near), -1).softmax(-1).to(dtype)
    far_part = weights[..., :prefix].reshape(kv, -1, prefix) @ prefix_value
    near_part = weights[..., prefix:].transpose(1, 2).reshape(kv, count, groups * length, length) @ own_value
    far_part = far_part.view(kv, groups, count, length, head)
    near_part = near_part.view(kv, count, groups, length, head).transpose(1, 2)
    rest = (far_part + near_part).permute(2, 3, 0, 1, 4).reshape(count * length, -1)
    return torch.cat((first, rest))


def turn_neighbours(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Rope on neighbouring pairs: (a, b) → (a cos - b sin, b cos + a sin)."""
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack((a * cosine - b * sine, b * cosine + a * sine), dim=-1).flatten(-2)


def turn_halves(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Rope on pairs of the first and the second half."""
    a, b = x.chunk(2, dim=-1)
    return torch.cat((a * cosine - b * sine, b * cosine + a * sine), dim=-1)


def rope_angles(base: float, head: int, context: int) -> Tensor:
    """context × half a head."""
    turns = base ** (-torch.arange(0, head, 2).float() / head)
    return torch.outer(torch.arange(context).float(), turns)
