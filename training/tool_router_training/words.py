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
# A comma between digits that group thousands belongs to the number.
THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
SIGN = re.compile(r"[$€£¥#@~](?=[A-Za-z0-9])")
HERE = re.compile(r"\./(?=[A-Za-z0-9_.-]+$)")
UNIT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(%|[A-Za-z°µ]+[²³]?(?:/[A-Za-z]+[²³]?)?)")
# "EUR/USD", "10-20"; a month ("2026-10") stays whole.
PAIR = re.compile(
    r"([A-Z]{2,5})(/)([A-Z]{2,5})|(?!(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])$)([0-9]{1,5})([-/x×])([0-9]{1,5})"
)
POSSESSIVE = re.compile(r"(.*[A-Za-z0-9])(['’]s)", re.IGNORECASE | re.DOTALL)
CONTRACTED = frozenset(
    ["it", "what", "that", "let", "who", "where", "here", "there", "how", "he", "she", "when", "why", "everything"]
)


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
    _split_core(chunk[start:core], offset + start, words)
    for at in range(core, end):
        push(at, at + 1)


def _split_core(core: str, offset: int, words: list[Word]) -> None:
    """Take lists without spaces, money and hash signs, units and possessives apart; a copied span may still join them."""
    if not core:
        return
    cuts: list[int]
    number = THOUSANDS.match(core)
    comma = core.find(",", number.end() if number else 0)
    sign = SIGN.match(core)
    unit, pair, possessive = UNIT.fullmatch(core), PAIR.fullmatch(core), POSSESSIVE.fullmatch(core)
    if sign:
        cuts = [1]
    elif HERE.match(core):
        cuts = [2]
    elif 0 < comma < len(core) - 1:
        cuts = [comma, comma + 1]
    elif unit:
        cuts = [unit.end(1)]
    elif pair:
        middle = 2 if pair[2] else 5
        cuts = [pair.start(middle), pair.end(middle)]
    elif possessive and possessive[1].lower() not in CONTRACTED:
        cuts = [possessive.end(1)]
    else:
        words.append(Word(core, offset, offset + len(core)))
        return
    edges = [0, *cuts, len(core)]
    for number_of_edge, edge in enumerate(edges[:-1]):
        stop = edges[number_of_edge + 1]
        if core[edge:stop] == ",":
            words.append(Word(",", offset + edge, offset + stop))
        else:
            _split_core(core[edge:stop], offset + edge, words)


def space_words(words: list[Word]) -> str:
    """Join words as a bare-prompt model reads them: every word behind exactly one space."""
    return "".join(f" {word.text}" for word in words)
