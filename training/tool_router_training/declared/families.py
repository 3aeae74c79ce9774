"""Which model and which vocabulary go with a base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tool_router_training.declared.base_gguf import Base
from tool_router_training.declared.cut_gemma import CutGemma, GemmaShape
from tool_router_training.declared.cut_llama import CutLlama
from tool_router_training.declared.cut_model import CutModel, CutShape
from tool_router_training.declared.sentence_pieces import cut_pieces
from tool_router_training.declared.vocabulary import CutVocabulary, control_texts, cut_vocabulary


def cut_model(base: Base, layers: Sequence[int], vocabulary: CutVocabulary) -> CutModel:
    """These layers of a base, with the kept part of its vocabulary."""
    match base.family:
        case "llama":
            return CutLlama.cut(base, layers, vocabulary)
        case "gemma3":
            return CutGemma.cut(base, layers, vocabulary)


def model_of(shape: Mapping[str, Any]) -> CutModel:
    """An empty model of a checkpoint's shape; only a Gemma's has a window."""
    return CutGemma(GemmaShape(**shape)) if "window" in shape else CutLlama(CutShape(**shape))


def cut_tokens(base: Base, texts: Iterable[str], size: int) -> CutVocabulary:
    """`size` pieces of the base's vocabulary, chosen by their use in `texts`."""
    if base.family == "llama":
        return cut_vocabulary(base.tokens, base.merges, texts, size)
    kept = cut_pieces((base.tokens, base.scores, base.token_types), control_texts(), texts, size)
    return CutVocabulary(kept.pieces, [], kept.origin, kept.scores)
