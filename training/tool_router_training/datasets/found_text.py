"""Tool calls in any other text: TypeScript, JSON, Markdown … Literals are read, nothing is run."""

from __future__ import annotations

import json
import re
from typing import Any

from tool_router_training.datasets.found_calls import (
    TAGGED,
    BrokenCall,
    Found,
    FoundCall,
    NotACall,
    as_call,
    read_tagged,
)

_KEY = r"[\"']?{}[\"']?\s*:\s*"
_NAMED = re.compile(
    _KEY.format("name")
    + r"([\"'])(?P<name>[\w.:/-]+)\1\s*,\s*"
    + _KEY.format("arguments")
    + r"(?:JSON\.stringify\(\s*)?(?=[\"'`{])"
)
_USER = re.compile(_KEY.format("role") + r"([\"'])user\1\s*,\s*" + _KEY.format("content") + r"(?=[\"'`])")
_TEST = re.compile(r"^\s*(?:test|it|func|fn|describe)\b[^\n]*[({]", re.MULTILINE)
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\$]|\\.)*`", re.DOTALL)
_BARE_KEY = re.compile(r"([{,]\s*)([A-Za-z_$][\w$]*)(\s*:)")


def find_in_text(text: str) -> list[Found]:
    """In the order of the text. A user message holds until the next test begins."""
    marks = [(match.start(), kind, match) for kind, pattern in _PATTERNS for match in pattern.finditer(text)]
    request: str | None = None
    found: list[Found] = []
    for at, kind, match in sorted(marks, key=lambda one: one[0]):
        line = text.count("\n", 0, at) + 1
        try:
            if kind == "test":
                request = None
            elif kind == "user":
                said = read_literal(text, match.end())
                request = said if isinstance(said, str) and said.strip() else None
            elif kind == "tagged":
                found.append(FoundCall(line, *read_tagged(match[1]), request))
            else:
                call = {"name": match["name"], "arguments": read_literal(text, match.end())}
                found.append(FoundCall(line, *as_call(call), request))
        except NotACall as error:
            found.append(BrokenCall(line, str(error)))
    return found


_PATTERNS = (("test", _TEST), ("user", _USER), ("tagged", TAGGED), ("named", _NAMED))


def read_literal(text: str, at: int) -> Any:
    """A string or an object literal that begins there, of JSON or of JavaScript. @raises NotACall when it is computed"""
    if text[at] != "{":
        string = _STRING.match(text, at)
        if not string:
            raise NotACall("a text that is computed or does not end")
        return _read_string(string.group())
    source = text[at : _end_of_object(text, at)]
    for attempt in (source, _as_json(source)):
        try:
            return json.loads(attempt)
        except (ValueError, RecursionError):
            continue
    raise NotACall(f"arguments that are computed: {source[:60]}")


def _end_of_object(text: str, at: int) -> int:
    depth = 0
    while at < len(text):
        if string := _STRING.match(text, at):
            at = string.end()
            continue
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(text[at], 0)
        at += 1
        if depth == 0:
            return at
    raise NotACall("arguments that do not end")


def _as_json(source: str) -> str:
    """A JavaScript object literal: bare keys, other quotes, a comma at the end."""
    strings: list[str] = []

    def keep(match: re.Match[str]) -> str:
        strings.append(json.dumps(_read_string(match.group())))
        return f"\x00{len(strings) - 1}\x00"

    bare = _BARE_KEY.sub(r'\1"\2"\3', _STRING.sub(keep, source))
    plain = re.sub(r",(\s*[}\]])", r"\1", bare)
    return re.sub(r"\x00(\d+)\x00", lambda match: strings[int(match[1])], plain)


def _read_string(quoted: str) -> str:
    inner = quoted[1:-1].replace("\\'", "'").replace("\\`", "`")
    inner = re.sub(r'(?<!\\)((?:\\\\)*)"', r"\1\\" + '"', inner) if quoted[0] != '"' else inner
    try:
        read = json.loads(f'"{inner}"', strict=False)
    except ValueError as error:
        raise NotACall(f"a text with unknown escapes: {quoted[:60]}") from error
    return str(read)
