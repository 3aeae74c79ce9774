"""A SentencePiece vocabulary as llama.cpp reads it: neighbours are merged by score; what is no piece is written in bytes."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import gguf

SPACE = "▁"
_WORD = re.compile(f"{SPACE}?[^{SPACE}]+|{SPACE}")
CACHED_WORDS = 200_000


def byte_piece(byte: int) -> str:
    """The piece of one byte."""
    return f"<0x{byte:02X}>"


class PieceEncoder:
    """Text to pieces. No piece may have a space but at its start, so that every word is read by itself."""

    def __init__(self, scores: Mapping[str, float]) -> None:
        self._scores = scores
        self._known: dict[str, list[str]] = {}

    def encode(self, text: str) -> list[str]:
        """Pieces of a text, without a space before it."""
        pieces: list[str] = []
        for word in _WORD.findall(text.replace(" ", SPACE)):
            known = self._known.get(word)
            if known is None:
                known = [piece for symbol in self.merge(word, []) for piece in self._spell(symbol)]
                if len(self._known) < CACHED_WORDS:
                    self._known[word] = known
            pieces += known
        return pieces

    def _spell(self, symbol: str) -> list[str]:
        return [symbol] if symbol in self._scores else [byte_piece(byte) for byte in symbol.encode()]

    def merge(self, word: str, merged: list[str]) -> list[str]:
        """Merges the neighbours whose whole has the highest score, the leftmost first, until none is a piece; notes each in `merged`."""
        symbols = list(word)
        after, before = [*range(1, len(symbols)), -1], list(range(-1, len(symbols) - 1))
        queue: list[tuple[float, int, int, str]] = []

        def offer(left: int, right: int) -> None:
            if left >= 0 and right >= 0 and (whole := symbols[left] + symbols[right]) in self._scores:
                heapq.heappush(queue, (-self._scores[whole], left, right, whole))

        for left in range(len(symbols) - 1):
            offer(left, left + 1)
        while queue:
            _, left, right, whole = heapq.heappop(queue)
            # One of the two may have become part of another symbol since.
            if not symbols[left] or not symbols[right] or symbols[left] + symbols[right] != whole:
                continue
            symbols[left], symbols[right] = whole, ""
            merged.append(whole)
            after[left] = after[right]
            if after[right] >= 0:
                before[after[right]] = left
            offer(before[left], left)
            offer(left, after[left])
        return [symbol for symbol in symbols if symbol]


@dataclass(frozen=True, slots=True)
class CutPieces:
    """Pieces that are left, their scores and their ids in the base."""

    pieces: list[str]
    scores: list[float]
    origin: list[int]


def cut_pieces(
    vocabulary: tuple[Sequence[str], Sequence[float], Sequence[int]],
    controls: Sequence[str],
    texts: Iterable[str],
    size: int,
) -> CutPieces:
    """Keeps `size` pieces of (tokens, scores, types): bytes, the pieces that `texts` use with all they are merged from, then the base's first of plain letters."""
    scores = usable_pieces(vocabulary, controls)
    ids = {token: number for number, token in enumerate(vocabulary[0])}
    encoder = PieceEncoder(scores)
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(encoder.encode(text))
    keep = {byte_piece(byte): None for byte in range(256)}

    def add(piece: str) -> None:
        merged: list[str] = []
        encoder.merge(piece, merged)
        # What a merge starts from are single characters; one that is no piece may still be part of one.
        parts = [*(character for character in piece if character in scores), *merged]
        keep.update(dict.fromkeys(part for part in parts if part in scores))

    plain = (piece for piece in scores if piece.removeprefix(SPACE).isascii() and piece not in keep)
    for piece in (*(piece for piece, _ in counts.most_common()), *plain):
        if len(keep) >= size:
            break
        if piece not in keep:
            add(piece)
    pieces = sorted(keep, key=ids.__getitem__)
    return CutPieces(pieces, [scores[piece] for piece in pieces], [ids[piece] for piece in pieces])


def usable_pieces(
    vocabulary: tuple[Sequence[str], Sequence[float], Sequence[int]], controls: Sequence[str]
) -> dict[str, float]:
    """Scores of the pieces that may stay: no marks of the base, none with a space inside, none that plain text could be merged to a mark with."""
    tokens, scores, types = vocabulary
    kinds = gguf.TokenType
    usable = {
        token: 0.0 if kind == kinds.USER_DEFINED else score
        for token, score, kind in zip(tokens, scores, types, strict=True)
        if (kind in (kinds.NORMAL, kinds.BYTE) or (kind == kinds.USER_DEFINED and token in ("\n", "\t")))
        and SPACE not in token[1:]
        and " " not in token
    }
    for control in controls:
        if "<" not in control:
            continue
        for at in range(1, len(control)):
            left, right = control[:at], control[at:]
            if left in usable and right in usable:
                del usable[max(left, right, key=len)]
    return usable
