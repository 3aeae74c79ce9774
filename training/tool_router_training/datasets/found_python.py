"""Tool calls in Python source, read with its own parser: strings with <tool_call>, dicts of OpenAI messages, calls in code."""

from __future__ import annotations

import ast
import json
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from tool_router_training.datasets.found_calls import (
    TAGGED,
    BrokenCall,
    Found,
    FoundCall,
    NotACall,
    as_call,
    read_tagged,
)


def find_in_python(text: str, tools: Collection[str] = ()) -> list[Found]:
    """`tools` are names that count as calls when the code calls them itself: delegate(task="plan"). @raises SyntaxError"""
    finder = _Finder(frozenset(tools))
    finder.visit(ast.parse(text))
    return finder.found


PROMPTS = frozenset({"prompt", "user_prompt", "user_input"})
"""Keywords that hand the user's words to an agent; the mocked answer with the call often stands before them."""


class _Finder(ast.NodeVisitor):
    """Walks in the order of the source. A user message holds until its function ends; so does a prompt, if it is the only one."""

    def __init__(self, tools: frozenset[str]) -> None:
        self.found: list[Found] = []
        self._tools = tools
        self._request: str | None = None
        self._prompts: list[str] = []

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        outer, start = (self._request, self._prompts), len(self.found)
        self._request, self._prompts = None, []
        self.generic_visit(node)
        if len(self._prompts) == 1:
            self.found[start:] = [_with_request(one, self._prompts[0]) for one in self.found[start:]]
        self._request, self._prompts = outer[0], [*outer[1], *self._prompts]

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if not isinstance(node.value, str):
            return
        for match in TAGGED.finditer(node.value):
            # Only a triple-quoted string has the lines of its text.
            lines = node.value.count("\n", 0, match.start()) if node.end_lineno != node.lineno else 0
            line = min(node.lineno + lines, node.end_lineno or node.lineno)
            try:
                name, arguments = read_tagged(match[1])
                self.found.append(FoundCall(line, name, arguments, self._request))
            except NotACall as error:
                self.found.append(BrokenCall(line, str(error)))

    def visit_Dict(self, node: ast.Dict) -> None:
        keys = {
            key.value: value for key, value in zip(node.keys, node.values, strict=True) if isinstance(key, ast.Constant)
        }
        if _literal(keys.get("role")) == "user":
            content = _literal(keys.get("content"))
            self._request = content if isinstance(content, str) and content.strip() else None
        if isinstance(_literal(keys.get("name")), str) and ("arguments" in keys):
            self._add(node.lineno, {"name": _literal(keys["name"]), "arguments": _literal(keys["arguments"])})
            return
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        # FastMCP keeps the function of a tool as tool.fn.
        func = node.func.value if isinstance(node.func, ast.Attribute) and node.func.attr == "fn" else node.func
        called = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
        self._prompts += [
            said for one in node.keywords if one.arg in PROMPTS and isinstance(said := _literal(one.value), str)
        ]
        words = [_literal(one) for one in node.args]
        if called in ("call_tool", "callTool") and words and isinstance(words[0], str):
            given = (
                words[1]
                if len(words) > 1
                else next((_literal(one.value) for one in node.keywords if one.arg == "arguments"), {})
            )
            self._add(node.lineno, {"name": words[0], "arguments": given})
        elif called in self._tools and not node.args and all(one.arg for one in node.keywords):
            self._add(
                node.lineno, {"name": called, "arguments": {str(one.arg): _literal(one.value) for one in node.keywords}}
            )
        self.generic_visit(node)

    def _add(self, line: int, call: dict[str, Any]) -> None:
        arguments = call["arguments"]
        computed = (
            arguments is _COMPUTED
            or isinstance(arguments, dict)
            and any(one is _COMPUTED for one in arguments.values())
        )
        try:
            if computed:
                raise NotACall(f"the arguments of {call['name']} are computed")
            name, read = as_call(call)
            self.found.append(FoundCall(line, name, read, self._request))
        except NotACall as error:
            self.found.append(BrokenCall(line, str(error)))


def _with_request(found: Found, prompt: str) -> Found:
    return replace(found, request=prompt) if isinstance(found, FoundCall) and found.request is None else found


_COMPUTED = object()


def _literal(node: ast.expr | None) -> Any:
    """The value of a literal, or of json.dumps(literal); else _COMPUTED."""
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "dumps" and len(node.args) == 1:
        inner = _literal(node.args[0])
        return inner if inner is _COMPUTED else json.dumps(inner)
    try:
        return ast.literal_eval(node) if node else None
    except (ValueError, TypeError):
        return _COMPUTED
