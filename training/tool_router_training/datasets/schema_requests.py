"""Requests to a tool in words, from its name, description and arguments: terse, polite, as a question, as an order."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

from tool_router_training.datasets.call_phrases import words_of
from tool_router_training.datasets.distractors import VERBS
from tool_router_training.datasets.schema_calls import Mention
from tool_router_training.noise import IMPERATIVES, roughen
from tool_router_training.request_parts import Piece

LONGEST_CLAUSE_WORDS = 9
LONGEST_NOUN_WORDS = 4
LONGEST_REQUEST = 400
OTHER_VERBS = {
    "get": ("show me", "fetch", "give me", "look up"),
    "return": ("show me", "get", "give me"),
    "retrieve": ("show me", "get", "fetch"),
    "list": ("show me", "give me", "list all"),
    "read": ("show me", "open"),
    "create": ("make", "add", "set up"),
    "add": ("create", "put in"),
    "delete": ("remove", "get rid of", "drop"),
    "remove": ("delete", "take out"),
    "search": ("find", "look for", "search for"),
    "find": ("look for", "search for"),
    "update": ("change", "edit", "modify"),
    "run": ("start", "execute", "launch"),
    "execute": ("run", "start"),
    "send": ("send off", "send out"),
}
LOOKING = frozenset(
    {"get", "list", "read", "show", "fetch", "find", "search", "lookup", "view", "check", "query", "return", "retrieve"}
)
POLITE = ("could you {}", "can you {}", "please {}", "would you {}", "i need you to {}", "i'd like to {}")
PLACED = (
    (r"city|location|place|country|region|folder|directory|repo|repository|project|channel|workspace", ("in", "for")),
    (r"date|day|month|year|weekday", ("on", "for")),
    (r"time", ("at",)),
    (r"to|recipient|recipients|destination|target", ("to",)),
    (r"from|source|origin|sender", ("from",)),
    (r"assignee|user|username|author", ("for", "by")),
    (r"path|file|filename|url|host|server", ("at", "in", "on")),
    (r"query|topic|search|q|keywords|subject", ("for", "about")),
)
"""Last words of an argument's name and what people put before its value in place of the name."""
_CLAUSE_END = re.compile(
    r"[.;:(\n]|, (?:with|and then|or if|including)|\b(?:that|which|when|by|using|if|such|optionally)\b"
)
_COMMA = re.compile(r",\s+(?:or\s+|and\s+)?")
_NO_NOUN = re.compile(r"^(whether|if|where|how|when|what|which|set|use|only|must|optional|required|comma|include)\b")


def verb_phrase(tool: Mapping[str, Any], rng: random.Random) -> str:
    """What a tool does, as somebody asks for it: "search the issues", "look for issues"."""
    words = _named(tool["name"])
    clause = _clause(str(tool["description"]))
    phrase = clause if clause and (rng.random() < 0.6 or len(words) == 1) else " ".join(words)
    first, _, rest = phrase.partition(" ")
    if rest and first in OTHER_VERBS and rng.random() < 0.4:
        phrase = f"{rng.choice(OTHER_VERBS[first])} {rest}"
    elif rng.random() < 0.05:
        phrase = f"use {tool['name']}"
    return phrase


def say_request(tool: Mapping[str, Any], mentions: Sequence[Mention], rng: random.Random) -> str | None:
    """One request that says every mention; None when it would be too long to type."""
    phrase = verb_phrase(tool, rng)
    action = next((one for one in mentions if _is_action(one)), None)
    rest = [one for one in mentions if one is not action]
    held: list[str] = []
    if action:  # an argument that says what to do takes the verb's place
        said = action.text.replace("_", " ")
        if rng.random() < 0.7 or phrase.partition(" ")[0] in action.node["enum"]:
            phrase, held = said, [said]
        else:
            rest, action = [action, *rest], None
    kind = next((one for one in rest if _is_kind(one, tool)), None)
    if kind and rng.random() < 0.6:  # "find scripts …": the kind is said as the noun
        phrase = f"{phrase if action else phrase.partition(' ')[0]} {kind.text}"
        rest = [one for one in rest if one is not kind]
        held.append(kind.text)
    terse = rng.random() < 0.22
    text = phrase if terse else _frame(phrase, rng)
    pieces = _hold(text, held)
    for number, one in enumerate(rest):
        pieces += _say(one, rng, bare=number == 0 and not action, terse=terse)
    if not terse and text != phrase and rng.random() < 0.3:
        pieces.append(Piece("?", False))
    request = roughen(pieces, rng)
    return request if len(request) <= LONGEST_REQUEST and "\n" not in request else None


def _hold(text: str, values: Sequence[str]) -> list[Piece]:
    """Noise leaves the values inside a text as they are."""
    if not values:
        return [Piece(text, False)]
    parts = re.split(rf"\b({'|'.join(map(re.escape, values))})\b", text)
    return [Piece(part, number % 2 == 1) for number, part in enumerate(parts) if part]


def _frame(phrase: str, rng: random.Random) -> str:
    first, _, rest = phrase.partition(" ")
    roll = rng.random()
    if first in LOOKING and rest and roll < 0.2:
        noun = re.sub(r"^(all|one|the|a|an|me) ", "", rest)
        return rng.choice(("i need the {}", "is there any {}", "do we have {}", "what about the {}", "{}")).format(noun)
    if (first in IMPERATIVES or first in VERBS or first in OTHER_VERBS) and roll < 0.5:
        return rng.choice(POLITE).format(phrase)
    return phrase


def _say(one: Mention, rng: random.Random, *, bare: bool, terse: bool) -> list[Piece]:
    label = label_of(one, rng)
    if isinstance(one.gold, bool):
        ways = (f", {label}", f" with {label}", f", {label}: yes") if one.gold else (f", no {label}", f", {label}: no")
        return [Piece(rng.choice(ways), False)]
    before, after = rng.choice(
        ((f" with {label} ", ""), (f", {label} ", ""), (f", {label}: ", ""), (f' {label} "', '"'))
    )
    words = words_of(one.name).split() or [""]
    placed = next((ways for pattern, ways in PLACED if re.fullmatch(pattern, words[-1])), ())
    roll = rng.random()
    if placed and roll < 0.6:
        before, after = f" {rng.choice(placed)} ", ""
    elif terse and roll < 0.8 or bare and roll < 0.55:
        before, after = rng.choice(((" ", ""), (": ", ""), (' "', '"')))
    elif roll > 0.93:
        before, after = f" {one.name}=", ""
    if isinstance(one.gold, int | float) and re.search(r"limit|max|top", one.name) and rng.random() < 0.5:
        before, after = rng.choice((", at most ", ", no more than ", ", only ")), ""
    if '"' in one.text:
        before, after = before.replace('"', ""), ""
    return [Piece(before, False), Piece(one.text, True), *([Piece(after, False)] if after else [])]


def label_of(one: Mention, rng: random.Random) -> str:
    """The argument's name in words, or the noun that its description begins with."""
    words = words_of(one.name)
    text = str(one.node.get("description") or "").strip().lower()
    noun = re.split(r"[.;:,(\n]|\b(?:to|that|which|for|in|from|where|when|with|as|or)\b", text, maxsplit=1)[0].strip()
    noun = re.sub(r"^(the|a|an|optional|your|full|unique) ", "", noun)
    if not 1 <= len(noun.split()) <= LONGEST_NOUN_WORDS or _NO_NOUN.match(noun) or rng.random() < 0.55:
        return words.removeprefix("include ") if isinstance(one.gold, bool) and rng.random() < 0.3 else words
    return noun


def _is_action(one: Mention) -> bool:
    return one.name in ("action", "operation", "op") and "enum" in one.node and isinstance(one.gold, str)


def _is_kind(one: Mention, tool: Mapping[str, Any]) -> bool:
    """A constant that the description itself uses as a noun, such as the item type script of "Find scripts and notes"."""
    last = words_of(one.name).rpartition(" ")[2]
    return (
        last in ("type", "kind")
        and "enum" in one.node
        and isinstance(one.gold, str)
        and re.search(rf"\b{re.escape(one.text)}s?\b", str(tool["description"]), re.IGNORECASE) is not None
    )


def _named(name: str) -> list[str]:
    """The words of a name, its verb first, without the server's name before it."""
    words = words_of(name).split()
    place = next((number for number, word in enumerate(words) if word in VERBS or word in IMPERATIVES), 0)
    kept = words[place:]
    return kept if len(kept) > 1 else [*kept, *words[:place]]


def _clause(description: str) -> str:
    """The description's first clause as an order: "Returns the tide of a day." → "return the tide of a day"."""
    clause = _CLAUSE_END.split(description.strip(), maxsplit=1)[0]
    orders = _COMMA.split(clause)
    # "Read one item, or copy it …": what comes second is another order.
    if len(orders) > 1 and orders[1].partition(" ")[0] in IMPERATIVES | VERBS:
        clause = orders[0]
    words = clause.strip(" ,").split()
    if not 2 <= len(words) <= LONGEST_CLAUSE_WORDS:
        return ""
    first = words[0].lower()
    known = IMPERATIVES | VERBS
    plain = next((form for form in (first, first.removesuffix("s"), first.removesuffix("es")) if form in known), first)
    if plain == first and first.endswith("s") and not first.endswith("ss"):
        plain = first.removesuffix("s")
    return " ".join([plain, *words[1:]])
