"""The chat template renders as the golden vectors say; TypeScript holds itself to the same vectors."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tool_router_training.golden import FAMILIES, golden_file, render_vector
from tool_router_training.render import JavaScriptNumber, bare_frame

VECTORS: list[tuple[str, dict[str, Any]]] = [
    (family, vector) for family in FAMILIES for vector in json.loads(golden_file(family).read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("family", "vector"), VECTORS, ids=lambda one: one if isinstance(one, str) else one["name"])
def test_golden_vectors(family: str, vector: dict[str, Any]) -> None:
    assert render_vector(vector, family) == vector["text"]


def test_there_are_enough_vectors() -> None:
    assert len(VECTORS) >= 40


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.5, "0.5"),
        (1e-7, "1e-7"),
        (1.5e-9, "1.5e-9"),
        (0.00001, "0.00001"),
        (1.25e-5, "0.0000125"),
        (1e21, "1e+21"),
        (-2.5, "-2.5"),
    ],
)
def test_numbers_print_as_in_javascript(number: float, text: str) -> None:
    assert str(JavaScriptNumber(number)) == text


def test_a_bare_prompt_is_a_frame_around_the_request() -> None:
    assert bare_frame() == ("<bos><start_of_turn>user\n", "<end_of_turn>\n<start_of_turn>model\n")
