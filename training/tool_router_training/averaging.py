"""The weighted mean of the weights of several models of one shape."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor


def average_weights(models: Sequence[dict[str, Tensor]], shares: Sequence[float]) -> dict[str, Tensor]:
    """models: state dicts with the same names and shapes. shares: above 0, need not add up to 1. Integers are the last model's. @raises ValueError"""
    last = models[-1]
    if any(model.keys() != last.keys() for model in models) or len(models) != len(shares):
        raise ValueError("The models do not have the same weights.")
    whole = sum(shares)

    def mean(name: str) -> Tensor:
        if not last[name].is_floating_point():
            return last[name]
        total = sum(model[name].double() * (share / whole) for model, share in zip(models, shares, strict=True))
        assert isinstance(total, Tensor)
        return total.to(last[name].dtype)

    return {name: mean(name) for name in last}
