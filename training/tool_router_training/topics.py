"""Topics that people search for: noun phrases composed from the domains of `pools/terms.txt` and whole ones of `pools/queries*.txt`."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tool_router_training.phrases import PhraseError
from tool_router_training.pseudowords import pseudo_word
from tool_router_training.weighted import Weighted

FROM_FILES = 0.4
GIBBERISH = 0.05
PREPOSITIONS = (
    "for",
    "for",
    "for",
    "in",
    "in",
    "with",
    "on",
    "from",
    "of",
    "between",
    "across",
    "after",
    "without",
    "using",
    "under",
)
SYSTEMS = (
    "mysql", "postgres", "jira", "github", "slack", "stripe", "S3", "salesforce", "notion", "excel", "shopify", "aws", "gcp", "jenkins",
    "python 2", "python 3", "heroku", "kubernetes", "oracle", "mongodb", "gitlab", "bitbucket", "hubspot", "sap", "REST", "graphql",
    "webpack", "vite", "angular", "react", "node 18", "node 22", "vue 2", "vue 3", "trello", "linear", "php", "go", "svn", "git", "csv", "parquet",
)  # fmt: skip
PLAIN = re.compile(r"[a-z][a-z0-9]{1,13}")
YEARS = tuple(str(year) for year in range(2019, 2029))
MOVES = ("migration", "sync", "export", "import", "upgrade", "move", "transfer", "switch", "integration", "conversion")


STATES = (
    "failed", "broken", "stale", "duplicate", "orphaned", "expired", "unused", "late", "missing", "slow", "flaky", "old", "new", "pending", "unpaid",
    "overdue", "archived", "top", "weekly", "daily", "monthly", "annual", "internal", "external", "legacy", "draft", "bulk", "EU", "US", "UK", "B2B",
    "on-call", "first", "early", "better", "safe", "clean", "empty", "huge", "big", "long running", "half done", "self hosted", "third party", "open",
    "abandoned", "blocked", "cancelled", "corrupt", "dead", "default", "incoming", "outgoing", "nightly", "next", "repeated", "scheduled", "unread", "VIP",
)  # fmt: skip
"""What stands in front of a topic and belongs to it, though it looks like a verb, a filler or a name."""
COMMANDS = (
    "get", "show", "find", "list", "run", "search", "open", "delete", "remove", "look", "fetch", "load", "read", "create", "make", "update", "publish",
    "help", "print", "start", "view",
)  # fmt: skip
"""First words that would make a task sound like the wish itself."""


class Domain(NamedTuple):
    mods: list[str]
    heads: list[str]
    things: list[str]


class Topics:
    """Draws noun phrases of one to about six words."""

    def __init__(self, folder: Path) -> None:
        self.domains = _read_domains(folder / "terms.txt")
        self._written = [line for path in sorted(folder.glob("queries*.txt")) for line in read_lines(path)]
        tasks = (line for path in sorted(folder.glob("verbs*.txt")) for line in read_lines(path))
        self._tasks = [line for line in tasks if line.split()[0] not in COMMANDS]
        self._shapes: Weighted[Callable[[random.Random], str]] = Weighted(
            [
                (self._thing, 14),
                (self._head_alone, 4),
                (self._mod_alone, 7),
                (self._pair, 34),
                (self._triple, 9),
                (self._related, 12),
                (self._moved, 4),
                (self._joined, 3),
                (self._dated, 3),
                (self._in_state, 10),
                (self._task, 4),
            ]
        )

    def draw(self, rng: random.Random) -> str:
        """One topic."""
        roll = rng.random()
        if roll < GIBBERISH:
            topic = self._made_up(rng)
        elif self._written and roll < GIBBERISH + FROM_FILES:
            topic = rng.choice(self._written)
        else:
            topic = self._shapes.pick(rng)(rng)
        return _recase(topic, rng)

    def words(self) -> list[str]:
        """Every single plain word of the domains, for names of items."""
        terms = [*(term for domain in self.domains for part in domain for term in part), *self._written]
        return sorted({word for term in terms for word in term.lower().split() if PLAIN.fullmatch(word)})

    def _thing(self, rng: random.Random) -> str:
        return rng.choice(rng.choice(self.domains).things)

    def _head_alone(self, rng: random.Random) -> str:
        return rng.choice(rng.choice(self.domains).heads)

    def _mod_alone(self, rng: random.Random) -> str:
        return rng.choice(rng.choice(self.domains).mods)

    def _pair(self, rng: random.Random) -> str:
        domain = rng.choice(self.domains)
        other = domain if rng.random() < 0.8 else rng.choice(self.domains)
        return _without_echo(f"{rng.choice(domain.mods)} {rng.choice(other.heads)}")

    def _triple(self, rng: random.Random) -> str:
        domain = rng.choice(self.domains)
        return _without_echo(f"{rng.choice(domain.mods)} {rng.choice(domain.mods)} {rng.choice(domain.heads)}")

    def _related(self, rng: random.Random) -> str:
        left = self._head_alone(rng) if rng.random() < 0.5 else self._pair(rng)
        right = (
            self._mod_alone(rng) if rng.random() < 0.4 else self._thing(rng) if rng.random() < 0.4 else self._pair(rng)
        )
        return f"{left} {rng.choice(PREPOSITIONS)} {right}"

    def _moved(self, rng: random.Random) -> str:
        left, right = rng.sample(SYSTEMS, 2)
        if rng.random() < 0.5:
            return f"{rng.choice(MOVES)} from {left} to {right}"
        return f"{left} to {right}" if rng.random() < 0.5 else f"{left} to {right} {rng.choice(MOVES)}"

    def _joined(self, rng: random.Random) -> str:
        return f"{self._mod_alone(rng)} and {self._pair(rng)}"

    def _dated(self, rng: random.Random) -> str:
        number = rng.choice(YEARS) if rng.random() < 0.6 else f"{rng.randint(1, 30)}.{rng.randint(0, 20)}"
        return (
            f"{self._pair(rng)} {number}"
            if rng.random() < 0.5
            else f"{number} {self._pair(rng)}"
            if "." not in number
            else f"{self._mod_alone(rng)} {number}"
        )

    def _in_state(self, rng: random.Random) -> str:
        return f"{rng.choice(STATES)} {self._pair(rng) if rng.random() < 0.6 else self._head_alone(rng)}"

    def _task(self, rng: random.Random) -> str:
        """What a tool does, as people name it for short: "rotate api keys"."""
        return rng.choice(self._tasks)

    def _made_up(self, rng: random.Random) -> str:
        words = [pseudo_word(rng) for _ in range(rng.choice((1, 1, 2, 2, 3)))]
        if rng.random() < 0.4:
            words[rng.randrange(len(words))] = self._head_alone(rng)
        return " ".join(words)


def read_lines(path: Path) -> list[str]:
    """Lines without comments, white space squeezed."""
    lines = (" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _without_echo(phrase: str) -> str:
    words = phrase.split()
    return " ".join(word for at, word in enumerate(words) if at == 0 or word.lower() != words[at - 1].lower())


def _recase(topic: str, rng: random.Random) -> str:
    roll = rng.random()
    if roll < 0.03:
        return " ".join(word[:1].upper() + word[1:] for word in topic.split(" "))
    if roll < 0.05:
        words = topic.split(" ")
        at = rng.randrange(len(words))
        words[at] = words[at].upper() if len(words[at]) <= 4 else words[at].capitalize()
        return " ".join(words)
    return topic


def _read_domains(path: Path) -> list[Domain]:
    domains: list[Domain] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("=="):
            domains.append(Domain([], [], []))
        elif line and not line.startswith("#"):
            kind, colon, terms = line.partition(": ")
            if not colon or kind not in Domain._fields or not domains:
                raise PhraseError(f'{path.name}:{number}: a line is "mods: a, b", "heads: a, b" or "things: a, b"')
            getattr(domains[-1], kind).extend(term.strip() for term in terms.split(","))
    return domains
