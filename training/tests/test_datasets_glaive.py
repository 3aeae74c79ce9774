"""The Glaive builder as it is started, over files and over a hub that stands on this machine."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tool_router_training.datasets.rows import Problems, read_rows

FOLDER = Path(__file__).parents[1]
TOPICS = ("ferry", "loaf", "fence", "candle", "kite", "bell")


def sample(topic: str, number: int) -> dict[str, str]:
    function = {
        "name": f"get_{topic}",
        "description": f"Order one {topic}",
        "parameters": {"type": "object", "properties": {"whose": {"type": "string"}}, "required": ["whose"]},
    }
    call = f"""{{"name": "get_{topic}", "arguments": '{{"whose": "Ida's no {number}"}}'}}"""
    return {
        "system": f"SYSTEM: Use them if required -\n{json.dumps(function, indent=4)}",
        "chat": f"USER: Order Ida's no {number} {topic}\n\n\nASSISTANT: <functioncall> {call} <|endoftext|>\n\n\nFUNCTION RESPONSE: {{}}\n",
    }


SAMPLES = [sample(topic, number) for number in range(5) for topic in TOPICS]


def start(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tool_router_training.datasets.glaive", *map(str, arguments)],
        cwd=FOLDER,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_rows_are_the_same_for_a_seed_whatever_the_file_looks_like(tmp_path: Path) -> None:
    array, lines = tmp_path / "glaive.json", tmp_path / "glaive.jsonl"
    array.write_text(json.dumps(SAMPLES, indent=1))
    lines.write_text("".join(json.dumps(one) + "\n" for one in SAMPLES))
    one, two, three = (tmp_path / f"{name}.out" for name in ("one", "two", "three"))
    assert start(array, "--seed", "4", "--count", "9", "--out", one).stdout == f"9 rows in {one}\n"
    start(array, "--seed", "4", "--count", "9", "--out", two)
    start(lines, "--seed", "5", "--out", three)
    assert one.read_bytes() == two.read_bytes()
    rows = read_rows(three, Problems(strict=True))
    assert len(rows) == len(SAMPLES)
    assert rows[0]["calls"] == [{"name": "get_ferry", "arguments": {"whose": "Ida's no 0"}}]
    assert {len(row["tools"]) for row in rows} == {1, 2, 3, 4, 5}, "none to four distractors"
    assert rows[0]["family"] == "glaive:get_ferry"


def test_a_broken_sample_is_named_by_its_line_and_left_out_or_refused(tmp_path: Path) -> None:
    file, out = tmp_path / "glaive.jsonl", tmp_path / "rows.jsonl"
    broken = {**SAMPLES[1], "chat": SAMPLES[1]["chat"].replace("get_loaf", "get_cake")}
    file.write_text(
        "\n".join([json.dumps(SAMPLES[0]), "{", json.dumps(broken), json.dumps(SAMPLES[2]), '{"chat": ""}'])
    )
    done = start(file, "--out", out)
    assert done.returncode == 0
    assert [one["request"] for one in read_rows(out, Problems(strict=True))] == [
        "Order Ida's no 0 ferry",
        "Order Ida's no 0 fence",
    ]
    assert f"{file}:2: no JSON" in done.stderr
    assert f'{file}:3: the call names the tool "get_cake", which is not offered' in done.stderr
    assert f"{file}:5: a sample has the texts" in done.stderr
    out.unlink()
    refused = start(file, "--out", out, "--strict")
    assert (refused.returncode, out.exists()) == (1, False)
    assert refused.stderr.startswith(f"{file}:2: ")


def test_an_array_that_breaks_off_is_said_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "glaive.json"
    file.write_text("[\n" + json.dumps(SAMPLES[0]) + ",\n" + json.dumps(SAMPLES[1])[:40])
    done = start(file, "--out", tmp_path / "rows.jsonl")
    assert done.stdout.startswith("1 rows")
    assert f"{file}:3: no JSON from here on" in done.stderr


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    done = start(tmp_path / "none.json", "--out", tmp_path / "rows.jsonl")
    assert (done.returncode, done.stderr) == (1, f"There is no file {tmp_path / 'none.json'}.\n")


class Hub(BaseHTTPRequestHandler):
    """As much of the hub's HTTP interface as fetching a data set asks for."""

    files: dict[str, bytes]

    def do_HEAD(self) -> None:
        self.answer(send_body=False)

    def do_GET(self) -> None:
        self.answer(send_body=True)

    def answer(self, send_body: bool) -> None:
        path = self.path.partition("?")[0]
        name = path.rpartition("/")[2]
        if path.startswith("/api/datasets/tide/chats/tree/"):
            self.send(
                json.dumps(
                    [{"type": "file", "path": one, "size": len(body), "oid": "0"} for one, body in self.files.items()]
                ).encode(),
                send_body,
            )
        elif path.startswith("/api/datasets/tide/chats"):
            self.send(
                json.dumps(
                    {"id": "tide/chats", "sha": "c" * 40, "siblings": [{"rfilename": one} for one in self.files]}
                ).encode(),
                send_body,
            )
        elif path.startswith("/datasets/tide/chats/resolve/") and name in self.files:
            self.send(self.files[name], send_body)
        else:
            self.send(b"{}", send_body, 404)

    def send(self, body: bytes, send_body: bool, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{hashlib.sha256(body).hexdigest()}"')
        self.send_header("X-Repo-Commit", "c" * 40)
        self.end_headers()
        if send_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def hub() -> Iterator[str]:
    Hub.files = {"README.md": b"", "chats.json": json.dumps(SAMPLES[:3]).encode()}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_data_set_is_fetched_from_the_hub_that_the_environment_names(hub: str, tmp_path: Path) -> None:
    pytest.importorskip("huggingface_hub")
    out = tmp_path / "rows.jsonl"
    settings = {"HF_ENDPOINT": hub, "HF_HOME": str(tmp_path / "home"), "NO_PROXY": "127.0.0.1", "HF_HUB_OFFLINE": "0"}
    done = start("tide/chats", "--out", out, **settings)
    assert done.stdout == f"3 rows in {out}\n", done.stderr
    Hub.files["more.json"] = b"[]"
    several = start("tide/chats", "--out", out, **settings)
    assert several.stderr == "tide/chats holds 2 JSON files: chats.json, more.json. Name one with --file.\n"
    assert start("tide/chats", "--file", "more.json", "--out", out, **settings).stdout == f"0 rows in {out}\n"
    lost = start("tide/nothing", "--out", out, **settings)
    offline = start("tide/other", "--out", out, **{**settings, "HF_HUB_OFFLINE": "1"})
    assert (lost.returncode, offline.returncode) == (1, 1)
    assert offline.stderr.count("\n") == 1
    assert lost.stderr.startswith(f"tide/nothing cannot be fetched from {hub}: ")


def test_a_missing_package_is_named_with_the_command_that_brings_it(tmp_path: Path) -> None:
    (tmp_path / "huggingface_hub.py").write_text("raise ImportError('not here')")
    done = start("tide/chats", "--out", tmp_path / "rows.jsonl", PYTHONPATH=f"{tmp_path}{os.pathsep}{FOLDER}")
    assert done.returncode == 1
    assert "python -m pip install huggingface_hub" in done.stderr
