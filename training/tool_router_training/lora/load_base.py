"""Loads a base with transformers, as plain weights that can be tuned, wherever they come from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tool_router_training.lora.bases import Base


def load_model(base: Base, dtype: Any, **more: Any) -> Any:
    """A GGUF file's blocks are unpacked. @raises OSError when the base cannot be had"""
    import transformers

    # Newer versions keep the blocks, and call even an unpacked model quantized, which none may tune.
    unpacked = getattr(transformers, "GgufConfig", None) if base.gguf_file else None
    if unpacked:
        more["quantization_config"] = unpacked(dequantize=True)
    model = transformers.AutoModelForCausalLM.from_pretrained(base.place, dtype=dtype, **base.loading, **more)
    if unpacked:
        model.is_quantized, model.hf_quantizer = False, None
        if hasattr(model.config, "quantization_config"):
            del model.config.quantization_config
    return model


def load_tokenizer(base: Base) -> Any:
    """@raises OSError when the base cannot be had"""
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(base.place, **base.loading)


def load_tuned(base: Base, adapter: Path | None) -> tuple[Any, Any]:
    """Model in float32 with the PEFT folder merged in, and tokenizer. @raises OSError"""
    model = load_model(base, "float32", attn_implementation="eager")
    if adapter:
        from peft import PeftModel

        model = PeftModel.from_pretrained(model, adapter).merge_and_unload()
    return model, load_tokenizer(base)
