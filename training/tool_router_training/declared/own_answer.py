"""Writes a gold call to declared tools as the router's grammar lets a model answer: fixed syntax around words of the request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tool_router_training.contract import markers, read_contract
from tool_router_training.declared.numerals import find_numerals
from tool_router_training.lora.declarations import constants
from tool_router_training.nano_tokens import Copied, Fixed, NotWritable, Part, find_places
from tool_router_training.words import space_words, split_words


def call_parts(request: str, name: str, arguments: Mapping[str, Any], schema: Mapping[str, Any]) -> list[Part]:
    """Arguments in sorted order, as the template writes them; those of the host are left out. @raises NotWritable"""
    writer = _Writer(request)
    said = {key: value for key, value in arguments.items() if key not in writer.host}
    writer.fix(f"{markers()['call_start']}call:{name}")
    writer.write_object(said, schema, "")
    writer.fix(markers()["call_end"])
    return writer.parts


def ask_parts(tool: str, missing: str) -> list[Part]:
    """What the banks' rows answer where a needed value is not said."""
    marks = markers()
    quote = marks["quote"]
    return [
        Fixed(
            f"{marks['call_start']}call:ask_user{{missing:{quote}{missing}{quote},tool:{quote}{tool}{quote}}}{marks['call_end']}"
        )
    ]


def none_parts() -> list[Part]:
    """No tool fits."""
    return [Fixed(f"{markers()['call_start']}call:no_tool{{}}{markers()['call_end']}")]


class _Writer:
    def __init__(self, request: str) -> None:
        self.parts: list[Part] = []
        self.host = read_contract("hostArguments.json")
        self._request = request
        self._words = split_words(request)
        self._numerals = find_numerals(self._words)
        self._quote = markers()["quote"]

    def fix(self, text: str) -> None:
        """Neighbouring fixed text is one part: it is tokenized in one go."""
        if self.parts and isinstance(last := self.parts[-1], Fixed):
            self.parts[-1] = Fixed(last.text + text)
        else:
            self.parts.append(Fixed(text))

    def write_object(self, value: Mapping[str, Any], node: Any, path: str) -> None:
        """Only what is declared can be written, and all that is required must be."""
        real = _real(node)
        properties, required = real.get("properties"), real.get("required")
        declared = properties if isinstance(properties, Mapping) else {}
        self.fix("{")
        for number, key in enumerate(sorted(value, key=lambda one: (one.lower(), one))):
            inner = f"{path}.{key}" if path else key
            if key not in declared:
                raise NotWritable(f"{inner} is not among the tool's arguments")
            self.fix(f"{',' if number else ''}{key}:")
            self._write(value[key], declared[key], inner)
        for key in required if isinstance(required, list) else ():
            if key in declared and key not in value and key not in self.host:
                raise NotWritable(f"{f'{path}.{key}' if path else key} is required, and the call leaves it out")
        self.fix("}")

    def _write(self, value: Any, node: Any, path: str) -> None:
        fixed = constants(node)
        if fixed is not None and any(type(one) is type(value) and one == value for one in fixed):
            self.fix(f"{self._quote}{value}{self._quote}" if isinstance(value, str) else _plain(value))
        elif isinstance(value, bool):
            self.fix(_plain(value))
        elif isinstance(value, int | float):
            self.parts.append(Copied(self._find_number(value, path)))
        elif isinstance(value, str):
            self.fix(self._quote)
            self.parts.append(Copied(self._find_text(value, path)))
            self.fix(self._quote)
        elif isinstance(value, list):
            items = _real(node).get("items")
            self.fix("[")
            for number, one in enumerate(value):
                self.fix("," if number else "")
                self._write(one, items, f"{path}[{number}]")
            self.fix("]")
        elif isinstance(value, Mapping):
            self.write_object(value, node, path)
        else:
            raise NotWritable(f"{path} is nothing that a request can say")

    def _find_number(self, value: float, path: str) -> str:
        for text, said in self._numerals:
            if said == value:
                return text
        raise NotWritable(f"the number {value} of {path} is not in the request")

    def _find_text(self, value: str, path: str) -> str:
        """As it stands in the request: only that can be copied."""
        for pattern, flags in ((re.escape(value), 0), (_loose(value), re.IGNORECASE)):
            for found in re.finditer(pattern, self._request, flags) if value.strip() else ():
                if places := find_places(self._request, self._words, found.group()):
                    return space_words(places[0])
        raise NotWritable(f'"{value}" of {path} is not in the request')


def _plain(value: object) -> str:
    return "true" if value is True else "false" if value is False else str(value)


def _loose(value: str) -> str:
    return r"\s+".join(re.escape(word) for word in value.split())


def _real(node: Any) -> Mapping[str, Any]:
    """The node, or the one member of a union that is not null."""
    if not isinstance(node, Mapping):
        return {}
    members = node.get("anyOf", node.get("oneOf"))
    real = [
        one
        for one in (members if isinstance(members, list) else ())
        if isinstance(one, Mapping) and one.get("type") != "null"
    ]
    return real[0] if len(real) == 1 else node
