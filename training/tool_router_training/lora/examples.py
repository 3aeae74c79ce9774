"""Chats as token ids, tokenized part by part as the router does; those that are too long are counted and left out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tool_router_training.lora.rows_to_chat import Chat
from tool_router_training.preflight import NotReady

UNLEARNED = -100


@dataclass(slots=True)
class Examples:
    """`rows` hold input_ids and labels; the prompt is not learned. `chats` are the same rows as text."""

    rows: list[dict[str, list[int]]] = field(default_factory=list)
    chats: list[Chat] = field(default_factory=list)
    too_long: int = 0


def encode_chats(chats: Iterable[Chat], tokenizer: Any, longest: int) -> Examples:
    """`tokenizer` is one of transformers' fast tokenizers."""
    examples = Examples()
    for chat in chats:
        prompt = prompt_ids(chat, tokenizer)
        answer = [*_template_ids(chat.completion, tokenizer), tokenizer.eos_token_id]
        if len(prompt) + len(answer) > longest:
            examples.too_long += 1
            continue
        examples.rows.append({"input_ids": prompt + answer, "labels": [UNLEARNED] * len(prompt) + answer})
        examples.chats.append(chat)
    return examples


def prompt_ids(chat: Chat, tokenizer: Any) -> list[int]:
    """The person's words cannot spell a control token."""
    words = tokenizer(chat.request, add_special_tokens=False, split_special_tokens=True)["input_ids"]
    return [*_template_ids(chat.head, tokenizer), *words, *_template_ids(chat.tail, tokenizer)]


def hold_out(chats: Iterable[Chat], every: int) -> tuple[list[Chat], list[Chat]]:
    """(to train on, held out): one family in `every` is held out, always the same ones; of few families at least one."""
    known = list(chats)
    numbers = {chat.family: int.from_bytes(hashlib.sha256(chat.family.encode()).digest()[:4], "big") for chat in known}
    held = {family for family, number in numbers.items() if number % every == 0}
    if not held and len(numbers) > 1:
        held = {min(numbers, key=lambda family: numbers[family])}
    return [chat for chat in known if chat.family not in held], [chat for chat in known if chat.family in held]


def check_examples(examples: Examples, longest: int) -> None:
    """@raises NotReady when nothing is left to learn from"""
    if examples.rows:
        return
    why = (
        f"{examples.too_long} rows are longer than {longest} tokens" if examples.too_long else "the file holds no rows"
    )
    raise NotReady(f"There is nothing to train on: {why}. Raise --length, or give another --data file.")


def _template_ids(text: str, tokenizer: Any) -> list[int]:
    ids: list[int] = tokenizer(text, add_special_tokens=False)["input_ids"]
    return ids
