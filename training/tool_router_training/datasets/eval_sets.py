"""Reads the requests of test sets: every JSON and JSONL file under a folder, with the names of the items that its calls ask for."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tool_router_training.contract import dispatch
from tool_router_training.datasets.rows import BadSource, Problems, read_text
from tool_router_training.datasets.samples import read_samples

ENDINGS = (".json", ".jsonl", ".ndjson")
REQUEST_KEYS = ("request", "question", "query", "prompt", "input", "instruction")
_NAMING = re.compile(r"(^|_)(id|name)$")


class KeptRequest(NamedTuple):
    place: str
    request: str
    names: frozenset[str]


def read_eval_sets(folders: Sequence[Path], without: Path, problems: Problems) -> list[KeptRequest]:
    """The file `without` is passed over: the rows themselves. @raises BadSource when there is nothing to compare with"""
    found: list[KeptRequest] = []
    for path in dict.fromkeys(path for folder in folders for path in _files(folder)):
        if path.resolve() == without.resolve():
            continue
        before = len(found)
        for line, sample in _samples_of(path, problems):
            calls = _calls_in(sample)
            names = frozenset(item_names(calls))
            found += [KeptRequest(f"{path}:{line}", request, names) for request in _requests_in(sample)]
        if len(found) == before:
            problems.add(str(path), "holds no requests")
    if not found:
        raise BadSource(f"{', '.join(map(str, folders))}: no test set there holds a request.")
    return found


def _samples_of(path: Path, problems: Problems) -> Iterator[tuple[int, Any]]:
    """Also those in the lists of a file that is one object."""
    text = read_text(path)
    if text.lstrip().startswith("{"):
        with contextlib.suppress(ValueError, RecursionError):  # Several objects: one a line.
            whole = json.loads(text)
            lists = [value for value in whole.values() if isinstance(value, list)]
            yield from ((1, one) for one in (whole, *itertools.chain(*lists)))
            return
    yield from read_samples(path, problems)


def _files(folder: Path) -> list[Path]:
    """@raises BadSource"""
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise BadSource(f"{folder} is no folder and no file.")
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in ENDINGS)


def _requests_in(sample: Any) -> Iterator[str]:
    """A text, or what the user says in a list of messages, or in lists of such lists."""
    if isinstance(sample, list):
        for one in sample:
            yield from _requests_in(one)
    elif isinstance(sample, dict) and isinstance(sample.get("content"), str):
        if sample.get("role") == "user" and sample["content"].strip():
            yield sample["content"]
    elif isinstance(sample, dict):
        for key in (*REQUEST_KEYS, "messages"):
            value = sample.get(key)
            if isinstance(value, str) and value.strip():
                yield value
            elif isinstance(value, list):
                yield from _requests_in(value)


def _calls_in(sample: Any) -> list[Any]:
    if not isinstance(sample, dict):
        return []
    lists = (sample.get(key) for key in ("calls", "accept"))
    return [call for calls in lists if isinstance(calls, list) for call in calls]


def item_names(calls: Iterable[Any]) -> set[str]:
    """Texts of arguments that name something: …_id, …_name. Names that every workspace has are none."""
    found: set[str] = set()
    for call in calls:
        if isinstance(call, dict):
            found |= _named(call.get("arguments"))
    return found - set(dispatch()["directives"])


def _named(value: Any, key: str = "") -> set[str]:
    if isinstance(value, dict):
        return set().union(*(_named(one, name) for name, one in value.items()))
    if isinstance(value, list):
        return set().union(*(_named(one, key) for one in value))
    return {value.casefold()} if isinstance(value, str) and value.strip() and _NAMING.search(key) else set()
