"""Values for one place of a JSON schema, by its enum, type, format, bounds and name, as somebody types them."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tool_router_training.datasets.call_phrases import words_of
from tool_router_training.declared.values import Said, read_sources

TRIES = 12
"""Draws until a value fits a pattern or a length; then the place counts as one that nobody fills in by hand."""
DAYS = 9000
FORMATS = {"email": "email", "uri": "url", "url": "url", "uuid": "uuid", "ipv4": "ip", "hostname": "domain"}
NUMBERS = (
    (r"lat(itude)?", -90, 90, 4),
    (r"lon(gitude)?|lng", -180, 180, 4),
    (r"year", 1950, 2030, 0),
    (r"port", 1024, 9999, 0),
    (r"page|limit|max|top|count|number|results", 1, 50, 0),
    (r"amount|price|cost|total|budget", 1, 900, 2),
    (r"percent|percentage|quality", 1, 100, 0),
    (r"id|issue|pr|ticket", 1, 9000, 0),
)
"""Words in a number's name, its bounds where the schema sets none, and decimals."""
POOLS = (
    (r"e?mail|recipients?", "email"),
    (r"url|uri|link|website|page url", "url"),
    (r"uuid|guid", "uuid"),
    (r"folder|director(y|ies)|dir|cwd|workspace", "folder"),
    (r"image|photo|picture", "image"),
    (r"paths?", "path"),
    (r"files?|filename|document", "file"),
    (r"datetime|timestamp", "datetime"),
    (r"dates?|day|since|until|deadline|due|start|end", "date"),
    (r"time", "time"),
    (r"month", "month"),
    (r"phone|mobile", "phone"),
    (r"duration|timeout|interval", "duration"),
    (r"version|release", "version"),
    (r"zip|postcode|postal", "zip"),
    (r"ip|address ip", "ip"),
    (r"domain", "domain"),
    (r"host|server|machine|node", "host"),
    (r"branch|ref|head|base", "branch"),
    (r"repo|repos|repository|owner|project", "repo"),
    (r"city|location|place|town|destination|origin", "city"),
    (r"address|street", "street"),
    (r"country|nation", "country"),
    (r"language|lang|locale", "language"),
    (r"currency", "currency_code"),
    (r"colou?r", "color"),
    (r"company|organi[sz]ation|org|customer|client", "company"),
    (r"product|item name|article", "product"),
    (r"ticker|symbol|stock", "ticker"),
    (r"airport", "airport"),
    (r"assignee|person|user|username|author|name of person|contact|member|to", "person"),
    (r"labels?|tags?|category", "tag"),
    (r"message|comment|text|content", "message"),
    (r"body|summary|description|note|reason", "sentence"),
    (r"title|subject|headline|heading", "title"),
    (r"(item )?ids?|key|number|code", "id"),
    (r"query|search|q|question|keywords?|prompt", "phrase"),
    (r"topic|theme", "topic"),
    (r"name", "title"),
)
"""Words in a text's name (else in its description) and the pool or rule that makes its values."""


def draw_value(name: str, node: Mapping[str, Any], rng: random.Random) -> Said | None:
    """A text, number or constant that fits a resolved schema; None when none can be drawn. Not for objects, lists, booleans."""
    allowed = [node["const"]] if "const" in node else node.get("enum")
    if isinstance(allowed, list):
        constants = [one for one in allowed if isinstance(one, str | int | float) and str(one).strip()]
        if not constants:
            return None
        gold = rng.choice(constants)
        plain = str(gold).replace("_", " ").strip()
        return Said(plain if plain and rng.random() < 0.6 else str(gold), gold, True)
    if node.get("type") in ("integer", "number"):
        return _draw_number(name, node, rng)
    if node.get("type", "string") != "string":
        return None
    for _ in range(TRIES):
        text = _draw_text(name, node, rng)
        if _fits(text, node):
            return Said(text, text, True)
    return None


def _draw_number(name: str, node: Mapping[str, Any], rng: random.Random) -> Said | None:
    whole = node["type"] == "integer"
    low: float
    high: float
    low, high, places = next((row[1:] for row in NUMBERS if _has(words_of(name), row[0])), (1, 100, 1))
    step = 1 if whole else 10 ** -(places or 1)
    least = _number(node, "minimum", _number(node, "exclusiveMinimum", None, step))
    most = _number(node, "maximum", _number(node, "exclusiveMaximum", None, -step))
    if least is not None and not low <= least <= high:
        low, high = least, max(least + 100, most or 0)
    low = max(low, least) if least is not None else low
    if most is not None:
        high = min(high, most)
        low = min(low, most) if least is None else low
    if low > high:
        return None
    multiple = node.get("multipleOf")
    if isinstance(multiple, int) and multiple > 1:
        first, last = -(-low // multiple), high // multiple
        if first > last:
            return None
        value: int | float = rng.randint(int(first), int(last)) * multiple
        return Said(str(value), value, True)
    value = rng.uniform(low, high)
    if whole or places == 0 or rng.random() < 0.5 and places < 3:
        value = min(max(round(value), -int(-low // 1)), int(high // 1))
        return Said(str(value), value, True) if low <= value <= high else None
    value = round(value, places)
    return Said(str(value), value, True) if low <= value <= high else None


def _number(node: Mapping[str, Any], key: str, fallback: float | None, step: float = 0) -> float | None:
    value = node.get(key)
    return value + step if isinstance(value, int | float) and not isinstance(value, bool) else fallback


def _draw_text(name: str, node: Mapping[str, Any], rng: random.Random) -> str:
    form = node.get("format")
    moment = datetime(2010, 1, 1, 9, tzinfo=UTC) + timedelta(days=rng.randrange(DAYS), minutes=15 * rng.randrange(40))
    if form == "date":
        return f"{moment:%Y-%m-%d}"
    if form == "date-time":
        return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    if form == "time":
        return f"{moment:%H:%M:%S}"
    examples = node.get("examples")
    spoken = [one for one in examples if isinstance(one, str) and one.strip()] if isinstance(examples, list) else []
    if spoken and rng.random() < 0.4:
        return rng.choice(spoken).strip()
    pool = FORMATS.get(form) if isinstance(form, str) else None
    return read_sources(f"@{pool or pool_of(name, str(node.get('description') or ''))}", "string")[0](rng).text


def pool_of(name: str, description: str) -> str:
    """The last words of a name count most: `file_name` is a name of files, `user_id` an id."""
    words = words_of(name)
    if _has(words, r"file ?name"):
        return "file"
    about = re.split(r"[.;:(\n]", description.lower(), maxsplit=1)[0].replace("name of", "")
    for said in (words.rpartition(" ")[2], words, about):
        for pattern, pool in POOLS:
            if _has(said, pattern):
                return pool
    return "topic"


def _has(said: str, words: str) -> bool:
    return re.search(rf"\b(?:{words})\b", said) is not None


def _fits(text: str, node: Mapping[str, Any]) -> bool:
    pattern, least, most = node.get("pattern"), node.get("minLength"), node.get("maxLength")
    if isinstance(least, int) and len(text) < least or isinstance(most, int) and len(text) > most:
        return False
    if not isinstance(pattern, str):
        return True
    try:
        return re.search(pattern, text) is not None
    except re.error:  # another dialect: cannot be checked here
        return False
