"""Tool banks, the sets drawn from them, and their packs."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from tool_router_training.declared.offering import offer
from tool_router_training.declared.pack import (
    NotCopied,
    answer_ids,
    copied,
    make_pack,
    packs,
    prefix_text,
    write_examples,
)
from tool_router_training.declared.tool_banks import read_lines, read_tool_bank, read_tool_banks
from tool_router_training.declared.toolsets import Row, Toolsets, named_row
from tool_router_training.declared.values import Said, join_list, read_choices, read_number, read_sources
from tool_router_training.declared.vocabulary import CutVocabulary, syntax_tokens
from tool_router_training.phrases import PhraseError

BANK = """\
domain harbour
let dest = (to|towards)

== book_berth, reserveBerth
" Book a berth for a boat.
port!, harbour : string : Where : Kiel; Port Blair
nights! : integer : How long : 2..30
kind : enum : Kind of boat : sail = sailing boat; motor = motor boat, yacht
power : boolean : With electricity : true = with power
tags : string[] : Notes : dry; quiet; long
- a berth {dest} {port} for {nights} nights[, {kind}]
- {nights} nights in {port} {power} => kind=sail
? a berth in {port}
x who (built|paid for) the harbour wall
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "x_harbour.txt"
    path.write_text(BANK, encoding="utf-8")
    return path


@pytest.fixture
def vocabulary() -> CutVocabulary:
    """Bytes only: enough to write anything."""
    from tokenizers import pre_tokenizers

    pieces = sorted(pre_tokenizers.ByteLevel.alphabet())
    return CutVocabulary(pieces, [], list(range(len(pieces))))


def text_of(ids: list[int], vocabulary: CutVocabulary) -> str:
    known = [*vocabulary.pieces, *vocabulary.controls]
    return "".join(known[number] for number in ids).replace("Ġ", " ")


def test_a_bank_is_read_with_its_schema_and_phrases(bank: Path) -> None:
    (tool,) = read_tool_bank(bank)
    assert tool.domain == "harbour" and tool.names == ("book_berth", "reserveBerth")
    assert [one.name for one in tool.arguments if one.required] == ["port", "nights"]
    assert tool.sayings[1].implied == {"kind": "sail"}
    assert len(tool.askings) == 1
    assert len(tool.nothings) == 1


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("- a berth in {port}", "required and not said: nights"),
        ("? {nights} in {port}", "leaves out a required argument"),
        ("- {ship} in {port} {nights}", "ship"),
        ("size : huge : Size", "huge"),
        ("- {port} {nights} => colour=red", "colour"),
        ("x sell my berth in {port}", "port"),
    ],
)
def test_a_wrong_line_is_named(bank: Path, line: str, problem: str) -> None:
    bank.write_text(BANK + line + "\n", encoding="utf-8")
    with pytest.raises(PhraseError, match=rf"x_harbour\.txt:\d+: .*{problem}"):
        read_tool_bank(bank)
    problems: list[PhraseError] = []
    assert len(read_tool_bank(bank, problems)) == 1 and len(problems) == 1


def test_every_shipped_bank_is_clean() -> None:
    tools = read_tool_banks()
    assert len(tools) > 200
    assert read_lines("none.txt") and read_lines("remarks.txt")


def test_sets_are_large_and_often_one_servers() -> None:
    toolsets, rng = Toolsets(read_tool_banks(), [], "train"), random.Random(2)
    sets = [toolsets.draw(rng) for _ in range(300)]
    sizes = [len(offered) for offered in sets]
    assert all(len({one.name for one in offered}) == len(offered) for offered in sets)
    assert min(sizes) == 1 and max(sizes) > 10 and sum(size > 5 for size in sizes) > 100
    several = [offered for offered in sets if len(offered) > 2]
    own = sum(len({one.tool.domain for one in offered}) == 1 for offered in several)
    assert 0.25 * len(several) < own < 0.75 * len(several)


def test_answers_are_written_in_call_syntax_with_copied_words(bank: Path, vocabulary: CutVocabulary) -> None:
    row = Row(
        "2 nights in Port Blair, dry and quiet",
        "book_berth",
        {
            "port": [Said("Port Blair", "Port Blair", True)],
            "nights": [Said("2", 2, True)],
            "power": [Said("", True, False)],
            "tags": [Said("dry", "dry", True), Said("quiet", "quiet", True)],
        },
        frozenset({"tags"}),
    )
    assert text_of(answer_ids(row, vocabulary), vocabulary) == (
        "<start_function_call>call:book_berth{nights: 2,port:<escape> Port Blair<escape>,power:true,"
        "tags:[<escape> dry<escape>,<escape> quiet<escape>]}<end_function_call><eos>"
    )
    with pytest.raises(NotCopied):
        answer_ids(Row("a berth", "book_berth", {"port": [Said("Kiel", "Kiel", True)]}, frozenset()), vocabulary)


def test_asking_and_abstaining_are_answers(vocabulary: CutVocabulary) -> None:
    ask = Row("a berth in Kiel", "book_berth", {}, frozenset(), missing="nights")
    assert "call:ask_user{missing:<escape>nights<escape>,tool:<escape>book_berth<escape>}" in text_of(
        answer_ids(ask, vocabulary), vocabulary
    )
    assert text_of(answer_ids(Row("hello", None, {}, frozenset()), vocabulary), vocabulary).startswith(
        "<start_function_call>call:no_tool{}"
    )


def test_declared_names_are_what_the_call_says(bank: Path) -> None:
    tools = read_tool_bank(bank)
    toolsets = Toolsets(tools, ["hello there"], "train")
    rng = random.Random(3)
    rows = 0
    for _ in range(300):
        offered = [offer(tools[0], rng.random(), rng)]
        row = toolsets.ask(offered, rng)
        if row is None or row.call is None:
            continue
        rows += 1
        properties = offered[0].declaration["parameters"]["properties"]
        assert row.call == offered[0].declaration["name"]
        assert row.values.keys() <= properties.keys()
        if row.missing is None:
            assert set(offered[0].declaration["parameters"].get("required", ())) <= row.values.keys()
    assert rows > 150


def test_requests_that_name_arguments_say_them_in_any_order(bank: Path) -> None:
    (tool,) = read_tool_bank(bank)
    rng = random.Random(5)
    orders = set()
    for _ in range(200):
        offered = offer(tool, 0.0, rng)
        row = named_row(offered, rng)
        if row.missing is None:
            said = {
                name: row.request.find(str(values[0].text)) for name, values in row.values.items() if len(values) == 1
            }
            orders.add(tuple(sorted(said, key=lambda name: said[name])))
        else:
            assert row.missing in offered.declaration["parameters"]["required"]
    assert len(orders) > 10


def test_quotes_around_a_value_are_no_part_of_it() -> None:
    values = [Said("Net Income", "Net Income", True)]
    text = join_list(values, random.Random(1), "'")
    assert text == "'Net Income'"
    assert copied(f"use {text} here", values[0]) == " Net Income"


def test_a_pack_predicts_each_answer_behind_its_own_request(bank: Path, vocabulary: CutVocabulary) -> None:
    tools = read_tool_bank(bank)
    offered = [offer(tools[0], 0.1, random.Random(1))]
    rows = [Row("hello", None, {}, frozenset()), Row("thanks a lot", None, {}, frozenset())]
    prefix = vocabulary.template(prefix_text(offered))
    pack = make_pack(prefix, write_examples(rows, vocabulary), vocabulary)
    assert pack.requests == 2
    assert len(pack.tokens) == pack.prefix + 2 * pack.length
    assert pack.tokens[: pack.prefix].tolist() == prefix
    assert sorted(set(pack.owners.tolist())) == [0, 1]


def test_a_pack_is_mostly_no_padding(bank: Path, vocabulary: CutVocabulary) -> None:
    toolsets = Toolsets(read_tool_bank(bank), ["hello", "tell me a very long story about a ship and a whale"], "train")
    drawn = list(itertools.islice(packs(toolsets, vocabulary, 8, 1), 30))
    tokens = sum(len(pack.tokens) - pack.prefix for pack in drawn)
    padding = sum(int((pack.tokens == vocabulary.pad).sum()) for pack in drawn)
    assert all(pack.requests <= 8 for pack in drawn)
    assert padding < 0.25 * tokens


def test_what_only_sounds_like_the_domain_calls_nothing(bank: Path) -> None:
    toolsets = Toolsets(read_tool_bank(bank), [], "train")
    rng = random.Random(3)
    rows = [row for _ in range(400) if (row := toolsets.ask(toolsets.draw(rng), rng))]
    assert {row.call for row in rows if "harbour wall" in row.request} == {None}


def test_a_request_sees_the_prefix_and_itself_only() -> None:
    import torch

    from tool_router_training.declared.cut_llama import CutLlama, CutShape
    from tool_router_training.declared.pack import Pack

    torch.manual_seed(0)
    model = CutLlama(CutShape(50, 2, 32, 4, 2, 64, 10_000.0, 1e-5))
    prefix, first, second = [1, 2, 3, 4], [5, 6, 7], [8, 9, 10]

    def logits(rows: list[list[int]]) -> torch.Tensor:
        import numpy as np

        tokens = np.array(prefix + [token for row in rows for token in row])
        places = np.array([len(prefix) + 3 * number + 2 for number in range(len(rows))])
        return model.logits_at(Pack(tokens, len(prefix), len(rows), 3, places, places, places))

    together = logits([first, second])
    assert torch.allclose(together[0], logits([first])[0], atol=1e-5)
    assert torch.allclose(together[1], logits([second])[0], atol=1e-5)
    assert not torch.allclose(together[0], together[1], atol=1e-3)


def test_values_are_typed_as_they_are_said() -> None:
    rng = random.Random(1)
    assert read_number("1,250") == 1250 and read_number("seven") == 7 and read_number("2.50") == 2.5
    assert read_choices("true = on, yes; false = off", "boolean")[1] == (False, ("off",))
    (only,) = set(read_sources("Kiel", "string"))
    assert only(rng) == Said("Kiel", "Kiel", True)
    whole = [source(rng).gold for source in read_sources("3..7", "integer") for _ in range(20)]
    assert all(isinstance(value, int) and 3 <= value <= 7 for value in whole)


def test_syntax_tokens_are_distinct_call_syntax() -> None:
    tokens = syntax_tokens()
    assert len(set(tokens)) == len(tokens)
    assert all(any(mark in token for mark in "<:{[") for token in tokens)
