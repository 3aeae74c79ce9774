"""Reads the cells of a dispatch table's line: phrases, a tool's name, arguments."""

from __future__ import annotations

import json
import re

_ALTERNATIVES = re.compile(r"([\w-]+(?: ?/ ?[\w-]+)+) (?=\S)")
_PAIR = re.compile(r'\s*["\']?([A-Za-z_][\w-]*)["\']?\s*(?:[=:]\s*(.*))?$', re.DOTALL)


class BadLine(ValueError):
    """Says what is wrong with a line of the table."""


def phrases_in(cell: str) -> list[str]:
    """Code spans, or what stands between slashes; "create / delete <type> X" is two phrases."""
    spans = re.findall(r"`([^`]+)`", cell)
    plain = re.sub(r"[\"“”*]", "", cell).strip()
    alone = spans or ([plain] if _ALTERNATIVES.match(plain) else re.split(r"\s+/\s+|<br ?/?>|\s+or\s+|;", plain))
    phrases: list[str] = []
    for phrase in alone:
        text = phrase.strip().strip("\"'")
        choice = _ALTERNATIVES.match(text)
        if choice:
            phrases += [f"{word} {text[choice.end() :]}" for word in re.split(r" ?/ ?", choice.group(1))]
        elif text:
            phrases.append(text)
    return phrases


def split_call(cell: str) -> tuple[str, str]:
    """The tool's name, and its arguments as text. @raises BadLine"""
    if cell.startswith("{"):
        try:
            call = json.loads(cell)
            return str(call["name"]), json.dumps(call.get("arguments", {}))
        except (ValueError, KeyError) as error:
            raise BadLine(f"the call is no JSON with a name: {error}") from error
    found = re.match(r"([\w.:/-]+)`?\s*(?:\((.*)\)|(\{.*\}))?$", cell, re.DOTALL)
    if found:
        return found.group(1), found.group(2) or found.group(3) or ""
    return cell, ""


def pairs_in(text: str) -> dict[str, str]:
    """key=value or key: value, between commas outside of quotes and brackets; a key alone has the text "". @raises BadLine"""
    inner = text.strip()
    if inner.startswith("{") and inner.endswith("}") and re.match(r"\{\s*[\"'\w]+\s*[:,}]", inner):
        inner = inner[1:-1]
    pairs: dict[str, str] = {}
    for part in _parts(inner):
        found = _PAIR.match(part)
        if not found:
            raise BadLine(f'"{part.strip()}" is no argument: key=value')
        pairs[found.group(1)] = (found.group(2) or "").strip()
    return pairs


def _parts(text: str) -> list[str]:
    parts, depth, quote = [""], 0, ""
    for sign in text:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        else:
            depth += (sign in "{[(<") - (sign in "}])>")
        if sign == "," and not depth and not quote:
            parts.append("")
        else:
            parts[-1] += sign
    if quote or depth:
        raise BadLine(f'a quote or bracket stays open in "{text}"')
    return [part for part in parts if part.strip()]
