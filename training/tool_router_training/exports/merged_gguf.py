"""Writes a transformers model, with its LoRA merged in, as GGUF in F16 or Q8_0; the quantizer makes the rest.

Run as: python -m tool_router_training.exports.merged_gguf --base qwen3 --adapter runs/lora/adapter --out router.gguf
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import gguf
import numpy as np
from gguf.quants import quantize

from tool_router_training.exports.facts import Facts
from tool_router_training.exports.gguf_copy import copy_fields
from tool_router_training.exports.gguf_sizes import write_sizes
from tool_router_training.exports.gguf_vocabulary import write_vocabulary
from tool_router_training.exports.llama_names import Weight, llama_name, turn_weight
from tool_router_training.lora.bases import Base, check_architecture, default_style, find_base
from tool_router_training.lora.load_base import load_tuned
from tool_router_training.lora.packages import check_extra
from tool_router_training.lora.rows_to_chat import STYLES
from tool_router_training.preflight import NotReady

Precision = Literal["f16", "q8_0"]


def write_merged(
    model: Any, tokenizer: Any, base: Base, facts: Facts, path: Path, precision: Precision = "f16"
) -> Path:
    """`model` is transformers', without PEFT around it. A GGUF base keeps its own vocabulary. @raises NotReady, OSError"""
    architecture = check_architecture(model.config.model_type, base.name)
    part = path.with_name(path.name + ".part")
    writer = gguf.GGUFWriter(part, architecture)
    writer.add_type("model")
    facts.write(writer, "All weights of")
    writer.add_file_type(gguf.LlamaFileType[f"MOSTLY_{precision.upper()}"])
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    if base.gguf_path:
        copy_fields(base.gguf_path, writer)
    else:
        write_sizes(model.config, architecture, writer)
        write_vocabulary(tokenizer, model.config.vocab_size, writer)
    writer.add_chat_template(facts.chat_template)
    kind = gguf.GGMLQuantizationType[precision.upper()]
    for name, weight in named_weights(model, architecture):
        if weight.ndim == 1:
            writer.add_tensor(name, weight)
            continue
        if weight.shape[-1] % 32 and precision == "q8_0":
            raise NotReady(f"{name} has rows of {weight.shape[-1]} values; Q8_0 needs a multiple of 32. Export F16.")
        writer.add_tensor(name, quantize(weight, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    os.replace(part, path)
    return path


def named_weights(model: Any, architecture: str) -> Iterator[tuple[str, Weight]]:
    """Every weight under llama.cpp's name, float32. @raises ValueError for a weight that has none"""
    config = model.config
    for key, tensor in model.state_dict().items():
        if key == "lm_head.weight" and config.tie_word_embeddings:
            continue
        module, _, leaf = key.rpartition(".")
        name = f"{llama_name(module, architecture)}.{leaf}"
        weight: Weight = tensor.detach().float().cpu().contiguous().numpy()
        turned = turn_weight(name, weight, architecture, config.num_attention_heads, config.num_key_value_heads)
        yield name, np.ascontiguousarray(turned)


def main() -> int:
    """0 when the file is written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True, help="hub id, folder, .gguf file, or package:NAME")
    parser.add_argument("--adapter", type=Path, help="PEFT folder; without it the base is written")
    parser.add_argument("--out", type=Path, required=True, help="the .gguf to write")
    parser.add_argument("--precision", choices=("f16", "q8_0"), default="q8_0")
    parser.add_argument("--style", choices=STYLES, help="how calls are written; default by the base")
    arguments = parser.parse_args()
    try:
        check_extra("lora")
        base = find_base(arguments.base)
        model, tokenizer = load_tuned(base, arguments.adapter)
        style = arguments.style or default_style(check_architecture(model.config.model_type, base.name))
        facts = Facts(arguments.out.stem, base.name, base.licence, style)
        write_merged(model, tokenizer, base, facts, arguments.out, arguments.precision)
    except (NotReady, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
