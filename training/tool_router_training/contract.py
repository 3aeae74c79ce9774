"""Reads contract/, the facts that training and TypeScript must agree on."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

NUMBER = 1


def contract_folder() -> Path:
    """The contract beside this package's repository, or where TOOL_ROUTER_CONTRACT points. @raises FileNotFoundError"""
    folder = Path(os.environ.get("TOOL_ROUTER_CONTRACT") or Path(__file__).parents[2] / "contract")
    if not (folder / "markers.json").is_file():
        raise FileNotFoundError(
            f"No contract in {folder}. Set TOOL_ROUTER_CONTRACT to the folder that holds markers.json."
        )
    return folder


def read_contract(name: str) -> Any:
    """A JSON file of the contract, for example "kiwi/tools.json"."""
    return json.loads((contract_folder() / name).read_text(encoding="utf-8"))


@cache
def markers() -> dict[str, str]:
    """FunctionGemma's marks by role: bos, eos, turn_start, quote …"""
    return dict(read_contract("markers.json")["functiongemma"])


def format_marks(family: str) -> tuple[str, ...]:
    """The control tokens of a model family, which foreign text must not spell."""
    return tuple(read_contract("markers.json")[family].values())


@cache
def functional_tokens() -> tuple[str, ...]:
    """Texts of the extra vocabulary entries of a model tuned on the Kiwi tools."""
    return tuple(read_contract("kiwi/functionalTokens.json")["tokens"])


@cache
def dispatch() -> dict[str, Any]:
    """Directives and parameter keys that a request may mean without spelling them."""
    return dict(read_contract("kiwi/dispatch.json"))


def chat_template(family: str = "functiongemma") -> str:
    """The Jinja text of a model family (functiongemma, qwen); FunctionGemma's goes into our GGUFs."""
    return (contract_folder() / "formats" / f"{family}.jinja").read_text(encoding="utf-8")


def toolset_sha256(tools: Any) -> str:
    """sha256 of canonical JSON: sorted keys, no white space, plain unicode."""
    canonical = json.dumps(tools, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()
