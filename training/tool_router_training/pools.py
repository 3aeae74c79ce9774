"""All value pools together: topics, verb phrases, item ids and settings."""

from __future__ import annotations

import random
from pathlib import Path

from tool_router_training.actions import Actions
from tool_router_training.item_ids import ItemIds
from tool_router_training.settings import CATEGORIES, ENVIRONMENTS, PROJECT_TYPES, draw_version
from tool_router_training.topics import Topics

FOLDER = Path(__file__).parents[1] / "pools"


class Pools:
    """Every pool, read once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.topics = Topics(folder)
        self.actions = Actions(folder, self.topics)
        self.ids = ItemIds(folder, self.topics.words())

    def topic(self, slot: str, rng: random.Random) -> str:
        """A query: a noun phrase for {Q}, a verb phrase for {QV} {QB} {QG}."""
        if slot == "QV":
            return self.actions.draw(rng, "third")
        if slot == "QB":
            return self.actions.draw(rng, "base")
        if slot == "QG":
            return self.actions.draw(rng, "ing")
        return self.topics.draw(rng)

    def setting(self, slot: str, rng: random.Random) -> str:
        """A value for {ENV}, {VERSION}, {PROJECT_TYPE} or {CATEGORY}."""
        if slot == "ENV":
            return ENVIRONMENTS.pick(rng)
        if slot == "VERSION":
            return draw_version(rng)
        if slot == "PROJECT_TYPE":
            return rng.choice(PROJECT_TYPES)
        return rng.choice(CATEGORIES)
