"""Attention over a pack: the prefix looks back at itself, every request at the prefix and back at itself."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor


@dataclass(slots=True)
class Frame:
    """Where the positions of a pack stand: rope angles and masks. `prefix_mask` is needed only where a window hides what is far back."""

    prefix: int
    requests: int
    length: int
    cosine: Tensor
    sine: Tensor
    prefix_mask: Tensor | None
    request_mask: Tensor


def make_frame(sizes: tuple[int, int, int], angles: Tensor, dtype: torch.dtype, window: int | None = None) -> Frame:
    """sizes: prefix, requests, length; angles: positions × half a head. A position sees the `window` last ones, itself included."""
    prefix, requests, length = sizes
    positions = torch.cat((torch.arange(prefix), (prefix + torch.arange(length)).repeat(requests)))
    turned = angles[positions][:, None]
    places = torch.arange(prefix + length)
    back = places[:, None] - places
    hidden = back < 0 if window is None else (back < 0) | (back >= window)
    mask = torch.zeros(hidden.shape, dtype=dtype).masked_fill(hidden, float("-inf"))
    is_cut = window is not None and prefix > window
    return Frame(
        prefix, requests, length, turned.cos().to(dtype), turned.sin().to(dtype),
        mask[:prefix, :prefix] if is_cut else None, mask[prefix:],
    )  # fmt: skip


def attend(query: Tensor, key: Tensor, value: Tensor, frame: Frame) -> Tensor:
    """query: positions × heads × head, turned and scaled; key and value: positions × kv heads × head. Returns positions × (heads · head)."""
    prefix, count, length = frame.prefix, frame.requests, frame.length
    heads, head = query.shape[1:]
    kv = key.shape[1]
    groups = heads // kv
    parts = [prefix, count * length]
    (declared, asked), (far_key, own_key), (far_value, own_value) = (torch.split(x, parts) for x in (query, key, value))
    far_key, far_value = far_key.transpose(0, 1), far_value.transpose(0, 1)
    first = F.scaled_dot_product_attention(
        declared.transpose(0, 1)[None],
        far_key.repeat_interleave(groups, 0)[None],
        far_value.repeat_interleave(groups, 0)[None],
        attn_mask=frame.prefix_mask,
        is_causal=frame.prefix_mask is None,
        scale=1.0,
    )
    first = first[0].transpose(0, 1).reshape(prefix, -1)
    if count == 0:
        return first
    # All heads of a group read the same keys, so that they stand in one matrix.
    rest = F.scaled_dot_product_attention(
        asked.view(count, length, kv, groups, head).permute(0, 2, 3, 1, 4).reshape(count, kv, groups * length, head),
        _behind(far_key, own_key, count),
        _behind(far_value, own_value, count),
        attn_mask=frame.request_mask.repeat(groups, 1),
        scale=1.0,
    )
    rest = rest.view(count, kv, groups, length, head).permute(0, 3, 1, 2, 4).reshape(count * length, -1)
    return torch.cat((first, rest))


def _behind(far: Tensor, own: Tensor, count: int) -> Tensor:
    """far: kv heads × prefix × head; own: (count · length) × kv heads × head. Returns count × kv heads × (prefix + length) × head."""
    kv, _, head = far.shape
    return torch.cat((far.expand(count, -1, -1, -1), own.view(count, -1, kv, head).transpose(1, 2)), 2)


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
