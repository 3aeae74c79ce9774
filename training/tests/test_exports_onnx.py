"""An ONNX file is run by onnxruntime and writes the answers of its weights; CoreML is refused where it cannot be run."""

from __future__ import annotations

import json
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from tiny_base import make_base, make_rows

from tool_router_training.exports import coreml, onnx
from tool_router_training.exports.facts import Facts
from tool_router_training.lora.bases import find_base
from tool_router_training.lora.examples import prompt_ids
from tool_router_training.lora.load_base import load_tuned
from tool_router_training.lora.rows_to_chat import read_chats
from tool_router_training.preflight import NotReady

MISSING = 'ONNX files need transformers, onnx, onnxscript and onnxruntime: pip install -e "training[onnx]"'


def test_an_onnx_file_answers_as_its_weights(tmp_path: Path) -> None:
    for package in ("transformers", "onnx", "onnxscript"):
        pytest.importorskip(package, reason=MISSING)
    runtime = pytest.importorskip("onnxruntime", reason=MISSING)
    from tool_router_training.lora.greedy import greedy_ids

    base = find_base(str(make_base(tmp_path / "qwen3", "qwen3")))
    model, tokenizer = load_tuned(base, None)
    path = onnx.write_onnx(model, tokenizer, Facts("tiny", base.name, "mit", "qwen", "ab" * 32), tmp_path)
    session = runtime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    said = session.get_modelmeta().custom_metadata_map
    assert (said["tool_router.format"], said["general.license"], said["tool_router.contract"]) == ("qwen", "mit", "1")
    assert said["tool_router.toolset_sha256"] == "ab" * 32
    assert "<tool_call>" in said["tokenizer.chat_template"]
    assert not list(tmp_path.glob(".part-*"))
    for chat in islice(read_chats(make_rows(tmp_path / "rows.jsonl", 4), "qwen"), 4):
        ids = prompt_ids(chat, tokenizer)
        wanted = greedy_ids(model, ids, tokenizer.eos_token_id, 6)
        written: list[int] = []
        for _ in wanted:
            (logits,) = session.run(["logits"], {"input_ids": np.array([ids + written])})
            written.append(int(logits[0, -1].argmax()))
        assert written == wanted

    # Other weights are not what the file computes.
    model.lm_head.weight.data[:, 0] += 1
    with pytest.raises(NotReady, match="computes something else than the weights"):
        onnx.check_onnx(path, model)


def test_coreml_is_refused_off_macos(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("platform.system", lambda: "Linux")
    monkeypatch.setattr(sys, "argv", ["coreml", "--base", "qwen3", "--out", str(tmp_path / "x.mlpackage")])
    assert coreml.main() == 1
    assert capsys.readouterr().err == (
        "CoreML files are written on macOS, where they can be run and checked; this is Linux. Export GGUF or ONNX here.\n"
    )
    assert not list(tmp_path.iterdir())


def test_coreml_asks_for_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(NotReady, match=r"training\[coreml\]"):
        coreml.check_machine("Darwin")


def test_the_facts_leave_out_what_is_not_known() -> None:
    assert "tool_router.toolset_sha256" not in json.dumps(Facts("a", "b", "mit", "qwen").strings())
