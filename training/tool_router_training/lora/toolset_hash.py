"""One hash for the tools of many rows."""

from __future__ import annotations

from collections.abc import Iterable

from tool_router_training.contract import toolset_sha256
from tool_router_training.lora.rows_to_chat import Chat


def hash_toolsets(chats: Iterable[Chat]) -> str:
    """The toolbox's own hash when all rows share it, else the hash of their sorted hashes."""
    hashes = sorted({chat.toolset_sha256 for chat in chats})
    return hashes[0] if len(hashes) == 1 else toolset_sha256(hashes)
