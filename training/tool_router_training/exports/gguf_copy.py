"""Copies what a GGUF file says of a model, its sizes and its vocabulary, into another."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import gguf

# Written anew for every export.
OWN = ("general.", "tool_router.", "GGUF.", "quantize.", "tokenizer.chat_template")


def copy_fields(source: Path, writer: gguf.GGUFWriter, wanted: Callable[[str], bool] | None = None) -> None:
    """@raises OSError, ValueError"""
    for key, field in gguf.GGUFReader(source).fields.items():
        if key.startswith(OWN) or (wanted and not wanted(key)):
            continue
        kind = field.types[0]
        inner = field.types[-1] if kind == gguf.GGUFValueType.ARRAY else None
        writer.add_key_value(key, field.contents(), kind, inner)


def read_texts(source: Path, keys: Collection[str]) -> dict[str, str]:
    """Some text values of a file."""
    reader = gguf.GGUFReader(source)
    return {key: str(field.contents()) for key in keys if (field := reader.get_field(key))}
