"""Asks an exported router-nano or router-tools and the checkpoint it was made of the same requests: are tokens and greedy answers the same?

Run as: python -m tool_router_training.exports.compare_own runs/router/router-nano.gguf --checkpoint runs/router/checkpoint.pt --count 100

Requests are drawn from held-out phrase families of the Kiwi banks. An answer is the same when the checkpoint's likeliest token is the
file's at every place of it; where they part, the file's token counts as a near tie if the checkpoint prefers its own by less than NEAR.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tool_router_training.contract import markers
from tool_router_training.datasets.kiwi import generate
from tool_router_training.exports.compare import NEAR, Compared, answer_with_gguf, tell
from tool_router_training.lora.rows_to_chat import Chat
from tool_router_training.preflight import NotReady
from tool_router_training.render import SLOT, render
from tool_router_training.words import space_words, split_words

if TYPE_CHECKING:
    from torch import Tensor

Logits = Callable[[list[int], list[int]], "Tensor"]
"""(prompt, answer) → logits at the places that predict the answer: answer × vocabulary."""
Tokenize = Callable[[str], list[int]]


def held_out(count: int, seed: int, prompt: str) -> list[Chat]:
    """Kiwi requests, word by word, in a prompt with a slot for the request."""
    head, tail = prompt.split(SLOT)
    rows = itertools.islice(generate(seed, "valid"), count)
    return [Chat(head, space_words(split_words(row.request)), tail, "") for row in rows]


def count_same(
    answers: Sequence[tuple[list[int], list[int]]], chats: Sequence[Chat], ours: Tokenize, logits: Logits, end: int
) -> Compared:
    """`answers`: (prompt tokens, answer tokens) of the exported file for each chat; what stands behind an end token is no answer."""
    same_prompts = same_answers = near_ties = 0
    for chat, (prompt, written) in zip(chats, answers, strict=True):
        answer = written[: written.index(end) + 1] if end in written else written
        same_prompts += ours(chat.request) == prompt
        places = logits(prompt, answer)
        gaps = [float(place.max() - place[token]) for place, token in zip(places, answer, strict=True)]
        parted = next((gap for gap in gaps if gap > 0), None)
        same_answers += parted is None
        near_ties += parted is not None and parted < NEAR
    return Compared(len(chats), same_prompts, same_answers, near_ties)


def compare_nano(gguf: Path, checkpoint: Path, count: int, seed: int) -> Compared:
    """@raises NotReady when the file cannot be run"""
    import torch

    from tool_router_training.checkpoint import load_checkpoint, shape_of
    from tool_router_training.nano_model import NanoModel
    from tool_router_training.tokenizer import NanoTokenizer

    stored = load_checkpoint(checkpoint)
    model = NanoModel(shape_of(stored))
    model.load_state_dict(stored["model"])
    tokenizer = NanoTokenizer.load(checkpoint.with_name("tokenizer.json"))
    chats = held_out(count, seed, render([{"role": "user", "content": SLOT}], (), True, markers()["bos"]))

    def logits(prompt: list[int], answer: list[int]) -> Tensor:
        places = torch.arange(len(prompt) - 1, len(prompt) + len(answer) - 1)
        with torch.no_grad():
            return model.logits_at(torch.tensor([prompt + answer[:-1]]), places)

    return count_same(answer_with_gguf(gguf, chats), chats, tokenizer.prompt_of_words, logits, tokenizer.eos)


def compare_declared(gguf: Path, checkpoint: Path, count: int, seed: int) -> Compared:
    """@raises NotReady when the file cannot be run"""
    import numpy as np
    import torch

    from tool_router_training.declared.families import model_of
    from tool_router_training.declared.kiwi_packs import kiwi_prefix
    from tool_router_training.declared.pack import Pack, request_ids
    from tool_router_training.declared.tuning import load_tuning
    from tool_router_training.declared.vocabulary import CutVocabulary

    stored = load_tuning(checkpoint)
    model = model_of(stored["shape"])
    model.load_state_dict(stored["model"])
    vocabulary = CutVocabulary.load(checkpoint.with_name("vocabulary.json"))
    tail = render([{"role": "user", "content": SLOT}], (), True, "").split(SLOT)[1]
    chats = held_out(count, seed, kiwi_prefix() + SLOT + tail)
    prefix = vocabulary.template(kiwi_prefix())

    def logits(prompt: list[int], answer: list[int]) -> Tensor:
        tokens = np.array(prompt + answer[:-1])
        places = np.arange(len(prompt) - 1, len(tokens))
        pack = Pack(tokens, len(prefix), 1, len(tokens) - len(prefix), places, np.array(answer), places)
        with torch.no_grad():
            return model.logits_at(pack)

    def tokenize(words: str) -> list[int]:
        return [*prefix, *request_ids(words, vocabulary)]

    return count_same(answer_with_gguf(gguf, chats), chats, tokenize, logits, vocabulary.eos)


def main() -> int:
    """0 when every prompt and every answer is the same but for near ties."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gguf", type=Path)
    parser.add_argument("--checkpoint", type=Path, required=True, help="of router_cpu or router_tools")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=9)
    arguments = parser.parse_args()
    is_declared = arguments.checkpoint.with_name("vocabulary.json").is_file()
    asked: Any = compare_declared if is_declared else compare_nano
    try:
        result: Compared = asked(arguments.gguf, arguments.checkpoint, arguments.count, arguments.seed)
    except (NotReady, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return tell(result)


if __name__ == "__main__":
    sys.exit(main())
