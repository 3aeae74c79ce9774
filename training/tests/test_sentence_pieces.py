"""A SentencePiece vocabulary: merged by score, bytes for what is no piece, and what may be cut from it."""

from __future__ import annotations

import gguf
import pytest

from tool_router_training.declared.sentence_pieces import PieceEncoder, byte_piece, cut_pieces, usable_pieces

SCORES = {"a": -9.0, "b": -9.5, "▁": -9.6, "ab": -3.0, "ba": -2.0, "aba": -1.0, "▁a": -4.0, "c": -8.0}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ab", ["ab"]),
        ("abb", ["ab", "b"]),
        ("aba", ["aba"]),
        ("bab", ["ba", "b"]),
        (" ab", ["▁", "ab"]),
        (" ac", ["▁a", "c"]),
        ("a  a", ["a", "▁", "▁a"]),
        ("é", ["<0xC3>", "<0xA9>"]),
        ("▁a", ["▁a"]),
        ("", []),
    ],
)
def test_neighbours_are_merged_by_score(text: str, pieces: list[str]) -> None:
    assert PieceEncoder(SCORES).encode(text) == pieces


def test_pieces_of_one_score_are_merged_from_the_left() -> None:
    scores = {"a": -9.0, "aa": -1.0, "aaa": -2.0}
    assert PieceEncoder(scores).encode("aaaaa") == ["aa", "aaa"]


def test_characters_that_are_no_piece_can_still_be_part_of_one() -> None:
    assert PieceEncoder({"xy": -1.0}).encode("xyx") == ["xy", "<0x78>"]


def vocabulary(pieces: dict[str, float]) -> tuple[list[str], list[float], list[int]]:
    kinds = gguf.TokenType
    marked = {
        "<eos>": (-1000.0, kinds.CONTROL),
        "\n": (-1000.0, kinds.USER_DEFINED),
        "<b>": (-1000.0, kinds.USER_DEFINED),
    }
    tokens = [*marked, *map(byte_piece, range(256)), *pieces]
    scores = [*(score for score, _ in marked.values()), *[0.0] * 256, *pieces.values()]
    types = [*(int(kind) for _, kind in marked.values()), *[int(kinds.BYTE)] * 256, *[int(kinds.NORMAL)] * len(pieces)]
    return tokens, scores, types


def test_a_cut_keeps_bytes_and_all_that_used_pieces_are_made_of() -> None:
    whole = vocabulary(SCORES | {"cc": -7.0, "ccc": -6.0})
    cut = cut_pieces(whole, [], ["aba aba", "\n"], 256 + 5)
    assert set(map(byte_piece, range(256))) < set(cut.pieces)
    assert {"a", "b", "ba", "aba"} <= set(cut.pieces) and "ccc" not in cut.pieces
    kept = dict(zip(cut.pieces, cut.scores, strict=True))
    assert PieceEncoder(kept).encode("aba") == ["aba"]
    assert [whole[0][number] for number in cut.origin] == cut.pieces


def test_every_piece_that_is_kept_is_reached_by_its_own_text() -> None:
    whole = vocabulary(SCORES)
    cut = cut_pieces(whole, [], ["ab aba c"], 400)
    encoder = PieceEncoder(dict(zip(cut.pieces, cut.scores, strict=True)))
    assert all(encoder.encode(piece) == [piece] for piece in cut.pieces if not piece.startswith("<0x"))


def test_plain_text_can_never_be_merged_to_a_mark() -> None:
    whole = vocabulary({"<eo": -1.0, "s>": -2.0, "s": -3.0, ">": -4.0, "o▁s": -5.0, ":": -6.0, "true": -7.0})
    usable = usable_pieces(whole, ["<eos>", ":true"])
    assert "<eo" not in usable or "s>" not in usable
    assert usable.keys().isdisjoint({"<eos>", "<b>", "o▁s"})
    assert {"\n", ":", "true", "s", ">"} <= usable.keys()
