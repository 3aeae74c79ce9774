"""Reads the samples of a data set file: a JSON array, or JSON values one a line, each with its line number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tool_router_training.datasets.rows import Problems, read_jsonl, read_text

_GAP = re.compile(r"[\s,]*")
_JSON = json.JSONDecoder()


def read_samples(path: Path, problems: Problems) -> Iterator[tuple[int, Any]]:
    """Broken lines go to `problems`; in an array, whatever follows the broken place is lost, which is said. @raises BadSource"""
    text = read_text(path)
    if not text.lstrip().startswith("["):
        yield from read_jsonl(path, problems)
        return
    at, line = text.index("[") + 1, 1
    counted = 0
    while True:
        at = _end_of_gap(text, at)
        line += text.count("\n", counted, at)
        counted = at
        if text.startswith("]", at):
            return
        try:
            sample, at = _JSON.raw_decode(text, at)
        except (ValueError, RecursionError):
            problems.add(f"{path}:{line}", "no JSON from here on")
            return
        yield line, sample


def _end_of_gap(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at
