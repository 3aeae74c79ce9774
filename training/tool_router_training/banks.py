"""The phrase banks as a table to draw from: kind of call, then bank, section and line; broken lines are told by file and line."""

from __future__ import annotations

import random
import sys
import zlib
from pathlib import Path
from typing import Literal, NamedTuple

from tool_router_training.filling import ARGUMENT_OF, ID_SLOTS, TOPIC_SLOTS, VALUE_SLOTS
from tool_router_training.lexicon import TYPE_SLOTS
from tool_router_training.phrases import Phrase, PhraseError, Section, Slot, expand, read_bank, slots_of
from tool_router_training.weighted import Weighted

FOLDER = Path(__file__).parents[1] / "banks"
Split = Literal["train", "valid", "all"]
VALID_ONE_IN = 50
BANK_SIZE_POWER = 0.65
NEEDED = {
    "search": ("query",),
    "load": ("item_id",),
    "execute": ("action", "item_id"),
    "help": (),
    "none": (),
    "ask": ("tool", "missing"),
}


class Template(NamedTuple):
    """A phrase with what its section says."""

    phrase: Phrase
    section: Section
    binding: dict[str, str]


def kind_of(section: Section) -> str:
    """search, load, run, create, update, delete, publish, help, none or ask."""
    action = section.fixed.get("action")
    return str(action) if section.head == "execute" else section.head


def bind(section: Section) -> dict[str, str]:
    """Which argument every slot sets below this header."""
    if section.head == "none":
        return {}
    if section.head == "ask":
        return {"TYPE": "known.item_type"}
    binding = {**ARGUMENT_OF, "TYPE": "item_type", "PARAMS": "parameters"}
    if section.head == "load":
        binding["VERSION"] = "version"
    for argument, value in section.fixed.items():
        if isinstance(value, Slot):
            for name in (
                ID_SLOTS if value.name in ID_SLOTS else TOPIC_SLOTS if value.name in TOPIC_SLOTS else (value.name,)
            ):
                binding[name] = argument
    return binding


def read_banks(folder: Path, word_slots: frozenset[str], problems: list[PhraseError] | None = None) -> list[Section]:
    """Every bank of a folder. @raises PhraseError at the first broken line, or collects them and leaves those lines out."""
    found: list[PhraseError] = []
    sections = [section for path in sorted(folder.glob("*.txt")) for section in read_bank(path, found)]
    for section in sections:
        sound: list[Phrase] = []
        for phrase in section.phrases:
            fault = _fault(section, phrase, word_slots)
            if fault:
                found.append(PhraseError(f"{phrase.file}:{phrase.line}: {fault}"))
            else:
                sound.append(phrase)
        section.phrases[:] = sound
    if problems is None and found:
        raise found[0]
    (problems if problems is not None else []).extend(found)
    return sections


def _fault(section: Section, phrase: Phrase, word_slots: frozenset[str]) -> str | None:
    if section.head not in NEEDED:
        return f'"{section.head}" of line {section.line} is no tool (search, load, execute, help, none, ask)'
    unknown = set(slots_of(phrase.nodes)) - VALUE_SLOTS - word_slots
    if unknown:
        return f"there is no slot {{{min(unknown)}}}"
    binding, rng = bind(section), random.Random(phrase.line)
    for _ in range(12):
        parts: list[str | Slot] = []
        expand(phrase.nodes, rng, parts)
        fault = _fault_of(section, parts, binding)
        if fault:
            return fault
    return None


def _fault_of(section: Section, parts: list[str | Slot], binding: dict[str, str]) -> str | None:
    names = [part.name for part in parts if isinstance(part, Slot)]
    bound = [binding[name] for name in names if name in binding and name not in TYPE_SLOTS]
    fixed = {argument for argument, value in section.fixed.items() if not isinstance(value, Slot)}
    twice = [
        argument for argument in bound if argument != "parameters" and (bound.count(argument) > 1 or argument in fixed)
    ]
    if twice:
        return f"{twice[0]} is set twice"
    missing = ({*NEEDED[section.head], *section.fixed} - fixed) - set(bound)
    if missing:
        return f"{min(missing)} is not set"
    if names.count("KEY") != names.count("VALUE"):
        return "{KEY} and {VALUE} come in pairs"
    for at, part in enumerate(parts):
        if isinstance(part, Slot) and part.name in binding and part.name not in TYPE_SLOTS:
            before, after = parts[at - 1] if at else " ", parts[at + 1] if at + 1 < len(parts) else " "
            if (
                isinstance(before, Slot)
                or isinstance(after, Slot)
                or before[-1:].isalnum()
                or after[:1].isalnum()
                or after[:2] in ("'s", "’s")
            ):
                return f"{{{part.name}}} needs a space or a mark on both sides"
    return None


class BankTable:
    """Draws templates of a kind."""

    def __init__(self, sections: list[Section], split: Split) -> None:
        files: dict[str, dict[str, list[tuple[Weighted[Template], float]]]] = {}
        sizes: dict[tuple[str, str], int] = {}
        for section in sections:
            templates = [
                Template(phrase, section, bind(section)) for phrase in section.phrases if in_split(phrase, split)
            ]
            if not templates:
                continue
            kind = kind_of(section)
            weighted = Weighted((template, template.phrase.weight) for template in templates)
            files.setdefault(kind, {}).setdefault(section.file, []).append((weighted, section.weight))
            sizes[kind, section.file] = sizes.get((kind, section.file), 0) + len(templates)
        self._kinds = {
            kind: Weighted((Weighted(parts), sizes[kind, file] ** BANK_SIZE_POWER) for file, parts in by_file.items())
            for kind, by_file in files.items()
        }

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(self._kinds)

    def draw(self, kind: str, rng: random.Random) -> Template:
        return self._kinds[kind].pick(rng).pick(rng).pick(rng)


def in_split(phrase: Phrase, split: Split) -> bool:
    """One family in fifty is kept for validation, by its words and not by its place."""
    held_out = zlib.crc32(f"{phrase.file}|{phrase.text}".encode()) % VALID_ONE_IN == 0
    return split == "all" or held_out == (split == "valid")


def warn(problems: list[PhraseError]) -> None:
    """Tell what was left out."""
    for problem in problems:
        print(f"left out: {problem}", file=sys.stderr)
