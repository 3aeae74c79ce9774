"""What a model answers when the likeliest token is taken every time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from tool_router_training.lora.examples import prompt_ids
from tool_router_training.lora.rows_to_chat import Chat

LONGEST_ANSWER = 128


@torch.no_grad()
def greedy_ids(model: Any, prompt: Sequence[int], eos: int, longest: int = LONGEST_ANSWER) -> list[int]:
    """Answer tokens without the end token. `model` is a causal model of transformers."""
    device = next(model.parameters()).device
    written = model.generate(
        torch.tensor([list(prompt)], device=device),
        attention_mask=torch.ones(1, len(prompt), dtype=torch.long, device=device),
        max_new_tokens=longest,
        do_sample=False,
        num_beams=1,
        repetition_penalty=1.0,
        eos_token_id=eos,
        pad_token_id=eos,
    )
    ids: list[int] = written[0, len(prompt) :].tolist()
    return ids[: ids.index(eos)] if eos in ids else ids


def exact_share(model: Any, tokenizer: Any, chats: Sequence[Chat]) -> float:
    """Share of chats whose completion is written to the letter."""
    model.eval()
    right = 0
    for chat in chats:
        ids = greedy_ids(model, prompt_ids(chat, tokenizer), tokenizer.eos_token_id)
        right += tokenizer.decode(ids, skip_special_tokens=False).strip() == chat.completion
    return right / max(1, len(chats))
