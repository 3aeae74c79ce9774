"""Tools to offer beside the one that is called: those that are nearly the same, twins with another verb, and others."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Any

from tool_router_training.datasets.call_phrases import words_of
from tool_router_training.datasets.distractors import topic_words

Tool = dict[str, Any]
TWINS = {
    "create": ("delete", "archive"),
    "add": ("remove", "rename"),
    "delete": ("restore", "rename"),
    "remove": ("add", "rename"),
    "get": ("delete", "update"),
    "list": ("delete", "count"),
    "read": ("delete", "rename"),
    "search": ("delete", "export"),
    "find": ("delete", "export"),
    "update": ("delete", "export"),
    "send": ("schedule", "delete"),
    "open": ("close", "rename"),
    "close": ("open", "rename"),
    "start": ("stop", "rename"),
    "stop": ("start", "rename"),
    "run": ("stop", "schedule"),
    "execute": ("stop", "schedule"),
}
"""A verb and verbs that mean something else, for tools of which a list holds no near ones."""
SMALL = frozenset(
    [
        "the",
        "and",
        "for",
        "from",
        "with",
        "this",
        "that",
        "all",
        "any",
        "one",
        "its",
        "their",
        "your",
        "you",
        "are",
        "can",
        "into",
        "not",
        "has",
        "have",
        "but",
        "was",
    ]
)
"""Words that stand in any description."""
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def offer_beside(tool: Tool, tools: Sequence[Tool], most: int, rng: random.Random) -> list[Tool]:
    """The tool and up to `most` - 1 others of the list, near ones first, now and then an invented twin; shuffled."""
    wanted = rng.randint(0, most - 1)
    about = _about(tool)
    # Two of one description answer the same request.
    others = [
        one
        for one in tools
        if one["name"] != tool["name"] and (not one["description"] or one["description"] != tool["description"])
    ]
    rng.shuffle(others)
    others.sort(key=lambda one: -len(about & _about(one)) if rng.random() < 0.7 else 0)
    chosen = [tool, *others[:wanted]]
    twin = twin_of(tool, rng) if len(chosen) < most and rng.random() < 0.3 else None
    if twin and all(one["name"] != twin["name"] for one in tools):
        chosen.append(twin)
    rng.shuffle(chosen)
    return chosen


def twin_of(tool: Tool, rng: random.Random) -> Tool | None:
    """The same tool with another verb in name and description; None when its name holds no verb with an opposite."""
    verb = next((word for word in words_of(tool["name"]).split() if word in TWINS), None)
    if verb is None or len(words_of(tool["name"]).split()) < 2:
        return None
    other = rng.choice(TWINS[verb])
    part = next(part for part in _PART.finditer(tool["name"]) if part[0].lower() == verb)
    styled = other.upper() if part[0].isupper() else other.capitalize() if part[0][0].isupper() else other
    name = f"{tool['name'][: part.start()]}{styled}{tool['name'][part.end() :]}"
    nouns = " ".join(word for word in words_of(tool["name"]).split() if word != verb)
    return {**tool, "name": name, "description": f"{other.capitalize()} {nouns}."}


def without_answers(tools: Sequence[Tool], request: str, but: Tool | None = None) -> list[Tool]:
    """The tools that share no word with a request, nor with the tool `but`: none of them could answer it."""
    near = topic_words(request) - SMALL | (_about(but) if but else frozenset())
    return [one for one in tools if not _about(one) & near]


def _about(tool: Tool) -> frozenset[str]:
    return (topic_words(tool["name"]) | topic_words(tool["description"])) - SMALL
