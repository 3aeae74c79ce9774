"""Reads the rows of a run: those to learn from, those held out, and what is wrong with the others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tool_router_training.lora.examples import Examples, check_examples, encode_chats, hold_out
from tool_router_training.lora.rows_to_chat import BadRow, Style, read_chats
from tool_router_training.lora.toolset_hash import hash_toolsets
from tool_router_training.preflight import NotReady
from tool_router_training.progress import say

MOST_HELD = 500


@dataclass(frozen=True, slots=True)
class RowFiles:
    """Without `valid`, one template family in 20 is held out. `strict`: a broken row ends the run."""

    data: Path
    valid: Path | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class TrainingRows:
    """Token ids and texts."""

    known: Examples
    unseen: Examples
    toolset_sha256: str


def load_rows(files: RowFiles, tokenizer: Any, style: Style, longest: int, speak: bool = True) -> TrainingRows:
    """@raises NotReady when a row is broken in a strict run, or nothing is left; OSError"""
    problems: list[BadRow] | None = None if files.strict else []
    try:
        chats = list(read_chats(files.data, style, problems))
        valid = list(read_chats(files.valid, style, problems)) if files.valid else None
    except BadRow as error:
        raise NotReady(f"{files.data}, {error}. Mend it, or leave out --strict.") from error
    kept, held = hold_out(chats, 20) if valid is None else (chats, valid)
    rows = TrainingRows(
        encode_chats(kept, tokenizer, longest), encode_chats(held[:MOST_HELD], tokenizer, longest), hash_toolsets(chats)
    )
    if speak:
        for problem in (problems or [])[:20]:
            say(f"left out: {files.data}, {problem}")
        say(
            f"{len(rows.known.rows)} rows to train on, {len(rows.unseen.rows)} held out, {rows.known.too_long} longer than {longest} tokens, {len(problems or [])} broken"
        )
    check_examples(rows.known, longest)
    return rows
