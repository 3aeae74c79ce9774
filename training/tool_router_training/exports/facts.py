"""What every export says of itself: where it comes from, under which terms, and how it wants to be asked."""

from __future__ import annotations

from dataclasses import dataclass

import gguf

from tool_router_training.contract import NUMBER, chat_template
from tool_router_training.lora.rows_to_chat import Style


@dataclass(frozen=True, slots=True)
class Facts:
    """`toolset_sha256` is the hash of the tools in the rows; empty when nothing is known of them."""

    name: str
    base: str
    licence: str
    style: Style
    toolset_sha256: str = ""

    def strings(self) -> dict[str, str]:
        """The keys that the router and people read, as text; the contract's number is one of them."""
        known = {
            "tool_router.prompt_style": "declared",
            "tool_router.format": self.style,
            "tool_router.base": self.base,
            "tool_router.toolset_sha256": self.toolset_sha256,
        }
        return {key: value for key, value in known.items() if value}

    def write(self, writer: gguf.GGUFWriter, what: str) -> None:
        """Into a GGUF file; `what` is said in the description."""
        writer.add_name(self.name)
        writer.add_description(f"{what} {self.base}, tuned to call declared tools")
        writer.add_license(self.licence or "unknown")
        writer.add_languages(["en"])
        for key, value in self.strings().items():
            writer.add_string(key, value)
        writer.add_uint32("tool_router.contract", NUMBER)

    @property
    def chat_template(self) -> str:
        """The Jinja text that the rows were rendered with."""
        return chat_template(self.style)
