"""The phrase grammar: what it expands to, and how a broken bank is told."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tool_router_training.banks import read_banks
from tool_router_training.lexicon import Lexicon
from tool_router_training.phrases import PhraseError, Slot, expand, parse_phrase, read_bank


def expansions(text: str) -> set[str]:
    """Every text that two hundred draws give."""
    found = set()
    for seed in range(200):
        out: list[str | Slot] = []
        expand(parse_phrase(text), random.Random(seed), out)
        found.add("".join(f"<{part.name}>" if isinstance(part, Slot) else part for part in out))
    return found


def write(folder: Path, text: str) -> Path:
    """A bank file of its own."""
    path = folder / "sample.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_alternatives_optionals_and_nesting() -> None:
    assert expansions("(a|b [c|d]) {Q}") == {"a <Q>", "b  <Q>", "b c <Q>", "b d <Q>"}


def test_escapes_are_plain_characters() -> None:
    assert expansions(r"\(a\|b\) \[c\] \{D\}") == {"(a|b) [c] {D}"}


def test_macros_and_headers(tmp_path: Path) -> None:
    bank = "let go = (run|start)\n# remark\n== execute action=run parameters.dry_run=true @2\n{go} {ID} @3\n== search limit={N}\ntop {N} {TYPES} {Q}\n"
    first, second = read_bank(write(tmp_path, bank))
    assert (first.head, first.weight, first.fixed) == ("execute", 2.0, {"action": "run", "parameters.dry_run": "true"})
    assert (first.phrases[0].weight, first.phrases[0].family) == (3.0, "sample.txt:4")
    assert second.fixed == {"limit": Slot("N")}


@pytest.mark.parametrize(
    ("bank", "told"),
    [
        ("== search\n(find {Q}", "sample.txt:2: "),
        ("== search\nfind {Q}]", "sample.txt:2: "),
        ("== search\n\n{find} {Q}", "sample.txt:3: "),
        ("find {Q}", "sample.txt:1: "),
        ("== search limit\nfind {Q}", "sample.txt:1: "),
        ("== search\nfind {TYPES} {WHAT} {Q}", "sample.txt:2: there is no slot {WHAT}"),
        ("== search\nfind {TYPES}", "sample.txt:2: query is not set"),
        ("== search\nfind {Q} {TYPES} {Q}", "sample.txt:2: query is set twice"),
        ("== seek\nfind {Q} {TYPES}", 'sample.txt:2: "seek"'),
        ("== load\nshow {TYPE} {ID}'s text", "sample.txt:2: {ID} needs a space"),
    ],
)
def test_a_broken_bank_names_file_and_line(tmp_path: Path, bank: str, told: str) -> None:
    write(tmp_path, bank)
    with pytest.raises(PhraseError) as caught:
        read_banks(tmp_path, Lexicon().word_slots)
    assert str(caught.value).startswith(told)


def test_a_broken_line_is_left_out_when_problems_are_collected(tmp_path: Path) -> None:
    write(tmp_path, "== search\nfind {TYPES} (about {Q}\nfind {TYPES} on {Q}\n")
    problems: list[PhraseError] = []
    [section] = read_banks(tmp_path, Lexicon().word_slots, problems)
    assert [phrase.line for phrase in section.phrases] == [3]
    assert len(problems) == 1
