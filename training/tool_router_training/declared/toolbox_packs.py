"""Requests to toolboxes as packs: behind all of a server's tools, behind some of them, and behind those of two servers together."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tool_router_training.declared.own_answer import none_parts
from tool_router_training.declared.own_packs import MOST_DECLARED, encode_own_rows, own_example
from tool_router_training.declared.own_tool_rows import OwnRows
from tool_router_training.declared.pack import LONGEST_PREFIX, Example, Pack, length_of, make_pack
from tool_router_training.declared.toolboxes import FOLDER
from tool_router_training.declared.vocabulary import CutVocabulary

WHOLE, PART = 0.45, 0.75
"""How often a pack shows all tools of a server; up to PART it shows some of them, above it those of two servers."""
LEFT_ALONE = 4
"""At most so many requests of a pack want a tool that it does not show."""


class Known(NamedTuple):
    """A request with its answer, and with the one that is right where its tool is not shown."""

    about: str | None
    example: Example
    alone: Example


@dataclass(slots=True)
class Server:
    tools: tuple[str, ...]
    requests: list[Known] = field(default_factory=list)


def read_servers(own: OwnRows, vocabulary: CutVocabulary) -> list[Server]:
    """Rows that have the same tools are those of one server. @raises NotReady when no row can be learned"""
    servers: dict[frozenset[str], Server] = {}
    for row, example in zip(own.rows, encode_own_rows(own, vocabulary, FOLDER), strict=True):
        server = servers.setdefault(frozenset(row.tools), Server(row.tools))
        server.requests.append(Known(row.about, example, own_example(row._replace(parts=none_parts()), vocabulary)))
    return list(servers.values())


def toolbox_packs(
    own: OwnRows, servers: Sequence[Server], vocabulary: CutVocabulary, requests: int, seed: int
) -> Iterator[Pack]:
    """Endless packs of up to `requests` requests; every server comes once, in a new order each time round."""
    rng = random.Random(seed)
    while True:
        for server in rng.sample(servers, len(servers)):
            offered, beside = _show(server, servers, rng)
            while len(prefix := vocabulary.template(own.prefix(offered))) > LONGEST_PREFIX and len(offered) > 1:
                offered.pop()
            examples = sorted(_examples([server, *beside], frozenset(offered), rng), key=length_of)
            if len(prefix) <= LONGEST_PREFIX and examples:
                first = rng.randint(0, max(0, len(examples) - requests))
                yield make_pack(prefix, examples[first : first + requests], vocabulary)


def _show(server: Server, servers: Sequence[Server], rng: random.Random) -> tuple[list[str], list[Server]]:
    """The tools that a pack declares, in any order, and the other servers that some of them are of."""
    roll = rng.random()
    tools = rng.sample(server.tools, len(server.tools))
    if roll < WHOLE:
        return tools[:MOST_DECLARED], []
    some = tools[: rng.randint(1, len(tools))]
    if roll < PART:
        return some[:MOST_DECLARED], []
    other = rng.choice(servers)
    more = [tool for tool in rng.sample(other.tools, rng.randint(1, len(other.tools))) if tool not in some]
    mixed = [*some[: MOST_DECLARED // 2], *more[: MOST_DECLARED // 2]]
    rng.shuffle(mixed)
    return mixed, [other]


def _examples(shown_servers: Sequence[Server], offered: frozenset[str], rng: random.Random) -> list[Example]:
    """The requests that these tools answer, those that none of them does, and a few that only tools left out would."""
    right: list[Example] = []
    alone: list[Example] = []
    for server in shown_servers:
        for known in server.requests:
            if known.about is None or known.about in offered:
                right.append(known.example)
            else:
                alone.append(known.alone)
    return right + rng.sample(alone, min(LEFT_ALONE, len(alone)))
