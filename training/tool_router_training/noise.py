"""Surface noise that never changes the gold: politeness, typos, case, punctuation. Copied pieces stay as they are."""

from __future__ import annotations

import random
import re
from pathlib import Path

from tool_router_training.misspelling import WORD, mistype_word
from tool_router_training.request_parts import Piece
from tool_router_training.word_lists import read_word_lists

SPELLING = read_word_lists(Path(__file__).parents[1] / "lexicon" / "spelling.txt")
IMPERATIVES, QUESTIONS = frozenset(SPELLING["imperatives"]), frozenset(SPELLING["questions"])
FILLED_START = frozenset(SPELLING["filled_starts"])
ASKING = (
    "can you ", "can you ", "could you ", "could you please ", "please ", "please ", "pls ", "plz ", "i need you to ", "i want you to ", "i'd like you to ", "would you ",
    "go ahead and ", "just ", "can u ", "could u ", "hey can you ", "hi, please ", "kindly ", "quickly ", "now ", "ok now ", "would you mind helping, ", "i want to ", "i need to ",
    "let's ", "lets ", "help me ", "time to ", "we need to ", "you should ", "can we ", "let me ", "next, ", "first ", "i would like to ", "i'd like to ", "be so kind and ",
)  # fmt: skip
OPENERS = (
    "hey ",
    "hey, ",
    "hi ",
    "hi, ",
    "hello, ",
    "ok ",
    "ok so ",
    "okay, ",
    "so ",
    "um ",
    "yo ",
    "alright, ",
    "quick one: ",
    "hi there, ",
    "good morning, ",
    "right, ",
    "well, ",
    "uh ",
    "kiwi ",
    "kiwi, ",
    "hmm ",
    "oh and ",
    "also ",
    "and ",
)
CLOSERS = (
    " please", " please", " please", ", please", " pls", " plz", " thanks", ", thanks", " thx", " ty", ", thank you", " asap", " real quick", " when you get a chance",
    " if possible", " right now", " right away", ", cheers", ", ta", ", would you", " if you can", " :)", " quickly", " today", ", it's urgent", " thank you",
)  # fmt: skip
CONTRACTIONS = (
    ("don't", "dont"),
    ("what's", "whats"),
    ("let's", "lets"),
    ("i'm", "im"),
    ("can't", "cant"),
    ("doesn't", "doesnt"),
    ("i'd", "id"),
    ("there's", "theres"),
    ("isn't", "isnt"),
    (" you ", " u "),
    ("do not", "don't"),
    ("what is", "what's"),
)
STOP = re.compile(r"[,.;:?!](\s|$)")


def roughen(pieces: list[Piece], rng: random.Random) -> str:
    """Join the pieces to a request as somebody may have typed it."""
    pieces = _tidy(pieces, rng)
    roll = rng.random()
    if roll < 0.3:
        pieces = _frame(pieces, rng)
    if rng.random() < 0.15:
        pieces = [piece if piece.copied else Piece(_contract(piece.text), False) for piece in pieces]
    if rng.random() < 0.13:
        pieces = _mistype(pieces, rng)
        if rng.random() < 0.25:
            pieces = _mistype(pieces, rng)
    pieces = _recase(_punctuate(pieces, rng), rng)
    if rng.random() < 0.01:
        pieces = [piece if piece.copied else Piece(piece.text.replace(" ", "  ", 1), False) for piece in pieces]
    return "".join(piece.text for piece in pieces).strip()


def _tidy(pieces: list[Piece], rng: random.Random) -> list[Piece]:
    """Drop spaces that left-out parts leave behind, and agree "a" with "an"."""
    result: list[Piece] = []
    last = " "
    for text, copied in pieces:
        if not text:
            continue
        if not copied and last == " ":
            text = text.lstrip(" ")
            if not text:
                continue
            if STOP.match(text) and result and not result[-1].copied:
                result[-1] = Piece(result[-1].text.rstrip(" "), False)
        if result and not result[-1].copied:
            result[-1] = Piece(_agree(result[-1].text, text, rng), False)
        result.append(Piece(text, copied))
        last = text[-1]
    while result and not result[-1].copied and not result[-1].text.strip():
        result.pop()
    if result and not result[-1].copied:
        result[-1] = Piece(result[-1].text.rstrip(), False)
    return result


def _agree(before: str, after: str, rng: random.Random) -> str:
    vowel = after[:1].lower() in "aeiou" and not after.lower().startswith(("uni", "use", "util", "one", "eu"))
    if vowel and (before == "a " or before.endswith(" a ")) and rng.random() < 0.85:
        return before[:-1] + "n "
    if (
        not vowel
        and (before == "an " or before.endswith(" an "))
        and after[:1].isalpha()
        and after[:3].lower() != "sop"
    ):
        return before[:-2] + " "
    return before


def _frame(pieces: list[Piece], rng: random.Random) -> list[Piece]:
    first = re.match(r"[a-z']+", pieces[0].text) if not pieces[0].copied else None
    word = first.group() if first else ""
    imperative = word in IMPERATIVES and pieces[0].text[len(word) : len(word) + 1] == " "
    end = pieces[-1].text
    roll = rng.random()
    if imperative and roll < 0.45:
        pieces = [Piece(rng.choice(ASKING), False), *pieces]
    elif word not in FILLED_START and roll < 0.62:
        pieces = [Piece(rng.choice(OPENERS), False), *pieces]
    if roll > 0.55 and (pieces[-1].copied or not re.search(r"(please|pls|plz|thanks|thx|you|now|[.?!:,;\)])$", end)):
        pieces = [*pieces, Piece(rng.choice(CLOSERS), False)]
    return pieces


def _contract(text: str) -> str:
    for long, short in CONTRACTIONS:
        if long in text:
            return text.replace(long, short, 1)
    return text


def _mistype(pieces: list[Piece], rng: random.Random) -> list[Piece]:
    spots = [(at, match) for at, piece in enumerate(pieces) if not piece.copied for match in WORD.finditer(piece.text)]
    if not spots:
        return pieces
    # The first words hold the verb, which decides most.
    at, match = rng.choice(spots[:3]) if rng.random() < 0.4 else rng.choice(spots)
    text = pieces[at].text
    wrong = text[: match.start()] + mistype_word(match.group(), rng) + text[match.end() :]
    return [*pieces[:at], Piece(wrong, False), *pieces[at + 1 :]]


def _punctuate(pieces: list[Piece], rng: random.Random) -> list[Piece]:
    last = pieces[-1]
    if not last.copied and last.text[-1:] in "?.!":
        if rng.random() < 0.3:
            return [*pieces[:-1], Piece(last.text[:-1], False)]
        return pieces
    word = re.match(r"[a-z]+", pieces[0].text.lower())
    asks = bool(word) and not pieces[0].copied and word is not None and word.group() in QUESTIONS
    roll = rng.random()
    mark = "?" if roll < (0.5 if asks else 0.01) else "." if roll < (0.52 if asks else 0.13) else ""
    if not mark:
        mark = (
            "!"
            if roll > 0.985
            else "..."
            if roll > 0.98
            else " ?"
            if roll > 0.975 and asks
            else "??"
            if roll > 0.972 and asks
            else ""
        )
    return [*pieces, Piece(mark, False)] if mark else pieces


def _recase(pieces: list[Piece], rng: random.Random) -> list[Piece]:
    roll = rng.random()
    if roll < 0.24 and not pieces[0].copied:
        text = pieces[0].text
        return [Piece(text[:1].upper() + text[1:], False), *pieces[1:]]
    if roll < 0.25:
        return [piece if piece.copied else Piece(piece.text.upper(), False) for piece in pieces]
    if roll < 0.257:
        return [
            piece
            if piece.copied
            else Piece(re.sub(r"\b[a-z](?=[a-z]{3})", lambda match: match.group().upper(), piece.text), False)
            for piece in pieces
        ]
    if roll < 0.5:
        return [piece if piece.copied else Piece(piece.text.lower(), False) for piece in pieces]
    return pieces
