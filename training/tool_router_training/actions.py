"""What a tool does: verb phrases in three forms ("resize photos", "resizes photos", "resizing photos")."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

from tool_router_training.phrases import PhraseError
from tool_router_training.pseudowords import pseudo_word
from tool_router_training.topics import Topics, read_lines
from tool_router_training.word_lists import read_word_lists

Form = Literal["base", "third", "ing"]
FROM_FILES = 0.4
DOUBLED = frozenset(read_word_lists(Path(__file__).parents[1] / "lexicon" / "spelling.txt")["doubled"])
INFLECTS = re.compile(r"(?!deep |bulk |live |cold |hot |double |auto )[a-z]+(-[a-z]+)? ")
PARTICLES = {"up", "down", "back", "out", "off", "in", "over", "together", "on"}
THIRD = {"have": "has", "do": "does", "go": "goes", "be": "is"}


class Group(NamedTuple):
    verbs: list[str]
    objects: list[str]
    tails: list[str]


class Actions:
    """Draws verb phrases."""

    def __init__(self, folder: Path, topics: Topics) -> None:
        self._groups = _read_groups(folder / "actions.txt")
        self._topics = topics
        self._written = [
            line for path in sorted(folder.glob("verbs*.txt")) for line in read_lines(path) if INFLECTS.match(line)
        ]
        self._objects = [item for group in self._groups for item in group.objects]
        self.verbs = sorted(
            {verb for group in self._groups for verb in group.verbs} | {line.split()[0] for line in self._written}
        )
        self._known = frozenset(verb.split()[0] for verb in self.verbs)

    def draw(self, rng: random.Random, form: Form) -> str:
        """One verb phrase in the wanted form."""
        base = self._base(rng)
        return base if form == "base" else self.inflect(base, form)

    def inflect(self, phrase: str, form: Form) -> str:
        """Inflect the first verb, and those that "and" joins to it."""
        words = phrase.split(" ")
        spell: Callable[[str], str] = third if form == "third" else ing
        inflected = [
            spell(word)
            if at == 0 or (words[at - 1] in ("and", "then") and word in self._known and at + 1 < len(words))
            else word
            for at, word in enumerate(words)
        ]
        return " ".join(inflected)

    def _base(self, rng: random.Random) -> str:
        if self._written and rng.random() < FROM_FILES:
            return rng.choice(self._written)
        group = rng.choice(self._groups)
        verb = rng.choice(group.verbs)
        roll = rng.random()
        if roll < 0.05 and " " not in verb:
            verb = f"{verb} and {rng.choice([one for one in group.verbs if ' ' not in one and one != verb])}"
        roll = rng.random()
        if roll < 0.62:
            thing = rng.choice(group.objects)
        elif roll < 0.72:
            thing = rng.choice(self._objects)
        elif roll < 0.93:
            thing = self._topics.draw(rng)
        else:
            thing = " ".join(pseudo_word(rng) for _ in range(rng.randint(1, 2)))
        if rng.random() < 0.06:
            thing = f"{rng.choice(('my', 'our', 'all', 'the', 'old', 'new', 'large', 'customer'))} {thing}"
        tail = f" {rng.choice(group.tails)}" if rng.random() < 0.27 else ""
        return f"{verb} {thing}{tail}"


def third(verb: str) -> str:
    """resize → resizes."""
    if verb in THIRD:
        return THIRD[verb]
    if "-" in verb and verb.rsplit("-", 1)[1] in PARTICLES:
        head, tail = verb.rsplit("-", 1)
        return f"{third(head)}-{tail}"
    if re.search(r"(s|x|z|ch|sh)$", verb):
        return verb + "es"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + "s"


def ing(verb: str) -> str:
    """resize → resizing."""
    if verb in DOUBLED:
        return verb + verb[-1] + "ing"
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not re.search(r"(ee|oe|ye)$", verb) and len(verb) > 2:
        return verb[:-1] + "ing"
    return verb + "ing"


def _read_groups(path: Path) -> list[Group]:
    groups: list[Group] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("=="):
            groups.append(Group([], [], []))
        elif line and not line.startswith("#"):
            kind, colon, terms = line.partition(": ")
            if not colon or kind not in Group._fields or not groups:
                raise PhraseError(f'{path.name}:{number}: a line is "verbs: a, b", "objects: a, b" or "tails: a, b"')
            getattr(groups[-1], kind).extend(term.strip() for term in terms.split(","))
    return groups
