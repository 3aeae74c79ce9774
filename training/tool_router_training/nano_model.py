"""A small Qwen 3: RMS norms, QK-norm, grouped-query attention, NEOX rope, SwiGLU, tied embeddings."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class NanoShape:
    """Sizes of a model; `head` is the width of one attention head, `vectors` of a base's word vectors (0: without)."""

    vocabulary: int
    layers: int = 5
    width: int = 192
    heads: int = 6
    kv_heads: int = 3
    head: int = 32
    feed_forward: int = 512
    context: int = 4096
    rope_base: float = 10_000.0
    epsilon: float = 1e-6
    vectors: int = 0


class RmsNorm(nn.Module):
    """x / rms(x) * weight over the last axis."""

    def __init__(self, width: int, epsilon: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.epsilon = epsilon

    def forward(self, x: Tensor) -> Tensor:
        return F.rms_norm(x, self.weight.shape, self.weight, self.epsilon)


class Block(nn.Module):
    """Attention and feed-forward, each behind a norm and added to the stream."""

    def __init__(self, shape: NanoShape) -> None:
        super().__init__()
        self.shape = shape
        self.attention_norm = RmsNorm(shape.width, shape.epsilon)
        self.query = nn.Linear(shape.width, shape.heads * shape.head, bias=False)
        self.key = nn.Linear(shape.width, shape.kv_heads * shape.head, bias=False)
        self.value = nn.Linear(shape.width, shape.kv_heads * shape.head, bias=False)
        self.query_norm = RmsNorm(shape.head, shape.epsilon)
        self.key_norm = RmsNorm(shape.head, shape.epsilon)
        self.output = nn.Linear(shape.heads * shape.head, shape.width, bias=False)
        self.feed_norm = RmsNorm(shape.width, shape.epsilon)
        self.gate = nn.Linear(shape.width, shape.feed_forward, bias=False)
        self.up = nn.Linear(shape.width, shape.feed_forward, bias=False)
        self.down = nn.Linear(shape.feed_forward, shape.width, bias=False)

    def forward(self, x: Tensor, cosine: Tensor, sine: Tensor, places: Tensor | None = None) -> Tensor:
        """x: rows × positions × width; cosine and sine: positions × head. With places, only those flat positions go on."""
        attended = self._attend(self.attention_norm(x), cosine, sine)
        if places is not None:
            x, attended = x.flatten(0, 1)[places], attended.flatten(0, 1)[places]
        x = x + self.output.forward(attended)
        gate, up = F.linear(self.feed_norm(x), torch.cat((self.gate.weight, self.up.weight))).chunk(2, dim=-1)
        return x + self.down.forward(F.silu(gate) * up)

    def _attend(self, x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
        rows, length, _ = x.shape
        shape = self.shape
        all_heads = F.linear(x, torch.cat((self.query.weight, self.key.weight, self.value.weight)))
        # Attention stays in float32: PyTorch's bfloat16 backward of it is ten times slower on a CPU.
        with torch.autocast("cpu", enabled=False):
            split = all_heads.float().view(rows, length, -1, shape.head).transpose(1, 2)
            query, key, value = torch.split(split, [shape.heads, shape.kv_heads, shape.kv_heads], dim=1)
            groups = shape.heads // shape.kv_heads
            query = rotate(self.query_norm(query), cosine, sine)
            key = rotate(self.key_norm(key), cosine, sine).repeat_interleave(groups, dim=1)
            attended = F.scaled_dot_product_attention(
                query, key, value.repeat_interleave(groups, dim=1), is_causal=True
            )
        return attended.transpose(1, 2).reshape(rows, length, -1)


def rotate(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """NEOX rope: the first half of a head turns against the second."""
    first, second = x.chunk(2, dim=-1)
    return x * cosine + torch.cat((-second, first), dim=-1) * sine


class NanoModel(nn.Module):
    """Token ids to logits."""

    cosine: Tensor
    sine: Tensor
    word_vectors: Tensor

    def __init__(self, shape: NanoShape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        if shape.vectors:
            self.embedding_turn = nn.Linear(shape.vectors, shape.width, bias=False)
            self.register_buffer("word_vectors", torch.zeros(shape.vocabulary, shape.vectors))
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = RmsNorm(shape.width, shape.epsilon)
        angles = torch.outer(
            torch.arange(shape.context).float(),
            shape.rope_base ** (-torch.arange(0, shape.head, 2).float() / shape.head),
        )
        self.register_buffer("cosine", torch.cat((angles, angles), dim=-1).cos(), persistent=False)
        self.register_buffer("sine", torch.cat((angles, angles), dim=-1).sin(), persistent=False)
        self._start()

    def _start(self) -> None:
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                nn.init.normal_(weight, std=0.02 if name.startswith("embedding") else weight.shape[1] ** -0.5)
            if name.endswith(("output.weight", "down.weight")):
                nn.init.zeros_(weight)

    def load_grown(self, weights: dict[str, Tensor]) -> None:
        """Another run's weights. Control tokens that were added since (at the end) start as the mean of the others."""
        grown = dict(weights)
        old = grown["embedding.weight"]
        more = self.shape.vocabulary - len(old)
        if more < 0:
            raise ValueError(f"the other run has {-more} tokens more")
        grown["embedding.weight"] = torch.cat((old, old.mean(0, keepdim=True).repeat(more, 1)))
        self.load_state_dict(grown)

    def table(self) -> Tensor:
        """The embedding of every token: what was learned, and on a base's word vectors what they are turned into."""
        learned: Tensor = self.embedding.weight
        return learned + self.embedding_turn(self.word_vectors) if self.shape.vectors else learned

    def logits_at(self, tokens: Tensor, places: Tensor) -> Tensor:
        """tokens: rows × positions, padded right (attention looks back only, so padding needs no mask).

        places: flat positions, row * length + position. Returns places × vocabulary.
        """
        length = tokens.shape[1]
        cosine, sine = self.cosine[:length], self.sine[:length]
        table = self.table()
        x = F.embedding(tokens, table)
        for block in self.blocks[:-1]:
            x = block(x, cosine, sine)
        x = self.blocks[-1](x, cosine, sine, places)
        return F.linear(self.norm(x), table)

    @torch.no_grad()
    def greedy(self, tokens: list[int], end: int, longest: int = 96) -> list[int]:
        """The most likely continuation, up to and with the end token."""
        answer: list[int] = []
        while len(answer) < longest and (not answer or answer[-1] != end):
            here = torch.tensor([tokens + answer])
            answer.append(int(self.logits_at(here, torch.tensor([here.shape[1] - 1])).argmax()))
        return answer

    def count(self) -> int:
        """Number of weights of the file: what turns word vectors is part of its table."""
        return sum(weight.numel() for name, weight in self.named_parameters() if not name.startswith("embedding_turn"))
