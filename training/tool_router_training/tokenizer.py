"""The nano's vocabulary: byte-level BPE pieces (GPT-2's way of cutting), control marks, functional tokens."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from tool_router_training.contract import functional_tokens, markers
from tool_router_training.nano_tokens import Fixed, Part
from tool_router_training.render import bare_frame
from tool_router_training.words import space_words, split_words

PRE_TOKENIZER = "gpt-2"


def control_texts(functional: bool = True) -> list[str]:
    """Marks, the frame of a bare prompt in two tokens (the runtime takes the longest control text first), functional tokens."""
    return [*markers().values(), *bare_frame(), *(functional_tokens() if functional else ())]


class WordsOf(NamedTuple):
    """The base whose pieces and word vectors a nano began with."""

    name: str
    licence: str


class NanoTokenizer:
    """Requests and answers to token ids and back."""

    def __init__(
        self,
        pieces: Sequence[str],
        merges: Sequence[tuple[str, str]],
        *,
        functional: bool = True,
        words_of: WordsOf | None = None,
    ) -> None:
        """`pieces` in GPT-2's byte alphabet, ids in order; control tokens follow them. Not `functional`: call syntax is spelled in pieces."""
        self.pieces, self.merges, self.functional, self.words_of = list(pieces), list(merges), functional, words_of
        self.controls = control_texts(functional)
        self._bpe = Tokenizer(models.BPE({piece: number for number, piece in enumerate(self.pieces)}, self.merges))
        self._bpe.pre_tokenizer = _cut()
        self._ids = {text: len(self.pieces) + number for number, text in enumerate(self.controls)}
        head, tail = bare_frame()
        self._head, self._tail = self._ids[head], self._ids[tail]
        self.bos, self.eos, self.pad = (self._ids[markers()[role]] for role in ("bos", "eos", "pad"))

    @classmethod
    def train(cls, texts: Iterable[str], size: int, *, functional: bool = True) -> NanoTokenizer:
        """Learn `size` pieces from requests (and, where it is to be spelled, from call syntax)."""
        bpe = Tokenizer(models.BPE())
        bpe.pre_tokenizer = _cut()
        trainer = trainers.BpeTrainer(
            vocab_size=size, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), show_progress=False
        )
        bpe.train_from_iterator(texts, trainer)
        learned: dict[str, Any] = json.loads(bpe.to_str())["model"]
        vocabulary: dict[str, int] = learned["vocab"]
        merges = [(str(left), str(right)) for left, right in learned["merges"]]
        return cls(sorted(vocabulary, key=vocabulary.__getitem__), merges, functional=functional)

    @classmethod
    def load(cls, path: Path) -> NanoTokenizer:
        """Read what `save` wrote."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        merges = [(left, right) for left, right in stored["merges"]]
        origin = stored.get("words_of")
        return cls(
            stored["pieces"],
            merges,
            functional=stored.get("functional", True),
            words_of=WordsOf(**origin) if origin else None,
        )

    def save(self, path: Path) -> None:
        """Pieces and merges as JSON."""
        stored = {
            "pieces": self.pieces,
            "merges": self.merges,
            "functional": self.functional,
            "words_of": self.words_of._asdict() if self.words_of else None,
        }
        path.write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")

    def __len__(self) -> int:
        return len(self.pieces) + len(self.controls)

    def _plain(self, text: str) -> list[int]:
        ids: list[int] = self._bpe.encode(text).ids
        return ids

    def prompt(self, request: str) -> list[int]:
        """A bare prompt; marks inside the request stay plain text."""
        return self.prompt_of_words(request_text(request))

    def prompt_of_words(self, words: str) -> list[int]:
        """The same for a request whose words stand behind one space already; cut again, " 's" would become two words."""
        return [self._head, *self._plain(words), self._tail]

    def answer(self, parts: Sequence[Part]) -> list[int]:
        """An answer with the end token."""
        ids: list[int] = []
        for part in parts:
            if isinstance(part, Fixed):
                for text in [part.text] if part.text in self._ids else split_marks(part.text):
                    ids += [self._ids[text]] if text in self._ids else self._plain(text)
            else:
                ids += self._plain(part.text)
        return [*ids, self.eos]

    def text(self, ids: Sequence[int]) -> str:
        """Token ids as the runtime prints them, control tokens spelled out, the end token left out."""
        data = b"".join(self._bytes(number) for number in ids if number != self.eos)
        return data.decode("utf-8", errors="replace")

    def _bytes(self, number: int) -> bytes:
        if number >= len(self.pieces):
            return self.controls[number - len(self.pieces)].encode("utf-8")
        return bytes(_BYTE_OF[character] for character in self.pieces[number])


def split_marks(text: str) -> list[str]:
    """Call syntax at its marks: "<escape>script<escape>}" → "<escape>", "script", "<escape>", "}"."""
    marks = "|".join(re.escape(mark) for mark in sorted(markers().values(), key=len, reverse=True))
    return [part for part in re.split(f"({marks})", text) if part]


def request_text(request: str) -> str:
    """A request as the model reads it: every word behind one space."""
    return space_words(split_words(request))


def _cut() -> Any:
    return pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)


def _byte_alphabet() -> dict[str, int]:
    """GPT-2's printable stand-in of every byte, the other way round."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    return {chr(byte): byte for byte in printable} | {chr(256 + number): byte for number, byte in enumerate(others)}


_BYTE_OF = _byte_alphabet()
