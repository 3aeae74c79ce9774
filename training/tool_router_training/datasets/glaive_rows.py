"""Makes rows of a Glaive sample: calls, requests that lack a value (ask) and requests that no function serves (none)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tool_router_training.datasets.asking import ask_for
from tool_router_training.datasets.glaive_chat import BadSample, Turn, read_functions, split_turns
from tool_router_training.datasets.gold import check_call
from tool_router_training.datasets.said_values import unsaid

_ASKS = re.compile(r"\?|\b(?:please|could you|can you|need|provide|tell me|let me know)\b", re.IGNORECASE)


def rows_of(sample: Any) -> Iterator[dict[str, Any]]:
    """{request, tools, calls, tags}. Nothing of a sample without functions. @raises BadSample, BadGold

    The opening request always stands alone. A later one is taken only when it says all values of its call itself,
    and follows a call: other words in a chat answer a question.
    """
    if not isinstance(sample, Mapping):
        raise BadSample("a sample is an object")
    system, chat = sample.get("system"), sample.get("chat")
    if not isinstance(system, str) or not isinstance(chat, str):
        raise BadSample('a sample has the texts "system" and "chat"')
    tools = read_functions(system)
    if not tools:
        return
    turns = split_turns(chat)
    for turn in turns:
        if turn.call:
            check_call(turn.call, tools)
    pairs = list(_pairs(turns))
    for number, (request, reply) in enumerate(pairs):
        row: dict[str, Any] | None = None
        if number == 0 and reply.call is None:
            row = _not_called(request, reply, pairs[1][1] if len(pairs) > 1 else None, tools)
        elif reply.call and (number == 0 or pairs[number - 1][1].call):
            row = _called(request, reply.call, opening=number == 0)
        if row:
            yield {"request": request, "tools": tools, **row}


def _pairs(turns: Sequence[Turn]) -> Iterator[tuple[str, Turn]]:
    for turn, after in itertools.pairwise(turns):
        if turn.role == "USER" and after.role == "ASSISTANT" and turn.text:
            yield turn.text, after


def _called(request: str, call: dict[str, Any], opening: bool) -> dict[str, Any] | None:
    inferred = unsaid(call["arguments"], request)
    if not opening and (inferred or not call["arguments"]):
        return None
    return {"calls": [call], "tags": ["call", *(["inferred"] if inferred else [])]}


def _not_called(
    request: str, reply: Turn, next_reply: Turn | None, tools: Sequence[Mapping[str, Any]]
) -> dict[str, Any] | None:
    if next_reply is None or next_reply.call is None:
        # A question back that leads nowhere does not say whether a tool was meant.
        return None if reply.text.rstrip().endswith("?") else {"calls": [], "tags": ["none"]}
    call = next_reply.call
    tool = next(one for one in tools if one["name"] == call["name"])
    asks = ask_for(call, tool, unsaid(call["arguments"], request))
    return {"calls": [], "tags": ["ask"], "asks": asks} if asks and _ASKS.search(reply.text) else None
