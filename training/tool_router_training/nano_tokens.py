"""Writes a gold call as the nano answers it: fixed call syntax (one token each) around words copied from the request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tool_router_training.contract import dispatch, functional_tokens, markers
from tool_router_training.words import Word, space_words, split_words


@dataclass(frozen=True, slots=True)
class Fixed:
    """A functional token's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Copied:
    """Words of the request, each behind one space."""

    text: str


Part = Fixed | Copied
COMMA = ","
"""Between pairs without quotes; an ordinary piece of the vocabulary, since llama.cpp allows no text twice."""


class NotWritable(ValueError):
    """The gold call cannot be written with spans of the request and the functional tokens."""


def answer_text(parts: list[Part]) -> str:
    """The answer as the runtime prints it."""
    return "".join(part.text for part in parts)


def answer_parts(request: str, call: Mapping[str, Any], typed: Mapping[str, str]) -> list[Part]:
    """@raises NotWritable when a value is no span of words, or no token has the fixed text."""
    parts = _Writer(request, typed).write(call["name"], dict(call["arguments"]))
    known = {*functional_tokens(), COMMA}
    for part in parts:
        if isinstance(part, Fixed) and part.text not in known:
            raise NotWritable(f"no token for {part.text!r}")
    return parts


class _Writer:
    def __init__(self, request: str, typed: Mapping[str, str]) -> None:
        marks = markers()
        self.request = request
        self.words = split_words(request)
        self.typed = typed
        self.start, self.end, self.quote = marks["call_start"], marks["call_end"], marks["quote"]

    def write(self, name: str, arguments: dict[str, Any]) -> list[Part]:
        if name == "search":
            return self._search(arguments)
        if name == "load":
            return self._load(arguments)
        if name == "execute":
            return self._execute(arguments)
        return [Fixed(f"{self.start}call:{name}{self._value(arguments)}{self.end}")]

    def _search(self, arguments: dict[str, Any]) -> list[Part]:
        head = f"{self.start}call:search{{item_type:{self._value(arguments['item_type'])}"
        query = self._copy("query")
        source = f",source:{self._value(arguments['source'])}" if "source" in arguments else ""
        tail = Fixed(f"{self.quote}{source}}}{self.end}")
        if "limit" in arguments:
            return [Fixed(f"{head},limit:"), self._copy("limit"), Fixed(f",query:{self.quote}"), query, tail]
        return [Fixed(f"{head},query:{self.quote}"), query, tail]

    def _load(self, arguments: dict[str, Any]) -> list[Part]:
        destination = f"destination:{self._value(arguments['destination'])}," if "destination" in arguments else ""
        head = Fixed(f"{self.start}call:load{{{destination}item_id:{self.quote}")
        about = (
            f"{self.quote},item_type:{self._value(arguments['item_type'])},source:{self._value(arguments['source'])}"
        )
        if "version" in arguments:
            return [
                head,
                self._copy("item_id"),
                Fixed(f"{about},version:{self.quote}"),
                self._copy("version"),
                Fixed(f"{self.quote}}}{self.end}"),
            ]
        return [head, self._copy("item_id"), Fixed(f"{about}}}{self.end}")]

    def _execute(self, arguments: dict[str, Any]) -> list[Part]:
        item_id, parameters = arguments["item_id"], dict(arguments.get("parameters", {}))
        opening = f"{self.start}call:execute{{action:{self._value(arguments['action'])},item_id:{self.quote}"
        item_type = f"{self.quote},item_type:{self._value(arguments['item_type'])}"
        dispatched = (
            arguments["action"] == "run"
            and arguments["item_type"] == "directive"
            and item_id in dispatch()["directives"]
        )
        if not dispatched:
            parts: list[Part] = [Fixed(opening), self._copy("item_id")]
            if not parameters:
                return [*parts, Fixed(f"{item_type}}}{self.end}")]
            return [*parts, Fixed(f"{item_type},parameters:{{"), *self._pairs(parameters)]
        head = f"{opening}{item_id}{item_type}"
        for key in ("project_type", "script_name", "directive_name"):
            opened = f"{head},parameters:{{{key}:{self.quote}"
            if opened in functional_tokens():
                if key not in parameters:
                    raise NotWritable(f"{item_id} without {key}")
                del parameters[key]
                value = self._copy(f"parameters.{key}")
                if not parameters:
                    return [Fixed(opened), value, Fixed(f"{self.quote}}}}}{self.end}")]
                return [Fixed(opened), value, Fixed(f"{self.quote},"), *self._pairs(parameters)]
        if not parameters:
            return [Fixed(head), Fixed(f"}}{self.end}")]
        return [Fixed(head), Fixed(",parameters:{"), *self._pairs(parameters)]

    def _pairs(self, parameters: dict[str, Any]) -> list[Part]:
        """Pairs without a value in the request come first, the others as the request says them."""
        groups: list[tuple[int, list[Part], bool]] = []
        for key, value in parameters.items():
            typed = self.typed.get(f"parameters.{key}")
            if key == "dry_run" and value is True:
                groups.append((-1, [Fixed("dry_run:true")], False))
            elif typed is None:
                groups.append((-1, [Fixed(f"{key}:{self._value(value)}")], False))
            elif value is True and typed == key:
                at, flag = self._find(typed, None)
                groups.append((at, [flag, Fixed(":true")], False))
            else:
                at, copied = self._find(typed, key)
                groups.append((at, [*self._key(key), copied], True))
        groups.sort(key=lambda group: group[0])
        parts: list[Part] = []
        for number, (_, pair, quoted) in enumerate(groups):
            last = number == len(groups) - 1
            parts += [*pair, Fixed((self.quote if quoted else "") + (f"}}}}{self.end}" if last else COMMA))]
        return parts

    def _key(self, key: str) -> list[Part]:
        if key in dispatch()["parameter_keys"]:
            return [Fixed(f"{key}:{self.quote}")]
        return [self._find(self._as_said(key), None)[1], Fixed(f":{self.quote}")]

    def _as_said(self, key: str) -> str:
        """ "batch size" where the request does not say "batch_size"."""
        spoken = key.replace("_", " ")
        return key if find_places(self.request, self.words, key) or spoken == key else spoken

    def _value(self, value: Any) -> str:
        if isinstance(value, str):
            return f"{self.quote}{value}{self.quote}"
        if isinstance(value, dict):
            return "{" + ",".join(f"{key}:{self._value(value[key])}" for key in sorted(value)) + "}"
        return "true" if value is True else "false" if value is False else str(value)

    def _copy(self, argument: str) -> Copied:
        if argument not in self.typed:
            raise NotWritable(f"{argument} is not in the request")
        return self._find(self.typed[argument], None)[1]

    def _find(self, text: str, near: str | None) -> tuple[int, Copied]:
        """Where words of the request are exactly this text; of several places the one next after `near`."""
        places = find_places(self.request, self.words, text)
        if not places:
            raise NotWritable(f"{text!r} is no span of words")
        keys = find_places(self.request, self.words, self._as_said(near)) if near else []
        best = min(
            places, key=lambda place: min((abs(place[0].start - key[-1].end) for key in keys), default=place[0].start)
        )
        return best[0].start, Copied(space_words(best))


def find_places(request: str, words: list[Word], text: str) -> list[list[Word]]:
    starts = {word.start: number for number, word in enumerate(words)}
    ends = {word.end: number for number, word in enumerate(words)}
    places: list[list[Word]] = []
    at = request.find(text) if text else -1
    while at >= 0:
        first, last = starts.get(at), ends.get(at + len(text))
        if first is not None and last is not None:
            places.append(words[first : last + 1])
        at = request.find(text, at + 1)
    return places
