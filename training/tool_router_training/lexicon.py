"""Words of the router's world: names of the item types, and word slots such as {ABOUT} or {IN_REGISTRY}."""

from __future__ import annotations

import random
from pathlib import Path

from tool_router_training.phrases import Phrase, PhraseError, Slot, expand, read_bank
from tool_router_training.weighted import Weighted

FOLDER = Path(__file__).parents[1] / "lexicon"
TYPE_SHARE = {"script": 0.44, "directive": 0.29, "knowledge": 0.27}

TYPE_SLOTS = {
    "TYPE": (None, False),
    "TYPES": (None, True),
    "SCRIPT": ("script", False),
    "SCRIPTS": ("script", True),
    "DIRECTIVE": ("directive", False),
    "DIRECTIVES": ("directive", True),
    "KNOWLEDGE": ("knowledge", False),
    "KNOWLEDGES": ("knowledge", True),
}


class Lexicon:
    """Type words from `types.txt` and word slots from `slots.txt`."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._types = Weighted(TYPE_SHARE.items())
        self._names = _read_types(folder / "types.txt")
        self._slots = {
            section.head: Weighted((phrase, phrase.weight) for phrase in section.phrases)
            for section in read_bank(folder / "slots.txt")
        }
        self.type_words = frozenset(
            word for names in self._names.values() for pair in names.items for name in pair for word in name.split()
        )

    @property
    def word_slots(self) -> frozenset[str]:
        return frozenset(self._slots)

    def pick_type(self, rng: random.Random) -> str:
        return self._types.pick(rng)

    def type_word(self, item_type: str, plural: bool, rng: random.Random) -> str:
        return self._names[item_type].pick(rng)[1 if plural else 0]

    def words(self, slot: str, rng: random.Random) -> str:
        """One way to say a word slot."""
        return self._say(self._slots[slot].pick(rng), rng)

    def _say(self, phrase: Phrase, rng: random.Random) -> str:
        out: list[str | Slot] = []
        expand(phrase.nodes, rng, out)
        text = "".join(self.words(part.name, rng) if isinstance(part, Slot) else part for part in out)
        return " ".join(text.split())


def _read_types(path: Path) -> dict[str, Weighted[tuple[str, str]]]:
    """Lines are `type; singular; plural; weight`."""
    found: dict[str, list[tuple[tuple[str, str], float]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split(";")]
        if len(fields) != 4 or fields[0] not in TYPE_SHARE:
            raise PhraseError(f'{path.name}:{number}: a line is "type; singular; plural; weight"')
        found.setdefault(fields[0], []).append(((fields[1], fields[2]), float(fields[3])))
    return {item_type: Weighted(names) for item_type, names in found.items()}
