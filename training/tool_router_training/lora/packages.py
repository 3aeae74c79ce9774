"""Names the packages of an extra that are missing, with the command that brings them."""

from __future__ import annotations

import importlib.util

from tool_router_training.preflight import NotReady

EXTRAS = {
    "lora": ("transformers", "peft", "trl", "accelerate", "datasets", "safetensors"),
    "unsloth": ("unsloth", "trl", "datasets"),
    "mlx": ("mlx", "mlx_lm"),
    "onnx": ("transformers", "onnx", "onnxscript", "onnxruntime"),
}


def check_extra(extra: str) -> None:
    """@raises NotReady"""
    missing = [name for name in EXTRAS[extra] if importlib.util.find_spec(name) is None]
    if missing:
        raise NotReady(
            f'Python packages are missing: {", ".join(missing)}. Install them with: python -m pip install -e "training[{extra}]"'
        )
