"""Kiwi requests behind the Kiwi tools' declarations, for the model that reads declarations."""

from __future__ import annotations

import itertools

from test_declared import text_of, vocabulary

from tool_router_training.contract import read_contract
from tool_router_training.datasets.kiwi import Row
from tool_router_training.declared.kiwi_packs import kiwi_answer, kiwi_packs, kiwi_prefix
from tool_router_training.declared.pack import Pack, mixed
from tool_router_training.declared.vocabulary import CutVocabulary

__all__ = ["vocabulary"]


def test_the_tools_are_declared_as_the_router_declares_them() -> None:
    assert kiwi_prefix() == read_contract("golden/kiwiPrefix.json")["prefix"]


def test_an_answer_is_call_syntax_around_copied_words(vocabulary: CutVocabulary) -> None:
    call = {"name": "search", "arguments": {"item_type": "script", "query": "csv rows"}}
    row = Row("find scripts for csv rows", [call], ["search"], "f", {"query": "csv rows"})
    assert text_of(kiwi_answer(row, vocabulary), vocabulary) == (
        "<start_function_call>call:search{item_type:<escape>script<escape>,query:<escape> csv rows<escape>}<end_function_call><eos>"
    )


def test_packs_are_endless_of_one_prefix_and_the_same_for_a_seed(vocabulary: CutVocabulary) -> None:
    first, again = (list(itertools.islice(kiwi_packs(vocabulary, 3, 5), 12)) for _ in range(2))
    prefix = vocabulary.template(kiwi_prefix())
    assert all(pack.tokens[: pack.prefix].tolist() == prefix for pack in first)
    assert [pack.tokens.tolist() for pack in first] == [pack.tokens.tolist() for pack in again]


def test_feeds_are_mixed_by_their_shares(vocabulary: CutVocabulary) -> None:
    one = next(kiwi_packs(vocabulary, 3, 5))
    other: Pack = one._replace(prefix=0)
    drawn = list(itertools.islice(mixed((itertools.repeat(one), itertools.repeat(other)), (0.25, 0.75), 1), 400))
    assert 60 < sum(pack.prefix > 0 for pack in drawn) < 140
