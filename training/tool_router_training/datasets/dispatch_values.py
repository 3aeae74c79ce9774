"""Draws what stands in the place of a placeholder: names of the workspace's items, else invented ones."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tool_router_training.contract import dispatch
from tool_router_training.datasets.dispatch_lines import ITEM_TYPES, Hole, Said
from tool_router_training.datasets.tool_list import Tool
from tool_router_training.pools import Pools

SETTINGS = {"environment": "ENV", "version": "VERSION", "project_type": "PROJECT_TYPE", "category": "CATEGORY"}
FOLDERS = {"directive": ("directives", ".md"), "script": ("scripts", ".py"), "knowledge": ("knowledge", ".md")}
MOST_UP = 3
"""The agent file may stand in .github/ or .ai/agents/: .ai/ is looked for so many folders above, too."""
MOST_NUMBER = 50


class Filled(NamedTuple):
    """Values by placeholder: as they are said, and the arguments with them."""

    said: dict[str, str]
    arguments: dict[str, Any]


def find_items(table: Path) -> dict[str, list[str]]:
    """Ids by type of the workspace that the agent file is of; empty lists without one."""
    folder = table.resolve().parent
    for root in (folder, *list(folder.parents)[:MOST_UP]):
        if (root / ".ai").is_dir():
            return {kind: _ids(root / ".ai" / name, ending) for kind, (name, ending) in FOLDERS.items()}
    return {kind: [] for kind in ITEM_TYPES}


def _ids(folder: Path, ending: str) -> list[str]:
    # scripts/lib holds shared imports, no items.
    inside = ((path, path.relative_to(folder).parts) for path in folder.rglob(f"*{ending}"))
    return sorted({path.stem for path, parts in inside if parts[0] != "lib" and not path.stem.startswith("_")})


class Values:
    """Draws the values of one table's lines."""

    def __init__(self, items: Mapping[str, Sequence[str]]) -> None:
        self._items = items
        self._pools = Pools()

    def fill(self, said: Said, tool: Tool, rng: random.Random) -> Filled:
        """Types first: a name depends on the type that it is of."""
        words: dict[str, str] = {}
        values: dict[str, Any] = {}
        places = sorted(_places(said.arguments), key=lambda place: place[0] != ("item_type",))
        for path, name in places:
            if name not in values:
                words[name], values[name] = self._draw(path, _put(said.arguments, values), tool, rng)
        return Filled(words, _put(said.arguments, values))

    def _draw(
        self, path: tuple[str, ...], arguments: dict[str, Any], tool: Tool, rng: random.Random
    ) -> tuple[str, Any]:
        key = path[-1]
        declared = tool["inputSchema"].get("properties", {}).get(key, {}) if len(path) == 1 else {}
        schema = declared if isinstance(declared, dict) else {}
        allowed, kind = schema.get("enum"), schema.get("type")
        if key == "item_type" and allowed:
            value = rng.choice(allowed)
            ways = [way for way in dispatch()["type_words"].get(value, []) if not way.endswith("s")]
            return rng.choice([value, value, *ways]), value
        if allowed:
            value = rng.choice(allowed)
            return str(value), value
        if kind == "object":
            inner = rng.choice(sorted(SETTINGS))
            text = self._pools.setting(SETTINGS[inner], rng)
            return f"{inner}={text}", {inner: text}
        if kind in ("integer", "number"):
            number = rng.randint(max(1, int(schema.get("minimum", 1))), MOST_NUMBER)
            return str(number), number
        if kind == "boolean":
            return "true", True
        text = self._text(key, arguments, rng)
        return text, [text] if kind == "array" else text

    def _text(self, key: str, arguments: dict[str, Any], rng: random.Random) -> str:
        if key in SETTINGS:
            return self._pools.setting(SETTINGS[key], rng)
        if key.endswith(("_id", "_name")) or key in ("id", "name", *ITEM_TYPES):
            kind = next((one for one in ITEM_TYPES if one in key), arguments.get("item_type", ""))
            known = [] if arguments.get("action") == "create" else self._items.get(kind, [])
            return rng.choice(known) if known else self._pools.ids.draw(rng, True)
        if key == "content":
            return self._pools.setting("CONTENT", rng)
        return self._pools.topic("Q", rng)


def _places(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Hole):
        yield path, value.name
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*path, key))


def _put(value: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(value, Hole):
        return values.get(value.name, value)
    return {key: _put(inner, values) for key, inner in value.items()} if isinstance(value, dict) else value
