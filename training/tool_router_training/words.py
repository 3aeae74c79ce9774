"""Splits a request into words and punctuation with their positions; the twin of src/core/words.ts.

contract/golden/words.json holds both equal.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LEADING = frozenset("\"'`“”‘’([{<*")
TRAILING = frozenset("\"'`”’)]}>,.;:!?…*")
CHUNK = re.compile(r"[^\s\u0000-\u001f\ufeff]+")
KEYED = re.compile(r"([A-Za-z_][A-Za-z0-9_.-]*)([=:])(?!//)(.+)", re.DOTALL)
DASHES = re.compile(r"--?(?=[A-Za-z])")


class Word(NamedTuple):
    """One word or one piece of punctuation; `start` and `end` are code-point offsets into the request."""

    text: str
    start: int
    end: int


def split_words(request: str) -> list[Word]:
    """Split at white space, then take quotes, brackets, flag dashes and `key=value` apart."""
    words: list[Word] = []
    for match in CHUNK.finditer(request):
        _split_chunk(match.group(), match.start(), words)
    return words


def _split_chunk(chunk: str, offset: int, words: list[Word]) -> None:
    start, end = 0, len(chunk)

    def push(begin: int, stop: int) -> None:
        if stop > begin:
            words.append(Word(chunk[begin:stop], offset + begin, offset + stop))

    while start < end and chunk[start] in LEADING:
        push(start, start + 1)
        start += 1
    dashes = DASHES.match(chunk, start)
    if dashes:
        push(start, dashes.end())
        start = dashes.end()
    pair = KEYED.fullmatch(chunk, start)
    if pair:
        push(start, pair.end(1))
        push(pair.start(2), pair.end(2))
        _split_chunk(chunk[pair.start(3) :], offset + pair.start(3), words)
        return
    core = end
    while core > start and chunk[core - 1] in TRAILING:
        core -= 1
    push(start, core)
    for at in range(core, end):
        push(at, at + 1)


def space_words(words: list[Word]) -> str:
    """Join words as a bare-prompt model reads them: every word behind exactly one space."""
    return "".join(f" {word.text}" for word in words)
