"""Reads FunctionGemma's call syntax; only tests need it in Python, the product reads calls in TypeScript."""

from __future__ import annotations

import re
from typing import Any

TOKEN = re.compile(r"<escape>(.*?)<escape>|([{}\[\],:])|([^{}\[\],:<]+)", re.DOTALL)


def read_call(text: str) -> tuple[str, dict[str, Any]]:
    """@raises ValueError when the text is not one whole call"""
    match = re.fullmatch(r"<start_function_call>call:(\w+)(\{.*\})<end_function_call>", text, re.DOTALL)
    if not match:
        raise ValueError(f"not a call: {text}")
    reader = _Reader(match[2])
    value = reader.value()
    if reader.at != len(reader.tokens) or not isinstance(value, dict):
        raise ValueError(f"not a call: {text}")
    return match[1], value


class _Reader:
    def __init__(self, text: str) -> None:
        self.at = 0
        self.tokens: list[tuple[str, str]] = []
        end = 0
        for match in TOKEN.finditer(text):
            if match.start() != end:
                raise ValueError(f"cannot read {text[end:]!r}")
            end = match.end()
            kind = "text" if match[1] is not None else "mark" if match[2] else "word"
            self.tokens.append((kind, match[match.lastindex or 0]))
        if end != len(text):
            raise ValueError(f"cannot read {text[end:]!r}")

    def _next(self) -> tuple[str, str]:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def value(self) -> Any:
        kind, text = self._next()
        if kind == "text":
            return text.strip()
        if kind == "word":
            return {"true": True, "false": False, "null": None}.get(text.strip(), text.strip())
        if text != "{":
            raise ValueError(f"unexpected {text!r}")
        return self._object()

    def _object(self) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        while True:
            _, key = self._next()
            if key == "}" and not pairs:
                return pairs
            name = key.strip().replace(" ", "_")
            if self._next()[1] != ":" or name in pairs:
                raise ValueError(f"bad key {key!r}")
            pairs[name] = self.value()
            _, mark = self._next()
            if mark == "}":
                return pairs
            if mark != ",":
                raise ValueError(f"unexpected {mark!r}")
