"""Asks an exported GGUF file and the weights it was made of the same requests: are tokens and greedy answers the same?

Run as: python -m tool_router_training.exports.compare runs/lora/router-lora.gguf --base qwen3 --adapter runs/lora/adapter --data rows.jsonl
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from tool_router_training.lora.bases import check_architecture, default_style, find_base
from tool_router_training.lora.examples import prompt_ids
from tool_router_training.lora.load_base import load_tuned
from tool_router_training.lora.rows_to_chat import STYLES, Chat, read_chats
from tool_router_training.preflight import NotReady

NEAR = 0.1  # In logits; a trained model's choices are mostly whole units apart.
SCRIPT = Path(__file__).with_name("greedyAnswers.mjs")
REPOSITORY = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Compared:
    """Of `requests`: how many prompts became the same tokens, how many answers are the same to the last token, and how many
    part where the weights themselves hesitate between two tokens (rounding decides)."""

    requests: int
    same_prompts: int
    same_answers: int
    near_ties: int


def compare(
    model: Any,
    tokenizer: Any,
    chats: Sequence[Chat],
    gguf: Path,
    adapter: Path | None = None,
    longest: int = 64,
    near: float = NEAR,
) -> Compared:
    """`model` is transformers', `adapter` a GGUF file. @raises NotReady when there is no Node.js or node-llama-cpp, or the file cannot be loaded"""
    from tool_router_training.lora.greedy import greedy_ids

    theirs = answer_with_gguf(gguf, chats, adapter, longest)
    same_prompts = same_answers = near_ties = 0
    model.eval()
    for chat, (prompt, answer) in zip(chats, theirs, strict=True):
        ours = prompt_ids(chat, tokenizer)
        same_prompts += ours == prompt
        # The runtime also ends at marks that other families end with; compared is up to there.
        wanted = [*greedy_ids(model, prompt, tokenizer.eos_token_id, longest), tokenizer.eos_token_id][: len(answer)]
        if wanted == answer:
            same_answers += 1
        elif _gap(model, prompt, wanted, answer) < near:
            near_ties += 1
    return Compared(len(chats), same_prompts, same_answers, near_ties)


def _gap(model: Any, prompt: list[int], ours: list[int], theirs: list[int]) -> float:
    """By how much the weights prefer our token where the answers part, in logits."""
    import torch

    at = next((index for index, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other), None)
    if at is None:
        return math.inf
    with torch.no_grad():
        logits = model(torch.tensor([[*prompt, *ours[:at]]])).logits[0, -1]
    return float(logits[ours[at]] - logits[theirs[at]])


def answer_with_gguf(
    gguf: Path, chats: Sequence[Chat], adapter: Path | None = None, longest: int = 64
) -> list[tuple[list[int], list[int]]]:
    """(prompt tokens, answer tokens) of every chat. @raises NotReady"""
    node = shutil.which("node")
    if not node or not (REPOSITORY / "node_modules" / "node-llama-cpp").is_dir():
        raise NotReady("Node.js and node-llama-cpp are needed to run a GGUF file: run npm install in the repository.")
    context = 256 * (2 + max(len(chat.prompt) for chat in chats) // 256)  # A token is at least a character.
    job = {
        "model": str(gguf.resolve()),
        "adapter": str(adapter.resolve()) if adapter else None,
        "longest": longest,
        "context": context + longest,
        "prompts": [{"parts": [[True, chat.head], [False, chat.request], [True, chat.tail]]} for chat in chats],
    }
    done = subprocess.run(
        [node, str(SCRIPT)], input=json.dumps(job), capture_output=True, text=True, cwd=REPOSITORY, check=False
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise NotReady(f"{gguf} could not be run: {last}")
    return [(one["prompt"], one["answer"]) for one in json.loads(done.stdout)["answers"]]


def tell(result: Compared) -> int:
    """Prints it; 0 when every prompt is the same, and every answer but for near ties."""
    print(
        f"{result.same_prompts} prompts and {result.same_answers} answers of {result.requests} are the same; {result.near_ties} answers part at a near tie."
    )
    return 0 if result.same_prompts == result.same_answers + result.near_ties == result.requests else 1


def main() -> int:
    """0 when every prompt is the same, and every answer but for near ties."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gguf", type=Path)
    parser.add_argument("--base", required=True, help="the base that was tuned")
    parser.add_argument("--adapter", type=Path, help="PEFT folder of the tuned weights")
    parser.add_argument("--data", type=Path, required=True, help="rows to ask, JSONL")
    parser.add_argument("--style", choices=STYLES)
    parser.add_argument("--count", type=int, default=100)
    arguments = parser.parse_args()
    try:
        base = find_base(arguments.base)
        model, tokenizer = load_tuned(base, arguments.adapter)
        style = arguments.style or default_style(check_architecture(model.config.model_type, base.name))
        chats = list(islice(read_chats(arguments.data, style), arguments.count))
        result = compare(model, tokenizer, chats, arguments.gguf)
    except (NotReady, OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return tell(result)


if __name__ == "__main__":
    sys.exit(main())
