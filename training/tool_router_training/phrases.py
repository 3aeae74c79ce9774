"""Reads phrase banks: alternatives, optionals, slots and macros, in sections that carry a call's fixed arguments."""

from __future__ import annotations

import random
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class Slot(NamedTuple):
    """A place that the generator fills; the name is upper case."""

    name: str


class Choice(NamedTuple):
    """One of several sequences; an optional part has an empty one for every full one."""

    options: tuple[tuple[Node, ...], ...]


Node = str | Slot | Choice
Sequence = tuple[Node, ...]

LET = re.compile(r"let\s+([a-z][a-z0-9_]*)\s*=\s*(.+)")
WEIGHT = re.compile(r"\s+@(\d+(?:\.\d+)?)$")
NAME = re.compile(r"\{([A-Za-z][A-Za-z0-9_]*)\}")


class PhraseError(ValueError):
    """A bank that cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One template line."""

    file: str
    line: int
    text: str
    nodes: Sequence
    weight: float

    @property
    def family(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Section:
    """A header and its lines. `fixed` maps dotted arguments to text or to the slot that fills them."""

    file: str
    line: int
    head: str
    fixed: dict[str, str | Slot]
    weight: float
    phrases: list[Phrase]


def read_bank(path: Path, problems: list[PhraseError] | None = None) -> list[Section]:
    """Parse one file. @raises PhraseError with file and line, or collects them in `problems` and leaves the line out."""
    sections: list[Section] = []
    macros: dict[str, Sequence] = {}
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        try:
            let = LET.fullmatch(line)
            if line.startswith("=="):
                sections.append(_read_header(line, path.name, number))
            elif let:
                macros[let[1]] = parse_phrase(let[2], macros)
            elif not sections:
                raise PhraseError("a phrase stands before the first section header (== …)")
            else:
                text, weight = split_weight(line)
                nodes = parse_phrase(text, macros)
                sections[-1].phrases.append(Phrase(path.name, number, text, nodes, weight))
        except ValueError as error:
            problem = PhraseError(f"{path.name}:{number}: {error}")
            if problems is None:
                raise problem from error
            problems.append(problem)
    return sections


def split_weight(line: str) -> tuple[str, float]:
    """Take a trailing ` @2` off."""
    match = WEIGHT.search(line)
    return (line[: match.start()], float(match[1])) if match else (line, 1.0)


def _read_header(line: str, file: str, number: int) -> Section:
    text, weight = split_weight(line[2:].strip())
    head, *rest = shlex.split(text) or [""]
    if not head:
        raise PhraseError("a section header needs a tool, none or ask")
    fixed: dict[str, str | Slot] = {}
    for part in rest:
        key, sign, value = part.partition("=")
        if not sign or not key or not value:
            raise PhraseError(f'"{part}" is not argument=value')
        slot = NAME.fullmatch(value)
        fixed[key] = Slot(slot[1]) if slot else value
    return Section(file, number, head, fixed, weight, [])


def parse_phrase(text: str, macros: dict[str, Sequence] | None = None) -> Sequence:
    """Parse one phrase. @raises PhraseError without a place; read_bank adds it."""
    nodes, at = _parse_sequence(text, 0, macros or {})
    if at < len(text):
        raise PhraseError(
            f'"{text[at]}" at column {at + 1} has nothing to belong to (write \\{text[at]} for the character)'
        )
    return nodes


def _parse_sequence(text: str, at: int, macros: dict[str, Sequence]) -> tuple[Sequence, int]:
    nodes: list[Node] = []
    plain = ""
    while at < len(text) and text[at] not in ")]|":
        char = text[at]
        if char == "\\" and at + 1 < len(text):
            plain += text[at + 1]
            at += 2
            continue
        if char not in "([{":
            if not (char == " " and plain.endswith(" ")):
                plain += char
            at += 1
            continue
        if plain:
            nodes.append(plain)
            plain = ""
        if char == "{":
            name = NAME.match(text, at)
            if not name:
                raise PhraseError(f"column {at + 1}: a slot is {{NAME}}")
            nodes.extend(_slot_or_macro(name[1], macros))
            at = name.end()
        else:
            choice, at = _parse_choice(text, at, macros)
            nodes.append(choice)
    if plain:
        nodes.append(plain)
    return tuple(nodes), at


def _slot_or_macro(name: str, macros: dict[str, Sequence]) -> Sequence:
    if name.isupper() or name.upper() == name:
        return (Slot(name),)
    if name not in macros:
        raise PhraseError(f'no "let {name} = …" stands above')
    return macros[name]


def _parse_choice(text: str, at: int, macros: dict[str, Sequence]) -> tuple[Choice, int]:
    close = ")" if text[at] == "(" else "]"
    start = at
    options: list[Sequence] = []
    while True:
        option, at = _parse_sequence(text, at + 1, macros)
        options.append(option)
        if at >= len(text):
            raise PhraseError(f'"{text[start]}" at column {start + 1} is never closed')
        if text[at] == "|":
            continue
        if text[at] != close:
            raise PhraseError(f'"{text[at]}" at column {at + 1} closes "{text[start]}" of column {start + 1}')
        break
    if close == "]":
        options.extend([()] * len(options))
    return Choice(tuple(options)), at + 1


def expand(nodes: Sequence, rng: random.Random, out: list[str | Slot]) -> None:
    """Draw one way through a phrase and append its texts and slots to `out`."""
    for node in nodes:
        if isinstance(node, Choice):
            expand(node.options[int(rng.random() * len(node.options))], rng, out)
        else:
            out.append(node)


def slots_of(nodes: Sequence) -> Iterator[str]:
    """Every slot name that a phrase may use."""
    for node in nodes:
        if isinstance(node, Slot):
            yield node.name
        elif isinstance(node, Choice):
            for option in node.options:
                yield from slots_of(option)
