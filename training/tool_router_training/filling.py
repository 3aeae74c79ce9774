"""Fills a drawn phrase: every slot becomes text of the request and, where it means one, an argument of the gold call."""

from __future__ import annotations

import random

from tool_router_training.lexicon import TYPE_SLOTS, Lexicon
from tool_router_training.phrases import Slot
from tool_router_training.pools import Pools
from tool_router_training.request_parts import Filled
from tool_router_training.said_pairs import copy_value, new_pair, say_pairs
from tool_router_training.settings import NUMBER_WORDS, Pair, Value

SPOKEN_IDS, SPOKEN_KEYS = 0.16, 0.35
QUOTED = 0.07
QUOTED_CONTENT = 0.95
TOPIC_SLOTS = frozenset({"Q", "QV", "QB", "QG"})
ID_SLOTS = frozenset({"ID", "ID_ONLY"})
ARGUMENT_OF = {
    **dict.fromkeys(TOPIC_SLOTS, "query"),
    **dict.fromkeys(ID_SLOTS, "item_id"),
    "N": "limit",
    "ENV": "parameters.environment",
    "VERSION": "parameters.version",
    "PROJECT_TYPE": "parameters.project_type",
    "CATEGORY": "parameters.category",
    "CONTENT": "parameters.content",
    "COPY": "parameters.source",
}
VALUE_SLOTS = frozenset({*ARGUMENT_OF, *TYPE_SLOTS, "PARAMS", "KEY", "VALUE"})
SPOKEN_LIMITS = 0.18
LIMITS = (1, 2, 3, 3, 4, 5, 5, 5, 6, 7, 8, 9, 10, 12, 15, 20, 20, 25, 30, 40, 50, 100)


class Filler:
    """Fills phrases from the lexicon and the pools."""

    def __init__(self, lexicon: Lexicon, pools: Pools) -> None:
        self._lexicon = lexicon
        self._pools = pools

    def fill(self, parts: list[str | Slot], binding: dict[str, str], rng: random.Random) -> Filled:
        """`binding` says which argument a slot sets here; slots outside of it only add words."""
        filled = Filled()
        pairs: list[Pair] = []
        keys = values = 0
        item_type: str | None = None
        for at, part in enumerate(parts):
            if isinstance(part, str):
                filled.say(part)
                continue
            name = part.name
            if name in TYPE_SLOTS:
                wanted, plural = TYPE_SLOTS[name]
                item_type = wanted or item_type or self._lexicon.pick_type(rng)
                filled.say(self._lexicon.type_word(item_type, plural, rng))
                if binding.get("TYPE"):
                    filled.arguments[binding["TYPE"]] = item_type
            elif name in ("KEY", "VALUE"):
                which = keys if name == "KEY" else values
                while len(pairs) <= which:
                    pairs.append(new_pair({pair.key for pair in pairs}, rng))
                if name == "KEY":
                    keys += 1
                    key = pairs[which].key
                    filled.copy(key.replace("_", " ") if rng.random() < SPOKEN_KEYS else key)
                else:
                    values += 1
                    copy_value(filled, pairs[which], rng)
                    if binding.get("PARAMS"):
                        filled.set(f"parameters.{pairs[which].key}", pairs[which].value, pairs[which].typed)
            elif name == "PARAMS":
                follows = at > 0 and _ends_with_name(parts, at)
                for pair in say_pairs(filled, follows, rng):
                    if binding.get("PARAMS"):
                        filled.set(f"parameters.{pair.key}", pair.value, pair.typed)
            elif name in ARGUMENT_OF:
                self._copied(filled, name, _beside_type(parts, at), binding.get(name), rng)
            else:
                filled.say(self._lexicon.words(name, rng))
        return filled

    def _copied(self, filled: Filled, name: str, beside_type: bool, argument: str | None, rng: random.Random) -> None:
        typed, value = self._value(name, beside_type, rng)
        if name in TOPIC_SLOTS and not filled.pieces and rng.random() < 0.2:
            typed = value = typed[:1].upper() + typed[1:]
        quoted = QUOTED if name in TOPIC_SLOTS | ID_SLOTS else QUOTED_CONTENT if name == "CONTENT" else 0.0
        quote = rng.choice('"""\'`') if rng.random() < quoted else ""
        if quote == "'" and "'" in typed:
            quote = '"'
        if quote:
            filled.say(quote)
        filled.copy(typed)
        if quote:
            filled.say(quote)
        if argument:
            filled.set(argument, value, typed)

    def _value(self, name: str, beside_type: bool, rng: random.Random) -> tuple[str, Value]:
        """As typed, and as the call has it."""
        pools = self._pools
        if name in TOPIC_SLOTS:
            typed = pools.topic(name, rng)
            return typed, typed
        if name in ID_SLOTS:
            if name == "ID" and beside_type and rng.random() < SPOKEN_IDS:
                spoken = pools.ids.spoken(rng)
                return spoken, spoken.replace(" ", "_")
            typed = pools.ids.draw(rng, clear=name == "ID_ONLY" or (not beside_type and rng.random() < 0.7))
            return typed, typed
        if name == "N":
            limit = rng.choice(LIMITS)
            in_words = limit < len(NUMBER_WORDS) and rng.random() < SPOKEN_LIMITS
            return NUMBER_WORDS[limit] if in_words else str(limit), limit
        typed = pools.setting(name, rng)
        return typed, typed.removeprefix("v") if name == "VERSION" else typed


def _beside_type(parts: list[str | Slot], at: int) -> bool:
    """True when a type word stands directly before (or before "called") or after, and nothing else runs into the id."""
    before = parts[at - 1] if at > 0 else ""
    after = parts[at + 1] if at + 1 < len(parts) else ""
    if not isinstance(before, str) or not isinstance(after, str):
        return False
    next_word = after.split()[:1]
    if after == " " and at + 2 < len(parts) and _is_type(parts[at + 2]) or next_word in (["script"], ["directive"]):
        return True
    if after[:1] not in ("", ",", ".", "?", "!"):
        return False
    gap = before.strip()
    return (
        gap.endswith((" script", " directive"))
        or gap in ("", "called", "named", ":")
        and at > 1
        and _is_type(parts[at - 2])
    )


def _ends_with_name(parts: list[str | Slot], at: int) -> bool:
    before = parts[at - 1]
    return isinstance(before, str) and before.strip() == ""


def _is_type(part: str | Slot) -> bool:
    return isinstance(part, Slot) and part.name in TYPE_SLOTS
