"""Other tools beside a row's own: such that none of them could answer the request as well."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

Tool = dict[str, Any]
VERBS = frozenset(
    [
        "add",
        "calculate",
        "check",
        "convert",
        "create",
        "delete",
        "do",
        "fetch",
        "find",
        "generate",
        "get",
        "list",
        "lookup",
        "make",
        "open",
        "read",
        "remove",
        "run",
        "search",
        "send",
        "set",
        "show",
        "track",
        "update",
        "use",
        "view",
        "write",
    ]
)
"""Words that say nothing of what a tool is about."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_A-Za-z]+")
TRIES_A_TOOL = 12


class Distractors:
    """Draws from the tools of a whole data set."""

    def __init__(self, tools: Iterable[Tool]) -> None:
        first: dict[str, Tool] = {}
        for tool in tools:
            first.setdefault(tool["name"], tool)
        self._tools = [first[name] for name in sorted(first)]

    def beside(self, offered: Sequence[Tool], request: str, called: bool, most: int, rng: random.Random) -> list[Tool]:
        """The offered tools and up to `most` others, shuffled. Where no tool is called, none that shares words with the request."""
        chosen = list(offered)
        names = {tool["name"] for tool in offered}
        near = {word for tool in offered for word in topic_words(tool["name"])}
        wanted = rng.randint(0, most)
        for _ in range(wanted * TRIES_A_TOOL if self._tools else 0):
            if len(chosen) == len(offered) + wanted:
                break
            other = rng.choice(self._tools)
            about = topic_words(other["name"])
            said = set() if called else (about | topic_words(other["description"])) & topic_words(request)
            if other["name"] not in names and about and not about & near and not said:
                chosen.append(other)
                names.add(other["name"])
        rng.shuffle(chosen)
        return chosen


@cache
def topic_words(text: str) -> frozenset[str]:
    """What a name or sentence is about: its longer words, without verbs of any tool and without a plural s."""
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(word.removesuffix("s") for word in words if len(word) > 2 and word not in VERBS)
