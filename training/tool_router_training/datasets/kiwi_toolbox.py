"""The built-in tools as a dataset builder needs them: without the arguments that no request says, because the host adds them."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import cache
from typing import Any

from tool_router_training.contract import read_contract
from tool_router_training.datasets.gold import check_call

HOST_ARGUMENTS = ("project_path",)
HOST_PARAMETERS = ("confirm",)


@cache
def kiwi_tools() -> tuple[dict[str, Any], ...]:
    """The tools of contract/kiwi/tools.json."""
    tools = copy.deepcopy(read_contract("kiwi/tools.json"))
    for tool in tools:
        schema = tool["inputSchema"]
        schema["properties"] = {name: one for name, one in schema["properties"].items() if name not in HOST_ARGUMENTS}
        schema["required"] = [name for name in schema["required"] if name not in HOST_ARGUMENTS]
    return tuple(tools)


def kiwi_call(name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """A gold call: without what the host adds, and with the source that load has when none is said. @raises BadGold"""
    kept = {key: value for key, value in arguments.items() if key not in HOST_ARGUMENTS}
    parameters = kept.get("parameters")
    if isinstance(parameters, Mapping):
        kept["parameters"] = {key: value for key, value in parameters.items() if key not in HOST_PARAMETERS}
        if not kept["parameters"]:
            del kept["parameters"]
    if name == "load":
        kept.setdefault("source", "project")
    call = {"name": name, "arguments": kept}
    check_call(call, kiwi_tools())
    return call
