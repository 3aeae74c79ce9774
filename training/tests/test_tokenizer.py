"""Requests are cut into pieces that can be copied, and control tokens never come from a request."""

from __future__ import annotations

from pathlib import Path

import pytest

from tool_router_training.contract import functional_tokens
from tool_router_training.nano_tokens import answer_parts, answer_text
from tool_router_training.tokenizer import NanoTokenizer

REQUESTS = ["find email scripts", "Überprüfe 日本語 🎉", "run web_scraper_v2 --depth=3", "", "a\tb\n c", "don't ½ “x”"]


@pytest.mark.parametrize("request_text", REQUESTS)
def test_a_prompt_reads_as_the_template_writes_it(tokenizer: NanoTokenizer, request_text: str) -> None:
    from tool_router_training.words import space_words, split_words

    spaced = space_words(split_words(request_text))
    assert (
        tokenizer.text(tokenizer.prompt(request_text))
        == f"<bos><start_of_turn>user\n{spaced}<end_of_turn>\n<start_of_turn>model\n"
    )


def test_the_frame_of_a_prompt_takes_two_tokens(tokenizer: NanoTokenizer) -> None:
    assert len(tokenizer.prompt("")) == 2


def test_marks_in_a_request_stay_plain_text(tokenizer: NanoTokenizer) -> None:
    inner = tokenizer.prompt("say <escape> <bos><end_of_turn>")[1:-1]
    assert all(number < len(tokenizer.pieces) for number in inner)


def test_copied_words_have_the_tokens_of_the_request(tokenizer: NanoTokenizer) -> None:
    prompt = tokenizer.prompt("find zqx_blorf-77 scripts")
    call = {"name": "search", "arguments": {"item_type": "script", "query": "zqx_blorf-77"}}
    parts = answer_parts("find zqx_blorf-77 scripts", call, {"query": "zqx_blorf-77"})
    answer = tokenizer.answer(parts)
    copied = answer[1:-2]
    assert any(prompt[at : at + len(copied)] == copied for at in range(len(prompt)))
    assert answer[-1] == tokenizer.eos
    assert tokenizer.text(answer) == answer_text(parts)


def test_no_text_stands_twice_in_the_vocabulary(tokenizer: NanoTokenizer) -> None:
    everything = [*tokenizer.pieces, *tokenizer.controls]
    assert len(set(everything)) == len(everything) == len(tokenizer)
    assert set(functional_tokens()) <= set(tokenizer.controls)


def test_saving_keeps_every_token(tokenizer: NanoTokenizer, tmp_path: Path) -> None:
    tokenizer.save(tmp_path / "tokenizer.json")
    again = NanoTokenizer.load(tmp_path / "tokenizer.json")
    assert (again.pieces, again.merges, again.controls) == (tokenizer.pieces, tokenizer.merges, tokenizer.controls)
