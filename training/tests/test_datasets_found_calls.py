"""Tool calls are found in the source of tests, Python and other, with the user's words before them."""

from __future__ import annotations

import pytest

from tool_router_training.datasets.found_calls import BrokenCall, Found, FoundCall
from tool_router_training.datasets.found_python import find_in_python
from tool_router_training.datasets.found_text import find_in_text

PYTHON = '''
def test_tagged():
    text = 'Sure. <tool_call>{"name": "moor", "arguments": {"pier": "it\\'s 4"}}</tool_call>'
    two = """
    <tool_call>
    {"name": "moor", "arguments": {"pier": "east"}}
    </tool_call>
    <tool_call>{"name": "moor", broken}</tool_call>
    """

async def test_native():
    messages = [{"role": "user", "content": "moor at pier 7"}]
    reply = {"id": "c1", "type": "function", "function": {"name": "moor", "arguments": '{"pier": "7"}'}}
    other = {"function": {"name": "moor", "arguments": json.dumps({"pier": "8"})}}
    third = {"function": {"name": "moor", "arguments": make(3)}}

def test_called(server):
    server.call_tool("moor", {"pier": "9"})
    server.call_tool("raise_sail")
    moor(pier="10")
    unknown(pier="11")
    moor(pier=number)
    {"name": "moor", "description": "no call"}
'''

AGENT = """
async def test_agent():
    async def model(messages):
        return {"function": {"name": "moor", "arguments": '{"pier": "12"}'}}
    result = await run(model, prompt="moor at 12")

async def test_tool():
    await server.moor.fn(pier="13")
    parse('<tool_call>{"name": "moor", "args": {"pier": "14"}}</tool_call>')
"""


def shown(found: list[Found]) -> list[tuple[object, ...]]:
    return [
        (one.line, one.name, one.arguments.get("pier"), one.request)
        if isinstance(one, FoundCall)
        else (one.line, one.why)
        for one in found
    ]


def test_python_is_read_by_its_own_parser() -> None:
    assert shown(find_in_python(PYTHON, ["moor"])) == [
        (3, "moor", "it's 4", None),
        (5, "moor", "east", None),
        (8, 'no JSON in <tool_call>: {"name": "moor", broken}'),
        (13, "moor", "7", "moor at pier 7"),
        (14, "moor", "8", "moor at pier 7"),
        (15, "the arguments of moor are computed"),
        (18, "moor", "9", None),
        (19, "raise_sail", None, None),
        (20, "moor", "10", None),
        (22, "the arguments of moor are computed"),
    ]


def test_a_prompt_counts_for_the_call_that_its_test_mocks() -> None:
    assert shown(find_in_python(AGENT, ["moor"])) == [
        (4, "moor", "12", "moor at 12"),
        (8, "moor", "13", None),
        (9, "moor", "14", None),
    ]


SCRIPT = r"""
test("native", () => {
  const messages = [{ role: "user", content: 'moor at "pier" 7' }];
  reply({ type: "function", function: { name: 'moor', arguments: '{"pier": "it\'s 7"}' } });
  reply({ function: { name: "moor", arguments: JSON.stringify({ pier: 'o"8', deep: [1, { a: `b` }], }) } });
  reply({ function: { name: "moor", arguments: JSON.stringify({ pier: chosen }) } });
});
it("is tagged", () => {
  parse("<tool_call>{\"name\": \"moor\", \"arguments\": {\"pier\": \"east\"}}</tool_call>");
  parse(`<tool_call>{"name": "moor"</tool_call>`);
});
"""


def test_other_source_is_read_by_its_literals() -> None:
    found = find_in_text(SCRIPT)
    assert shown(found) == [
        (4, "moor", "it's 7", 'moor at "pier" 7'),
        (5, "moor", 'o"8', 'moor at "pier" 7'),
        (6, "arguments that are computed: { pier: chosen }"),
        (9, "moor", "east", None),
        (10, 'no JSON in <tool_call>: {"name": "moor"'),
    ]
    assert isinstance(found[1], FoundCall)
    assert found[1].arguments["deep"] == [1, {"a": "b"}]


def test_json_chats_are_read() -> None:
    text = """[{"role": "user", "content": "moor it"},
      {"role": "assistant", "tool_calls": [{"function": {"name": "moor", "arguments": "{\\"pier\\": \\"2\\"}"}}]}]"""
    assert shown(find_in_text(text)) == [(2, "moor", "2", "moor it")]


@pytest.mark.parametrize(
    "text", ["", "no calls", '{"name": "moor", "arguments": ', '{"name": "moor", "arguments": {"a"']
)
def test_text_without_a_whole_call_has_none(text: str) -> None:
    assert all(isinstance(one, BrokenCall) for one in find_in_text(text))
