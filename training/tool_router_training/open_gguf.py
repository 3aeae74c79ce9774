"""Opens a GGUF file for reading; one that is none, or torn, is told in a sentence."""

from __future__ import annotations

from pathlib import Path

import gguf

from tool_router_training.preflight import NotReady


def open_gguf(path: Path) -> gguf.GGUFReader:
    """@raises NotReady"""
    try:
        return gguf.GGUFReader(path)
    except (OSError, ValueError, IndexError) as error:  # A torn file ends in the middle of an array.
        raise NotReady(f"{path} cannot be read as GGUF: {error}") from error
