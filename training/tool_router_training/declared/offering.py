"""Declares a bank's tool as one of many servers might: other names, some optional arguments left out, one of its descriptions."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from tool_router_training.declared.tool_banks import Argument, BankTool, read_lines

TYPES = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "enum": "string"}


@dataclass(frozen=True, slots=True)
class Offered:
    """A bank's tool as one set declares it. `names` maps a phrase's argument to the declared one; others are not declared."""

    tool: BankTool
    name: str
    names: dict[str, str]
    declaration: dict[str, Any]


def offer(tool: BankTool, style: float, rng: random.Random) -> Offered:
    """Declares a tool its own way: other names, some optional arguments left out, one of its descriptions."""
    name = restyle(rng.choice(tool.names), tool.domain, style)
    keep_all = rng.random() < 0.35
    arguments = [one for one in tool.arguments if one.required or keep_all or rng.random() < 0.7]
    names: dict[str, str] = {}
    properties: dict[str, Any] = {}
    rename = rng.random()
    for one in arguments:
        declared = one.name if rng.random() < rename else rng.choice(one.names)
        declared = camel(declared) if style > 0.9 else declared
        if declared in properties or one.name in names:
            continue
        names[one.name] = declared
        properties[declared] = _property(one, rng)
    required = [names[one.name] for one in arguments if one.required and one.name in names]
    parameters: dict[str, Any] = {"type": "object", "properties": properties}
    if required or rng.random() < 0.5:
        parameters["required"] = required
    return Offered(tool, name, names, {"name": name, "description": _describe(tool, rng), "parameters": parameters})


def _describe(tool: BankTool, rng: random.Random) -> str:
    """One of its descriptions, now and then two, with a remark as real servers add them; seldom none."""
    roll = rng.random()
    if roll < 0.02:
        return ""
    said = rng.sample(tool.descriptions, 2 if roll < 0.15 and len(tool.descriptions) > 1 else 1)
    if rng.random() < 0.25:
        said += rng.sample(_remarks(), min(len(_remarks()), rng.choice((1, 1, 2))))
    return " ".join(text if text.endswith(".") else f"{text}." for text in said) if len(said) > 1 else said[0]


@cache
def _remarks() -> tuple[str, ...]:
    return tuple(read_lines("remarks.txt"))


def _property(one: Argument, rng: random.Random) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": TYPES[one.kind]}
    if one.kind == "enum":
        schema["enum"] = [choice.gold for choice in one.choices]
    if one.many:
        schema = {"type": "array", "items": schema}
    if rng.random() < 0.92:
        schema["description"] = one.description
    if not one.required and not one.many and rng.random() < 0.12:
        schema["default"] = _default(one, rng)
    elif one.kind == "string" and rng.random() < 0.02:
        schema["format"] = rng.choice(("date", "uri", "email", "date-time"))
    return schema


def _default(one: Argument, rng: random.Random) -> Any:
    """A default that requests need not say; one that people do say would make the call ambiguous."""
    if one.kind == "boolean":
        return not one.choices[0].gold
    if one.kind == "string":
        return rng.choice(("", "default", "auto", "all"))
    if one.kind == "enum":
        return rng.choice(one.choices).gold
    return rng.choice((0, 1, 5, 10, 20, 50, 100))


def restyle(name: str, domain: str, style: float) -> str:
    """snake_case as it is, camelCase, kebab-case, PascalCase or with the domain in front; one style a set."""
    if style > 0.93:
        return camel(name)
    if style > 0.9:
        return camel(name)[:1].upper() + camel(name)[1:]
    if style > 0.87:
        return name.replace("_", "-")
    if style > 0.78 and "." not in name:
        return f"{re.sub(r'[^a-z0-9]+', '_', domain.lower()).strip('_').split('_')[0]}.{name}"
    return name


def camel(name: str) -> str:
    """get_departures → getDepartures."""
    head, *rest = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)
