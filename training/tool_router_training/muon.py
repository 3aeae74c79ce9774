"""Muon for matrices (momentum, then the nearest orthogonal matrix), AdamW for embeddings and norms.

Muon: Keller Jordan, https://kellerjordan.github.io/posts/muon/ (Newton-Schulz coefficients are from there).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn

STEPS = 5
COEFFICIENTS = (3.4445, -4.7750, 2.0315)


def orthogonalize(matrices: Tensor) -> Tensor:
    """Brings the singular values of every matrix (n × rows × columns, rows <= columns) near 1."""
    a, b, c = COEFFICIENTS
    x: Tensor = matrices / (matrices.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(STEPS):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x


class Muon(torch.optim.Optimizer):
    """Nesterov momentum, orthogonalized; matrices of one shape go through together."""

    def __init__(
        self,
        weights: Iterable[nn.Parameter],
        lr: float = 0.02,
        momentum: float = 0.95,
        decay: float = 0.01,
        dtype: torch.dtype = torch.float32,
    ) -> None:
        super().__init__(weights, {"lr": lr, "momentum": momentum, "decay": decay})
        self._dtype = dtype

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:  # type: ignore[override]
        """One update of every weight that has a gradient."""
        for group in self.param_groups:
            alike: dict[tuple[int, int], list[Tensor]] = {}
            for weight in group["params"]:
                if weight.grad is not None:
                    short, long = sorted(weight.shape)
                    alike.setdefault((short, long), []).append(weight)
            for weights in alike.values():
                self._update(weights, group)

    def _update(self, weights: list[Tensor], group: dict[str, Any]) -> None:
        moved: list[Tensor] = []
        for weight in weights:
            assert weight.grad is not None
            state = self.state[weight]
            if "momentum" not in state:
                state["momentum"] = torch.zeros_like(weight)
            momentum: Tensor = state["momentum"]
            momentum.lerp_(weight.grad, 1 - group["momentum"])
            towards = weight.grad.lerp(momentum, group["momentum"])
            moved.append(towards if weight.shape[0] <= weight.shape[1] else towards.mT)
        turned = orthogonalize(torch.stack(moved).to(self._dtype)).float()
        for weight, update in zip(weights, turned, strict=True):
            rows, columns = weight.shape
            weight.mul_(1 - group["lr"] * group["decay"])
            weight.add_(update if rows <= columns else update.mT, alpha=-group["lr"] * max(1.0, rows / columns) ** 0.5)


class Optimizers:
    """Both optimizers under one learning-rate scale."""

    def __init__(
        self, model: nn.Module, muon: float = 0.02, adamw: float = 0.003, dtype: torch.dtype = torch.float32
    ) -> None:
        named = list(model.named_parameters())
        matrices = [weight for name, weight in named if weight.dim() == 2 and not name.startswith("embedding")]
        others = [weight for name, weight in named if weight.dim() != 2 or name.startswith("embedding")]
        self.muon = Muon(matrices, lr=muon, dtype=dtype)
        self.adamw = torch.optim.AdamW(others, lr=adamw, betas=(0.9, 0.98), weight_decay=0.0, fused=True)
        self._full = (muon, adamw)

    def step(self, scale: float) -> None:
        """One update at this share of the full learning rates; clears the gradients."""
        for optimizer, full in zip((self.muon, self.adamw), self._full, strict=True):
            for group in optimizer.param_groups:
                group["lr"] = full * scale
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)

    def state(self) -> dict[str, Any]:
        """All that a checkpoint needs."""
        return {"muon": self.muon.state_dict(), "adamw": self.adamw.state_dict()}

    def load(self, state: dict[str, Any]) -> None:
        """Continue from a checkpoint."""
        self.muon.load_state_dict(state["muon"])
        self.adamw.load_state_dict(state["adamw"])


def rate_at(step: int, total: int, warm_up: int = 50, decay: float = 0.4) -> float:
    """Share of the full learning rate: warm-up, level, then a straight line to 0 over the last `decay` of all steps."""
    falling = max(1, round(total * decay))
    return min(1.0, (step + 1) / min(warm_up, max(1, total // 5)), (total - step) / falling)
