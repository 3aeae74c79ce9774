"""Values that look like the names, codes, times and amounts people give as inputs."""

from __future__ import annotations

import random
from pathlib import Path

from tool_router_training.pseudowords import pseudo_word
from tool_router_training.word_lists import read_word_lists

LISTS = read_word_lists(Path(__file__).parents[1] / "pools" / "named_values.txt")
PEOPLE = LISTS["people"]
AMOUNTS = (1, 2, 5, 10, 15, 24, 30, 50, 90, 250, 512)


def surname(rng: random.Random) -> str:
    """One word with a capital."""
    return rng.choice(LISTS["surnames"]) if rng.random() < 0.6 else pseudo_word(rng).capitalize()


def name(rng: random.Random) -> str:
    """Of a person, a firm, a place."""
    roll = rng.random()
    if roll < 0.45:
        return f"{surname(rng)} {rng.choice(LISTS['firms'])}"
    if roll < 0.7:
        return f"{rng.choice(LISTS['people']).capitalize()} {surname(rng)}"
    return surname(rng) if roll < 0.85 else f"{surname(rng)} and {surname(rng)}"


def code(rng: random.Random) -> str:
    """Of a host, a lane, an order, a region: letters and digits with hyphens."""
    letters, number = rng.choice(LISTS["code_parts"]), rng.randint(1, rng.choice((9, 99, 9999)))
    return rng.choice(
        (
            f"{letters}-{number}",
            f"{letters}{number}",
            f"{letters.upper()}-{number:04}",
            f"{letters.upper()}{number}",
            f"{pseudo_word(rng)[:3].upper()}-{pseudo_word(rng)[:3].upper()}",
            f"ip-10-{rng.randint(0, 9)}-{rng.randint(0, 99)}-{rng.randint(0, 255)}",
            f"{rng.choice(('eu', 'us', 'ap'))}-{rng.choice(('west', 'east', 'central', 'south'))}-{rng.randint(1, 3)}",
            f"{letters}-{pseudo_word(rng)}-{number}",
        )
    )


def month(rng: random.Random) -> str:
    """A month, week, quarter or time of day."""
    year = rng.randint(2019, 2028)
    return rng.choice((f"{year}-{rng.randint(1, 12):02}", f"{year}-W{rng.randint(1, 52):02}", f"Q{rng.randint(1, 4)}", f"{year}-Q{rng.randint(1, 4)}",
                       rng.choice(LISTS["months"]), f"{rng.randint(0, 23):02}:{rng.choice((0, 15, 30, 45)):02}"))  # fmt: skip


def amount(rng: random.Random) -> str:
    """A number with its unit."""
    return f"{rng.choice(AMOUNTS)}{rng.choice(LISTS['units'])}"
