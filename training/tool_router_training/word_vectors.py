"""What a small base already knows about words: its vocabulary cut to size, and a vector for every piece that is kept.

A model from scratch knows only the words of its banks. With a base's vectors, a word that no bank has stands near those that mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor

from tool_router_training.declared.base_gguf import Base
from tool_router_training.declared.vocabulary import cut_vocabulary
from tool_router_training.tokenizer import NanoTokenizer, WordsOf


def pieces_of(base: Base, texts: Iterable[str], size: int) -> NanoTokenizer:
    """The pieces that `texts` use, then the base's most frequent, `size` in all."""
    kept = cut_vocabulary(base.tokens, base.merges, texts, size)
    return NanoTokenizer(kept.pieces, kept.merges, words_of=WordsOf(base.name, base.licence))


def vectors_of(base: Base, tokenizer: NanoTokenizer) -> Tensor:
    """Vocabulary × the base's width: unit vectors around the mean of the base's; zero for control tokens."""
    whole = torch.from_numpy(base.weight("token_embd.weight"))
    ids = {token: number for number, token in enumerate(base.tokens)}
    centred = whole[[ids[piece] for piece in tokenizer.pieces]] - whole.mean(0)
    known = torch.nn.functional.normalize(centred, dim=-1)
    return torch.cat((known, torch.zeros(len(tokenizer.controls), known.shape[1])))
