"""Whether the values of a call are said in a request, as words: case, marks and thousands commas are no matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any


def is_said(value: Any, request: str) -> bool:
    """Numbers also without their zero decimals. Booleans and empty values are never spelled out: they count as said."""
    said = plain_words(request)
    return all(any(f" {way} " in said for way in ways(one)) for one in leaves(value))


def unsaid(arguments: dict[str, Any], request: str) -> list[str]:
    """Names of the arguments whose value the request does not say."""
    return [name for name, value in arguments.items() if not is_said(value, request)]


def leaves(value: Any) -> Iterator[str | int | float]:
    """Texts and numbers inside a value."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
        yield value


def ways(value: str | int | float) -> set[str]:
    """How a value may be spelled, in plain words."""
    found = {plain_words(str(value)).strip()}
    if isinstance(value, int) or isinstance(value, float) and value.is_integer():
        found.add(str(int(value)))
    return found


def plain_words(text: str) -> str:
    """Lower-case words between single spaces; a decimal point stays."""
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text.casefold())
    return " " + " ".join(re.findall(r"-?\d+(?:\.\d+)*|[^\W\d_]+", text)) + " "
