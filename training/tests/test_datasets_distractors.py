"""Distractors are other tools than the row's own, and no tool that may answer the request too."""

from __future__ import annotations

import random

from tool_router_training.datasets.distractors import Distractors, topic_words


def tool(name: str, description: str = "") -> dict[str, object]:
    return {"name": name, "description": description, "inputSchema": {"type": "object", "properties": {}}}


GOLD = tool("get_tide", "Tide at a harbour")
OTHERS = [GOLD, tool("list_tides"), tool("bake_bread", "Bakes a loaf"), tool("paintFence"), tool("get")]


def draw(request: str, called: bool, most: int = 4) -> set[str]:
    seen: set[str] = set()
    for seed in range(40):
        tools = Distractors(OTHERS).beside([GOLD], request, called, most, random.Random(seed))
        assert [one["name"] for one in tools].count("get_tide") == 1
        seen |= {one["name"] for one in tools}
    return seen


def test_a_near_duplicate_of_the_called_tool_is_never_offered() -> None:
    assert draw("when is high tide", called=True) == {"get_tide", "bake_bread", "paintFence"}


def test_where_nothing_fits_no_tool_that_the_request_names_is_offered() -> None:
    assert draw("bake two loaves of bread", called=False) == {"get_tide", "paintFence"}
    assert draw("a loaf, please", called=False) == {"get_tide", "paintFence"}


def test_the_same_seed_draws_the_same_tools() -> None:
    one, two = (
        Distractors(order).beside([GOLD], "tide", True, 3, random.Random(7)) for order in (OTHERS, OTHERS[::-1])
    )
    assert one == two
    assert Distractors(OTHERS).beside([GOLD], "tide", True, 0, random.Random(7)) == [GOLD]
    assert Distractors([]).beside([GOLD], "tide", True, 3, random.Random(7)) == [GOLD]


def test_topic_words_know_snake_and_camel_case() -> None:
    assert topic_words("getTideTables_v2") == {"tide", "table"}
