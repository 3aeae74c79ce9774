"""The vocabulary of a model that reads declarations: a base's pieces cut by use, control marks, and whole stretches of call syntax."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from tokenizers import Regex, Tokenizer, models, pre_tokenizers

from tool_router_training.contract import markers, read_contract
from tool_router_training.declared.sentence_pieces import PieceEncoder

PRE_TOKENIZER = "smollm"


def syntax_tokens() -> tuple[str, ...]:
    """Stretches of declaration and call syntax that take one token each; their text is plain FunctionGemma syntax."""
    return tuple(read_contract("declaredTokens.json")["tokens"])


def control_texts() -> list[str]:
    """Marks and syntax that a cut vocabulary has behind its pieces."""
    return [*markers().values(), *syntax_tokens()]


class CutVocabulary:
    """Text to ids and back, as llama.cpp does it."""

    def __init__(
        self,
        pieces: Sequence[str],
        merges: Sequence[tuple[str, str]],
        origin: Sequence[int],
        scores: Sequence[float] = (),
    ) -> None:
        """`origin[i]` is the base's id of piece i. A SentencePiece vocabulary has scores in place of merges."""
        self.pieces, self.merges, self.origin, self.scores = list(pieces), list(merges), list(origin), list(scores)
        self.controls = control_texts()
        self._encode = self._by_score() if self.scores else self._by_merges()
        self._control_ids = {text: len(self.pieces) + number for number, text in enumerate(self.controls)}
        self._longest_first = sorted(self.controls, key=len, reverse=True)
        self._cached: dict[str, list[int]] = {}
        self.bos, self.eos, self.pad = (self._control_ids[markers()[role]] for role in ("bos", "eos", "pad"))

    def __len__(self) -> int:
        return len(self.pieces) + len(self.controls)

    def _by_merges(self) -> Callable[[str], list[int]]:
        encoder = bpe(self.pieces, self.merges)
        return lambda text: list(encoder.encode(text).ids)

    def _by_score(self) -> Callable[[str], list[int]]:
        # llama.cpp looks a merged text up among all tokens, so ":" and "true" meet as the syntax token ":true" in plain text too.
        texts = [*self.pieces, *self.controls]
        ids = {text: number for number, text in enumerate(texts)}
        encoder = PieceEncoder(dict(zip(texts, self.all_scores(), strict=True)))
        return lambda text: [ids[piece] for piece in encoder.encode(text)]

    def all_scores(self) -> list[float]:
        """A score for every token; syntax is merged last."""
        return [*self.scores, *([min(self.scores) - 1] * len(self.controls))]

    def plain(self, text: str) -> list[int]:
        """Text without control tokens."""
        return self._encode(text)

    def spelled(self, text: str) -> list[int]:
        """Any text in pieces alone: what a control token stands for."""
        if not self.scores:
            return self.plain(text)
        ids = {piece: number for number, piece in enumerate(self.pieces)}
        return [ids[piece] for piece in PieceEncoder(dict(zip(self.pieces, self.scores, strict=True))).encode(text)]

    def template(self, text: str) -> list[int]:
        """Template text: the longest control text first, as llama.cpp partitions it; the rest is plain."""
        parts: list[str | int] = [text]
        for control in self._longest_first:
            if control not in text:
                continue
            split: list[str | int] = []
            for part in parts:
                if isinstance(part, int):
                    split.append(part)
                    continue
                pieces = part.split(control)
                for number, piece in enumerate(pieces):
                    if number:
                        split.append(self._control_ids[control])
                    if piece:
                        split.append(piece)
            parts = split
        ids: list[int] = []
        for part in parts:
            if isinstance(part, int):
                ids.append(part)
                continue
            known = self._cached.get(part)
            if known is None:
                known = self.plain(part)
                if len(self._cached) < 200_000:
                    self._cached[part] = known
            ids += known
        return ids

    def save(self, path: Path) -> None:
        """Pieces, merges or scores, and origins as JSON."""
        stored: dict[str, Any] = {"pieces": self.pieces, "merges": self.merges, "origin": self.origin}
        if self.scores:
            stored["scores"] = self.scores
        path.write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> CutVocabulary:
        """Read what `save` wrote."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            stored["pieces"],
            [(left, right) for left, right in stored["merges"]],
            stored["origin"],
            stored.get("scores", ()),
        )


def bpe(pieces: Sequence[str], merges: Sequence[tuple[str, str]]) -> Any:
    """GPT-2's byte-level BPE with single digits, llama.cpp's pre-tokenizer "smollm"."""
    tokenizer: Any = Tokenizer(models.BPE({piece: number for number, piece in enumerate(pieces)}, list(merges)))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"\p{N}"), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
        ]
    )
    return tokenizer


def cut_vocabulary(
    tokens: Sequence[str], merges: Sequence[tuple[str, str]], texts: Iterable[str], size: int
) -> CutVocabulary:
    """Keeps `size` pieces of a base: bytes, the pieces that `texts` use with all they are merged from, then the base's most frequent."""
    ids = {token: number for number, token in enumerate(tokens)}
    made_from = {left + right: (left, right) for left, right in merges}
    whole = bpe(list(tokens), merges)
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(whole.encode(text).tokens)
    keep: dict[str, None] = {byte: None for byte in sorted(pre_tokenizers.ByteLevel.alphabet()) if byte in ids}

    def add(piece: str) -> None:
        if piece in keep or piece not in ids:
            return
        for part in made_from.get(piece, ()):
            add(part)
        keep[piece] = None

    for piece, _ in counts.most_common():
        if len(keep) >= size:
            break
        add(piece)
    for left, right in merges:
        if len(keep) >= size:
            break
        add(left + right)
    pieces = sorted(keep, key=ids.__getitem__)
    kept = [pair for pair in merges if pair[0] in keep and pair[1] in keep and pair[0] + pair[1] in keep]
    return CutVocabulary(pieces, kept, [ids[piece] for piece in pieces])
