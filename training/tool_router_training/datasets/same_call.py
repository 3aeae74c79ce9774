"""Whether a paraphrase still asks for the same call: every value said, nothing new, no negation more or less."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tool_router_training.datasets.call_phrases import words_of
from tool_router_training.datasets.rows import Row
from tool_router_training.datasets.said_values import is_said, leaves, plain_words

LONGEST = 600
_NEGATION = re.compile(
    r"\b(?:not|no|never|without|don'?t|doesn'?t|isn'?t|won'?t|can'?t|cannot|instead|except)\b", re.IGNORECASE
)
_MARKED = re.compile(r"\d+(?:[.,:]\d+)*|\"[^\"]+\"|`[^`]+`|[\w-]+[_/@][\w./@-]+|\w+\.\w{1,5}\b")
"""What a person means to the letter: numbers, quoted words, identifiers, paths, file names."""


def can_be_checked(row: Row) -> bool:
    """Every value stands in the request: one that was inferred would be lost unseen."""
    return all(is_said(call["arguments"], row["request"]) for call in row["calls"])


def kept_texts(row: Row) -> list[str]:
    """What a paraphrase keeps letter by letter, as the request spells it."""
    values = (str(one) for call in row["calls"] for one in leaves(call["arguments"]))
    found = dict.fromkeys(value for value in values if value in row["request"])
    return [*found, *(text for text in dict.fromkeys(_MARKED.findall(row["request"])) if text not in found)]


def why_not_same(row: Row, paraphrase: str) -> str | None:
    """The first reason against a paraphrase; None when it may stay."""
    return next(_reasons(row, paraphrase), None)


def _reasons(row: Row, paraphrase: str) -> Iterator[str]:
    request = row["request"]
    if not paraphrase.strip() or len(paraphrase) > max(LONGEST, 2 * len(request)) or "\n" in paraphrase.strip():
        yield "it is no single sentence"
    if plain_words(paraphrase) == plain_words(request):
        yield "it is the same words"
    for text in kept_texts(row):
        if text not in paraphrase:
            yield f"it loses {text}"
    for call in row["calls"]:
        for name, value in call["arguments"].items():
            if not is_said(value, paraphrase):
                yield f"it loses {name}"
            flag = words_of(name)
            if isinstance(value, bool) and is_said(flag, request) and not is_said(flag, paraphrase):
                yield f"it loses {name}"
    for text in _MARKED.findall(paraphrase):
        if text.strip('"`') not in request:
            yield f"it adds {text}"
    if bool(_NEGATION.search(paraphrase)) != bool(_NEGATION.search(request)):
        yield "it adds or drops a negation"
    for tool in row.get("tools", []):
        if re.search(r"[_A-Z-]", tool["name"]) and tool["name"] in paraphrase and tool["name"] not in request:
            yield f"it names the tool {tool['name']}"
