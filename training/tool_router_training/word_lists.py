"""Reads lists of words from text files with lines such as `people: anna, ben`."""

from __future__ import annotations

from pathlib import Path

from tool_router_training.phrases import PhraseError


def read_word_lists(path: Path) -> dict[str, list[str]]:
    """Every list by its name. @raises PhraseError with file and line."""
    lists: dict[str, list[str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        name, colon, words = line.partition(": ")
        if not colon:
            raise PhraseError(f'{path.name}:{number}: a line is "name: a, b"')
        lists[name] = [word.strip() for word in words.split(",")]
    return lists
