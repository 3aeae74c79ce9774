"""Words are split as the golden vectors say; TypeScript holds itself to the same vectors."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tool_router_training.contract import read_contract
from tool_router_training.words import space_words, split_words

VECTORS: list[dict[str, Any]] = read_contract("golden/words.json")


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: json.dumps(vector["request"]))
def test_golden_vectors(vector: dict[str, Any]) -> None:
    words = split_words(vector["request"])
    assert [word.text for word in words] == vector["words"]
    assert space_words(words) == vector["spaced"]
    assert all(vector["request"][word.start : word.end] == word.text for word in words)
