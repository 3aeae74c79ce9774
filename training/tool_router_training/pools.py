"""All value pools together: topics, verb phrases, item ids and settings."""

from __future__ import annotations

import random
from pathlib import Path

from tool_router_training.actions import Actions, Form
from tool_router_training.contents import Contents
from tool_router_training.item_ids import ItemIds
from tool_router_training.misspelling import misspell
from tool_router_training.settings import CATEGORIES, ENVIRONMENTS, PROJECT_TYPES, draw_version
from tool_router_training.topics import Topics

MISSPELT = 0.04
FORMS: dict[str, Form] = {"QV": "third", "QB": "base", "QG": "ing"}
FOLDER = Path(__file__).parents[1] / "pools"


class Pools:
    """Every pool, read once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.topics = Topics(folder)
        self.actions = Actions(folder, self.topics)
        self.ids = ItemIds(folder, self.topics.words())
        self.contents = Contents(folder, self.topics)

    def topic(self, slot: str, rng: random.Random) -> str:
        """A query: a noun phrase for {Q}, a verb phrase for {QV} {QB} {QG}."""
        form = FORMS.get(slot)
        topic = self.actions.draw(rng, form) if form else self.topics.draw(rng)
        return misspell(topic, rng) if rng.random() < MISSPELT else topic

    def setting(self, slot: str, rng: random.Random) -> str:
        """A value for {ENV}, {VERSION}, {PROJECT_TYPE}, {CATEGORY}, {COPY} or {CONTENT}."""
        if slot == "ENV":
            return ENVIRONMENTS.pick(rng)
        if slot == "VERSION":
            return draw_version(rng)
        if slot == "PROJECT_TYPE":
            return rng.choice(PROJECT_TYPES)
        if slot == "COPY":
            return "project" if rng.random() < 0.2 else "user"
        if slot == "CONTENT":
            return self.contents.draw(rng)
        return rng.choice(CATEGORIES)
