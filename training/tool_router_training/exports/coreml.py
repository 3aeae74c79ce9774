"""Writes a tuned model as a CoreML package, on macOS, where it can be run and checked.

Run as: python -m tool_router_training.exports.coreml --base qwen3 --adapter runs/lora/adapter --out runs/lora/router.mlpackage
The program takes input_ids (1 × up to --length) and gives logits; it needs macOS 15 and coremltools.
"""

from __future__ import annotations

import argparse
import importlib.util
import platform
import sys
from pathlib import Path
from typing import Any

from tool_router_training.contract import NUMBER
from tool_router_training.exports.facts import Facts
from tool_router_training.exports.onnx import only_logits
from tool_router_training.lora.bases import check_architecture, default_style, find_base
from tool_router_training.lora.load_base import load_tuned
from tool_router_training.lora.rows_to_chat import STYLES
from tool_router_training.preflight import NotReady

FARTHEST = 0.5  # CoreML computes in 16 bits.


def check_machine(system: str) -> None:
    """@raises NotReady elsewhere than on macOS, or without coremltools"""
    if system != "Darwin":
        raise NotReady(
            f"CoreML files are written on macOS, where they can be run and checked; this is {system}. Export GGUF or ONNX here."
        )
    if importlib.util.find_spec("coremltools") is None:
        raise NotReady('The package coremltools is missing: python -m pip install -e "training[coreml]"')


def write_coreml(model: Any, facts: Facts, path: Path, length: int) -> Path:
    """`model` is transformers', without PEFT around it. @raises NotReady when the program computes something else"""
    import coremltools
    import numpy as np
    import torch

    ids = torch.arange(1, 17).reshape(1, 16)
    with torch.no_grad():
        traced = torch.jit.trace(  # type: ignore[no-untyped-call]
            only_logits(model.float().eval()), (ids,)
        )
        wanted = model(input_ids=ids).logits.numpy()
    shape = (1, coremltools.RangeDim(lower_bound=1, upper_bound=length, default=16))
    program = coremltools.convert(
        traced,
        inputs=[coremltools.TensorType(name="input_ids", shape=shape, dtype=np.int32)],
        outputs=[coremltools.TensorType(name="logits")],
        minimum_deployment_target=coremltools.target.macOS15,
    )
    program.license = facts.licence or "unknown"
    program.short_description = f"{facts.base}, tuned to call declared tools"
    told = {**facts.strings(), "tool_router.contract": str(NUMBER), "tokenizer.chat_template": facts.chat_template}
    program.user_defined_metadata.update(told)
    theirs = program.predict({"input_ids": ids.numpy().astype(np.int32)})["logits"]
    farthest = float(np.abs(theirs - wanted).max())
    if not farthest <= FARTHEST:
        raise NotReady(
            f"The CoreML program computes something else than the weights: a logit is off by {farthest:.3g}."
        )
    program.save(str(path))
    return path


def main() -> int:
    """0 when the package is written and checked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True, help="hub id, folder, .gguf file, or package:NAME")
    parser.add_argument("--adapter", type=Path, help="PEFT folder; without it the base is written")
    parser.add_argument("--out", type=Path, required=True, help="the .mlpackage to write")
    parser.add_argument("--length", type=int, default=2048, help="longest text in tokens")
    parser.add_argument("--style", choices=STYLES, help="how calls are written; default by the base")
    arguments = parser.parse_args()
    try:
        check_machine(platform.system())
        base = find_base(arguments.base)
        model, _ = load_tuned(base, arguments.adapter)
        style = arguments.style or default_style(check_architecture(model.config.model_type, base.name))
        path = write_coreml(model, Facts(base.name, base.name, base.licence, style), arguments.out, arguments.length)
    except (NotReady, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
