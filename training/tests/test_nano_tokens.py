"""Gold calls become functional tokens and copied words, and read back as the same call."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest
from call_reader import read_call

from tool_router_training.contract import functional_tokens
from tool_router_training.datasets.kiwi import generate
from tool_router_training.nano_tokens import COMMA, Copied, Fixed, NotWritable, answer_parts, answer_text
from tool_router_training.words import space_words, split_words

CASES: list[tuple[str, str, dict[str, Any], dict[str, str], str]] = [
    (
        "find email scripts",
        "search",
        {"item_type": "script", "query": "email"},
        {"query": "email"},
        "search{item_type:<escape>script<escape>,query:<escape> email<escape>}",
    ),
    (
        'top 5 scripts on "lead scoring" in the registry',
        "search",
        {"item_type": "script", "query": "lead scoring", "limit": 5, "source": "registry"},
        {"query": "lead scoring", "limit": "5"},
        "search{item_type:<escape>script<escape>,limit: 5,query:<escape> lead scoring<escape>,source:<escape>registry<escape>}",
    ),
    (
        "run web_scraper with url=https://x.y depth=2 --verbose",
        "execute",
        {
            "item_type": "script",
            "action": "run",
            "item_id": "web_scraper",
            "parameters": {"verbose": True, "depth": 2, "url": "https://x.y"},
        },
        {
            "item_id": "web_scraper",
            "parameters.url": "https://x.y",
            "parameters.depth": "2",
            "parameters.verbose": "verbose",
        },
        "execute{action:<escape>run<escape>,item_id:<escape> web_scraper<escape>,item_type:<escape>script<escape>,"
        "parameters:{ url:<escape> https://x.y<escape>, depth:<escape> 2<escape>, verbose:true}}",
    ),
    (
        "run web_scraper, batch size 250",
        "execute",
        {"item_type": "script", "action": "run", "item_id": "web_scraper", "parameters": {"batch_size": 250}},
        {"item_id": "web_scraper", "parameters.batch_size": "250"},
        "execute{action:<escape>run<escape>,item_id:<escape> web_scraper<escape>,item_type:<escape>script<escape>,"
        "parameters:{ batch size:<escape> 250<escape>}}",
    ),
    (
        "sync directives on staging",
        "execute",
        {
            "item_type": "directive",
            "action": "run",
            "item_id": "sync_directives",
            "parameters": {"environment": "staging"},
        },
        {"parameters.environment": "staging"},
        "execute{action:<escape>run<escape>,item_id:<escape>sync_directives<escape>,item_type:<escape>directive<escape>,"
        "parameters:{environment:<escape> staging<escape>}}",
    ),
    (
        "sync scripts",
        "execute",
        {"item_type": "directive", "action": "run", "item_id": "sync_scripts"},
        {},
        "execute{action:<escape>run<escape>,item_id:<escape>sync_scripts<escape>,item_type:<escape>directive<escape>}",
    ),
    (
        "bootstrap a svelte project on qa",
        "execute",
        {
            "item_type": "directive",
            "action": "run",
            "item_id": "bootstrap",
            "parameters": {"environment": "qa", "project_type": "svelte"},
        },
        {"parameters.project_type": "svelte", "parameters.environment": "qa"},
        "execute{action:<escape>run<escape>,item_id:<escape>bootstrap<escape>,item_type:<escape>directive<escape>,"
        "parameters:{project_type:<escape> svelte<escape>,environment:<escape> qa<escape>}}",
    ),
    (
        "dry run backup_db with days 3",
        "execute",
        {"item_type": "script", "action": "run", "item_id": "backup_db", "parameters": {"days": 3, "dry_run": True}},
        {"item_id": "backup_db", "parameters.days": "3"},
        "execute{action:<escape>run<escape>,item_id:<escape> backup_db<escape>,item_type:<escape>script<escape>,"
        "parameters:{dry_run:true, days:<escape> 3<escape>}}",
    ),
    ("help", "help", {}, {}, "help{}"),
    ("thanks", "no_tool", {}, {}, "no_tool{}"),
    (
        "create a script",
        "ask_user",
        {"tool": "execute", "missing": "item_id", "known": {"action": "create", "item_type": "script"}},
        {},
        "ask_user{known:{action:<escape>create<escape>,item_type:<escape>script<escape>},missing:<escape>item_id<escape>,tool:<escape>execute<escape>}",
    ),
]


@pytest.mark.parametrize(("request_text", "name", "arguments", "typed", "text"), CASES, ids=[case[0] for case in CASES])
def test_answers_are_written_token_by_token(
    request_text: str, name: str, arguments: dict[str, Any], typed: dict[str, str], text: str
) -> None:
    parts = answer_parts(request_text, {"name": name, "arguments": arguments}, typed)
    assert answer_text(parts) == f"<start_function_call>call:{text}<end_function_call>"
    assert all(part.text in {*functional_tokens(), COMMA} for part in parts if isinstance(part, Fixed))


def test_generated_rows_read_back_as_their_gold() -> None:
    rows = list(islice(generate(31, "all"), 4000))
    dropped = 0
    for row in rows:
        try:
            parts = answer_parts(row.request, row.calls[0], row.typed)
        except NotWritable:
            dropped += 1
            continue
        name, arguments = read_call(answer_text(parts))
        assert name == row.calls[0]["name"]
        assert arguments == said(row.calls[0]["arguments"], row.typed), row
        spaced = space_words(split_words(row.request)) + " "
        assert all(part.text + " " in spaced for part in parts if isinstance(part, Copied)), row
    assert dropped < 0.005 * len(rows)


def said(arguments: dict[str, Any], typed: dict[str, str], path: str = "") -> dict[str, Any]:
    """The gold with every copied value as its words in the request; a bare flag stays true."""
    result: dict[str, Any] = {}
    for key, value in arguments.items():
        at = f"{path}{key}"
        if isinstance(value, dict):
            result[key] = said(value, typed, f"{at}.")
        elif at not in typed or (value is True and (typed[at] == key or key == "dry_run")):
            result[key] = value
        else:
            result[key] = space_words(split_words(typed[at])).strip()
    return result


def test_a_value_that_cuts_a_word_is_not_writable() -> None:
    with pytest.raises(NotWritable):
        answer_parts(
            "find emails",
            {"name": "search", "arguments": {"item_type": "script", "query": "email"}},
            {"query": "email"},
        )
