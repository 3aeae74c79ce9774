"""The test files of a project, and the calls in one of them."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from tool_router_training.datasets.found_calls import Found
from tool_router_training.datasets.found_python import find_in_python
from tool_router_training.datasets.found_text import find_in_text
from tool_router_training.datasets.rows import BadSource, read_text

ENDINGS = frozenset(".py .ts .tsx .mts .js .mjs .jsx .json .jsonl .md .txt .yaml .yml .go .rs .java .kt .rb".split())  # noqa: SIM905
SKIPPED = frozenset({"node_modules", ".git", ".venv", "venv", "dist", "out", "build", "__pycache__"})
MOST_BYTES = 2_000_000
_TEST_FOLDER = re.compile(r"_*(?:tests?|specs?)_*", re.IGNORECASE)
_TEST_FILE = re.compile(r"(?:^|[._-])(?:tests?|spec)[._-]", re.IGNORECASE)


def list_tests(source: Path) -> list[Path]:
    """A file itself; of a folder those that are named as tests, or lie in a folder that is. @raises BadSource"""
    if source.is_file():
        return [source]
    if not source.is_dir():
        raise BadSource(f"There is no {source}.")
    found = (path for path in sorted(source.rglob("*")) if path.suffix in ENDINGS and path.is_file())
    inside = [path for path in found if not SKIPPED & set(path.relative_to(source).parts)]
    tests = [
        path
        for path in inside
        if _TEST_FILE.search(path.name)
        or any(map(_TEST_FOLDER.fullmatch, (source.name, *path.relative_to(source).parts[:-1])))
    ]
    return [path for path in tests if path.stat().st_size <= MOST_BYTES]


def find_calls(path: Path, tools: Collection[str]) -> list[Found]:
    """@raises BadSource"""
    text = read_text(path)
    if path.suffix == ".py":
        try:
            return find_in_python(text, tools)
        except (SyntaxError, RecursionError, ValueError):
            pass  # of another Python version, or a template
    return find_in_text(text)
