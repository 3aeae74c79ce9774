"""Writes a tuned model as ONNX and runs it once with onnxruntime: its logits must be those of the weights.

Run as: python -m tool_router_training.exports.onnx --base qwen3 --adapter runs/lora/adapter --out runs/lora/onnx
The graph takes input_ids (batch × sequence) and gives logits; it reads the whole text each time, without a cache of earlier tokens.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tool_router_training.contract import NUMBER
from tool_router_training.exports.facts import Facts
from tool_router_training.lora.bases import check_architecture, default_style, find_base
from tool_router_training.lora.load_base import load_tuned
from tool_router_training.lora.packages import check_extra
from tool_router_training.lora.rows_to_chat import STYLES
from tool_router_training.preflight import NotReady, check_folder

BIGGEST = 1_900_000_000
FARTHEST = 1e-2  # Largest difference of a logit that rounding explains.


def write_onnx(model: Any, tokenizer: Any, facts: Facts, folder: Path) -> Path:
    """`model` is transformers', without PEFT around it. Metadata goes into the file, the tokenizer beside it. @raises NotReady, OSError"""
    import torch

    model = model.float().eval()
    ids = torch.tensor([[1, 2, 3, 4, 5], [5, 4, 3, 2, 1]])
    with torch.no_grad():
        program = torch.onnx.export(
            only_logits(model),
            (ids,),
            input_names=["input_ids"],
            output_names=["logits"],
            dynamic_shapes=({0: torch.export.Dim("batch"), 1: torch.export.Dim("sequence")},),
            dynamo=True,
            verbose=False,
        )
    if program is None:
        raise NotReady("torch wrote no ONNX program.")
    told = {**facts.strings(), "tool_router.contract": str(NUMBER), "general.license": facts.licence or "unknown"}
    program.model.metadata_props.update({**told, "tokenizer.chat_template": facts.chat_template})
    # Protobuf ends at 2 GB; bigger weights lie in a file beside it. Both are moved in when they have been checked.
    is_big = sum(weight.numel() * 4 for weight in model.parameters()) > BIGGEST
    with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as part:
        program.save(Path(part) / "model.onnx", external_data=is_big)
        check_onnx(Path(part) / "model.onnx", model)
        for file in sorted(Path(part).iterdir(), reverse=True):
            os.replace(file, folder / file.name)
    tokenizer.save_pretrained(folder)
    (folder / "router.json").write_text(json.dumps({"name": facts.name, **told}, indent=2) + "\n", encoding="utf-8")
    return folder / "model.onnx"


def check_onnx(path: Path, model: Any) -> float:
    """Runs the file on other sizes than it was made with. @returns the farthest logit. @raises NotReady when it is too far"""
    import onnxruntime
    import torch

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    ids = torch.randint(1, model.config.vocab_size, (1, 19), generator=torch.Generator().manual_seed(1))
    (theirs,) = session.run(["logits"], {"input_ids": ids.numpy()})
    with torch.no_grad():
        ours = model(input_ids=ids).logits
    farthest = float((torch.from_numpy(theirs) - ours).abs().max())
    if not farthest <= FARTHEST:
        raise NotReady(f"The ONNX file computes something else than the weights: a logit is off by {farthest:.3g}.")
    return farthest


def only_logits(model: Any) -> Any:
    """A module that takes ids and gives logits, nothing else."""
    import torch

    class Logits(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
            logits: torch.Tensor = self.model(input_ids=input_ids, use_cache=False).logits
            return logits

    return Logits().eval()


def main() -> int:
    """0 when the file is written and checked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True, help="hub id, folder, .gguf file, or package:NAME")
    parser.add_argument("--adapter", type=Path, help="PEFT folder; without it the base is written")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--style", choices=STYLES, help="how calls are written; default by the base")
    arguments = parser.parse_args()
    try:
        check_extra("onnx")
        check_folder(arguments.out)
        base = find_base(arguments.base)
        model, tokenizer = load_tuned(base, arguments.adapter)
        style = arguments.style or default_style(check_architecture(model.config.model_type, base.name))
        path = write_onnx(model, tokenizer, Facts(base.name, base.name, base.licence, style), arguments.out)
    except (NotReady, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    print(f"{path}  {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
