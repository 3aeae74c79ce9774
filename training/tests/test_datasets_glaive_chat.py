"""One Glaive sample: its functions, turns and calls, with the apostrophes and line breaks that such texts hold."""

from __future__ import annotations

import pytest

from tool_router_training.datasets.glaive_chat import BadSample, Turn, read_call, read_functions, split_turns

SYSTEM = """SYSTEM: You are a helpful assistant with access to the following functions. Use them if required -
{
    "name": "post_note",
    "description": "Pin a note {here}",
    "parameters": {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
}

{"name": "list_notes", "description": "All notes", "parameters": {}}
"""


def test_functions_are_read_one_after_the_other() -> None:
    first, second = read_functions(SYSTEM)
    assert first["description"] == "Pin a note {here}"
    assert first["inputSchema"]["required"] == ["text"]
    assert second == {
        "name": "list_notes",
        "description": "All notes",
        "inputSchema": {"type": "object", "properties": {}},
    }
    assert read_functions("SYSTEM: You are a helpful assistant, with no access to external functions.") == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('Use them - {"name": "a", ', "no JSON"),
        ('{"description": "no name"}', "needs a"),
        ('{"name": "a", "parameters": {"properties": []}}', "no JSON schema"),
        ('{"name": "a"} {"name": "a"}', "same name"),
    ],
)
def test_a_broken_function_is_named(text: str, why: str) -> None:
    with pytest.raises(BadSample, match=why):
        read_functions(text)


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("""{"name": "n", "arguments": '{"text": "water the ferns"}'} """, {"text": "water the ferns"}),
        ("""{"name": "n", "arguments": '{"text": "it's Ida's, isn't it"}'}""", {"text": "it's Ida's, isn't it"}),
        ("""{"name": "n", "arguments": '{"text": "it\\'s late"}'}""", {"text": "it's late"}),
        ("""{"name": "n", "arguments": '{"text": "ends in \\\\"}'}""", {"text": "ends in \\"}),
        ("""{"name": "n", "arguments": '{"text": "'}', he said"}'}""", {"text": "'}', he said"}),
        ("""{"name": "n", "arguments": '{"text": "say \\"hi\\""}'}""", {"text": 'say "hi"'}),
        ("""{"name": "n", "arguments": '{"text": "two\nlines"}'}""", {"text": "two\nlines"}),
        ("""{"arguments": '{"at": [1, 2]}', "name": "n"}""", {"at": [1, 2]}),
        ("""{"name": "n", "arguments": {"text": "plain"}}""", {"text": "plain"}),
        ("""{"name": "n", "arguments": "{\\"text\\": \\"a string\\"}"}""", {"text": "a string"}),
        ("""{"name": "n", "arguments": ''}""", {}),
        ("""{"name": "n"}""", {}),
    ],
)
def test_arguments_are_read_however_they_are_quoted(text: str, arguments: object) -> None:
    assert read_call(text) == {"name": "n", "arguments": arguments}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1]",
        """{"name": "n", "arguments": '{"text": "cut"}""",
        """{"name": "n", "arguments": '{"text": }'}""",
        """{"name": "n", "arguments": '[1]'}""",
        """{"arguments": '{}'}""",
    ],
)
def test_a_broken_call_is_refused(text: str) -> None:
    with pytest.raises(BadSample):
        read_call(text)


def test_a_chat_is_split_at_its_turns_only() -> None:
    chat = """USER: Pin "it's USER: 5" please


ASSISTANT: Sure. <functioncall> {"name": "post_note", "arguments": '{"text": "it's USER: 5"}'} <|endoftext|>


FUNCTION RESPONSE: {"status": "pinned"}


ASSISTANT: Done.
Anything else? <|endoftext|>


USER: No
"""
    assert split_turns(chat) == [
        Turn("USER", 'Pin "it\'s USER: 5" please'),
        Turn("ASSISTANT", "Sure.", {"name": "post_note", "arguments": {"text": "it's USER: 5"}}),
        Turn("FUNCTION RESPONSE", '{"status": "pinned"}'),
        Turn("ASSISTANT", "Done.\nAnything else?"),
        Turn("USER", "No"),
    ]


def test_text_before_the_first_turn_is_refused() -> None:
    with pytest.raises(BadSample, match="does not begin"):
        split_turns("Hello there")


def test_a_short_mark_of_the_assistant_counts_after_an_empty_line_only() -> None:
    chat = 'USER: Complete this\nQ: why\nA: because\n\n\nA: <functioncall> {"name": "n", "arguments": \'{}\'}'
    assert split_turns(chat) == [
        Turn("USER", "Complete this\nQ: why\nA: because"),
        Turn("ASSISTANT", "", {"name": "n", "arguments": {}}),
    ]
