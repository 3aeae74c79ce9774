"""Says a line of a dispatch table in other words: another verb, another word for the type, "the", politeness, typos."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Mapping

from tool_router_training.contract import dispatch
from tool_router_training.datasets.dispatch_lines import Hole, Said
from tool_router_training.noise import roughen
from tool_router_training.request_parts import Piece

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "search": ("find", "look for", "search for", "look up"),
    "find": ("search for", "look for", "look up"),
    "run": ("execute", "start", "launch", "kick off"),
    "execute": ("run", "start", "launch"),
    "start": ("run", "launch", "kick off"),
    "load": ("open", "show me", "fetch", "pull up"),
    "open": ("show me", "pull up"),
    "show": ("show me", "display", "pull up"),
    "get": ("fetch", "give me"),
    "create": ("make", "add", "set up"),
    "add": ("create", "make"),
    "delete": ("remove", "get rid of"),
    "remove": ("delete", "get rid of"),
    "update": ("change", "edit"),
    "edit": ("change", "update"),
    "publish": ("release", "put out"),
    "sync": ("synchronise", "synchronize", "bring up to date"),
    "list": ("show me", "list all"),
    "deploy": ("roll out", "ship"),
    "send": ("send off", "submit"),
    "stop": ("halt", "end"),
    "check": ("verify", "have a look at"),
}
AS_WRITTEN = 0.15
OTHER_VERB, OTHER_TYPE, WITH_THE, TYPE_LAST, WITH_FOR = 0.45, 0.15, 0.35, 0.3, 0.5
_HEAD = re.compile(r"(\w+) (\w+) $")


def say_line(said: Said, words: Mapping[str, str], taken: Collection[str], rng: random.Random, *, kiwi: bool) -> str:
    """One request. `taken`: first words that stand for other lines, so that no synonym of this one is among them."""
    pieces = [Piece(words[one.name], True) if isinstance(one, Hole) else Piece(one, False) for one in said.pieces]
    if rng.random() < AS_WRITTEN:
        return "".join(piece.text for piece in pieces).strip()
    if kiwi:
        pieces = _with_type(pieces, said.tool == "search", rng)
    return roughen(_other_verb(pieces, taken, rng), rng)


def _with_type(pieces: list[Piece], searches: bool, rng: random.Random) -> list[Piece]:
    """What follows a verb and a type word: "run directive X", "run the X workflow", "search directives about X"."""
    head = None if pieces[0].copied else _HEAD.match(pieces[0].text)
    ways = next((ways for ways in dispatch()["type_words"].values() if head and head.group(2) in ways), None)
    if not head or not ways or len(pieces) < 2:
        return pieces
    verb, kind = head.groups()
    if rng.random() < OTHER_TYPE:
        kind = rng.choice([way for way in ways if way.endswith("s") == kind.endswith("s")])
    if searches:
        start = f"{verb} {kind} {rng.choice(('for', 'about', 'on')) + ' ' if rng.random() < WITH_FOR else ''}"
        return [Piece(start, False), *pieces[1:]]
    the = rng.choice(("the ", "the ", "my ", "our ")) if rng.random() < WITH_THE else ""
    if rng.random() < TYPE_LAST:
        return [Piece(f"{verb} {the}", False), pieces[1], Piece(f" {kind}", False), *pieces[2:]]
    return [Piece(f"{verb} {the}{kind} ", False), *pieces[1:]]


def _other_verb(pieces: list[Piece], taken: Collection[str], rng: random.Random) -> list[Piece]:
    first = pieces[0]
    verb, space, rest = first.text.partition(" ")
    ways = [way for way in SYNONYMS.get(verb.lower(), ()) if way.split()[0] not in taken]
    if first.copied or not ways or rng.random() >= OTHER_VERB:
        return pieces
    way = rng.choice(ways)
    # "look for for", "show me me"
    said = way if space and rest.split(" ")[0] != way.split()[-1] else way.split()[0]
    return [Piece(f"{said}{space}{rest}", False), *pieces[1:]]
