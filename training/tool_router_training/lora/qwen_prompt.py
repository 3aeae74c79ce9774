"""Renders a conversation with contract/formats/qwen.jinja, to the letter as TypeScript does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tool_router_training.contract import contract_folder, read_contract
from tool_router_training.render import JavaScriptNumber, canonical


def format_marks(style: str) -> tuple[str, ...]:
    """The control tokens of a format, which foreign text must not spell."""
    return tuple(read_contract("markers.json")[style].values())


def template_text(style: str) -> str:
    """The Jinja text of a format, which goes into the GGUF. @raises FileNotFoundError"""
    return (contract_folder() / "formats" / f"{style}.jinja").read_text(encoding="utf-8")


def render_qwen(
    messages: Sequence[dict[str, Any]], tools: Sequence[dict[str, Any]] = (), add_generation_prompt: bool = False
) -> str:
    """The conversation as text. `tools` are {name, description, parameters}."""
    return _template().render(
        messages=canonical(list(messages)),
        tools=canonical(list(tools)),
        add_generation_prompt=add_generation_prompt,
    )


@cache
def _template() -> Template:
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    environment.filters["tojson"] = _to_json  # Jinja's own writes < and > for HTML.
    return environment.from_string(template_text("qwen"))


def _to_json(value: Any) -> str:
    return str(value) if isinstance(value, JavaScriptNumber) else json.dumps(value, ensure_ascii=False)
