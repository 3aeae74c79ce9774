"""Renders a conversation with a chat template of contract/formats, to the letter as TypeScript does."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tool_router_training.contract import chat_template, markers

SLOT = "\x01"


@cache
def _template(family: str) -> Template:
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    environment.filters["tojson"] = write_json
    return environment.from_string(chat_template(family))


class JavaScriptNumber(float):
    """A fraction that prints as JavaScript prints it: 1e-7, not 1e-07; 0.00001, not 1e-05 (ECMA-262, Number::toString)."""

    def __str__(self) -> str:
        text = repr(float(self))
        if 1e-6 <= abs(self) < 1e21:
            return format(Decimal(text), "f")
        return re.sub(r"e([+-])0", r"e\1", text)


def canonical(value: Any) -> Any:
    """JavaScript has one kind of number: 1.0 becomes 1."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e21 else JavaScriptNumber(value)
    if isinstance(value, dict):
        return {key: canonical(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [canonical(item) for item in value]
    return value


def write_json(value: Any) -> str:
    """JSON as JavaScript writes it. Jinja's own filter would escape for HTML."""
    return str(value) if isinstance(value, JavaScriptNumber) else json.dumps(value, ensure_ascii=False)


def render(
    messages: Sequence[dict[str, Any]],
    tools: Sequence[dict[str, Any]] = (),
    add_generation_prompt: bool = False,
    bos_token: str | None = None,
    family: str = "functiongemma",
) -> str:
    """The conversation as text. `tools` are {name, description, parameters}."""
    return _template(family).render(
        bos_token=markers()["bos"] if bos_token is None else bos_token,
        messages=canonical(list(messages)),
        tools=canonical(list(tools)),
        add_generation_prompt=add_generation_prompt,
    )


def bare_frame() -> tuple[str, str]:
    """What stands before and after the request in a prompt without declarations."""
    head, tail = render([{"role": "user", "content": SLOT}], add_generation_prompt=True).split(SLOT)
    return head, tail
