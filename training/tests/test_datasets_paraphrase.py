"""Paraphrasing by an endpoint that stands on this machine: filtered, counted, gone on with after an interruption."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tool_router_training.datasets.rows import Problems, Row, read_rows, write_rows

FOLDER = Path(__file__).parents[1]
TOOL = {
    "name": "weigh",
    "description": "",
    "inputSchema": {"type": "object", "properties": {"what": {"type": "string"}}},
}
Reply = tuple[int, Any]


def rows(*what: str) -> list[Row]:
    return [
        Row(
            id=f"w-{one}",
            request=f"weigh the {one}",
            tools=[TOOL],
            calls=[{"name": "weigh", "arguments": {"what": one}}],
            tags=["call"],
        )
        for one in what
    ]


def chat(*texts: str) -> Reply:
    content = f"Here you are:\n```json\n{json.dumps(texts)}\n```"
    return 200, {
        "choices": [{"message": {"content": content}}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 10},
    }


def said_well(what: str) -> Reply:
    return chat(f"could you weigh that {what}?", "weigh it", f"the {what}, put it on the scales")


class Endpoint:
    """Answers by the item that the request names, and keeps what it was sent."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.keys: list[str | None] = []
        self.answer: Callable[[str], Reply] = said_well
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                what = body["messages"][1]["content"].rpartition("letter by letter: ")[2]
                endpoint.asked.append(what)
                endpoint.keys.append(self.headers.get("Authorization"))
                status, reply = endpoint.answer(what)
                status = status if self.path == "/v1/chat/completions" else 404
                sent = json.dumps(reply).encode()
                self.send_response(status)
                self.send_header("Retry-After", "0")
                self.send_header("Content-Length", str(len(sent)))
                self.end_headers()
                self.wfile.write(sent)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    made = Endpoint()
    yield made
    made.server.shutdown()
    made.server.server_close()


def start(folder: Path, endpoint: Endpoint, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = ["rows.jsonl", "--url", endpoint.url, "--model", "tiny", "--out", "more.jsonl", *arguments]
    return subprocess.run(
        [sys.executable, "-m", "tool_router_training.datasets.paraphrase", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(FOLDER), "NO_PROXY": "127.0.0.1", "OPENAI_API_KEY": "", **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_paraphrases_keep_the_call_and_what_loses_it_is_dropped(endpoint: Endpoint, tmp_path: Path) -> None:
    write_rows(tmp_path / "rows.jsonl", rows("cod", "eel"))
    done = start(tmp_path, endpoint, "--price-in", "5", "--price-out", "50", OPENAI_API_KEY="k1")
    assert done.stdout == "4 rows in more.jsonl\n", done.stderr
    assert "2 asked, 0 found from before, 200 tokens sent, 20 received, cost 0.0020" in done.stderr
    assert "dropped 2: it loses" in done.stderr
    made = read_rows(tmp_path / "more.jsonl", Problems(strict=True))
    assert [one["request"] for one in made][:2] == ["could you weigh that cod?", "the cod, put it on the scales"]
    assert [one["id"] for one in made] == ["w-cod~1", "w-cod~3", "w-eel~1", "w-eel~3"]
    assert made[0]["calls"] == [{"name": "weigh", "arguments": {"what": "cod"}}]
    assert (made[0]["tags"], made[0]["family"]) == (["call", "paraphrased"], "weigh the cod")
    assert endpoint.keys == ["Bearer k1"] * 2


def test_an_interrupted_run_goes_on_and_asks_nothing_twice(endpoint: Endpoint, tmp_path: Path) -> None:
    write_rows(tmp_path / "rows.jsonl", rows("cod", "eel", "ray"))
    endpoint.answer = lambda what: said_well(what) if what == "cod" else (401, "no key")
    broken = start(tmp_path, endpoint)
    assert broken.returncode == 1
    assert "answers 401" in broken.stderr
    assert not (tmp_path / "more.jsonl").exists()
    with (tmp_path / "more.jsonl.answers.jsonl").open("a") as file:
        file.write('{"key": "cut o')
    endpoint.answer = said_well
    assert start(tmp_path, endpoint).stdout == "6 rows in more.jsonl\n"
    assert endpoint.asked == ["cod", "eel", "eel", "ray"]
    first = (tmp_path / "more.jsonl").read_bytes()
    again = start(tmp_path, endpoint)
    assert "0 asked, 3 found from before" in again.stderr
    assert (tmp_path / "more.jsonl").read_bytes() == first
    assert start(tmp_path, endpoint, "--count", "3").stdout == "3 rows in more.jsonl\n"
    assert len(endpoint.asked) == 4


def test_a_busy_endpoint_is_asked_again(endpoint: Endpoint, tmp_path: Path) -> None:
    write_rows(tmp_path / "rows.jsonl", rows("cod"))
    replies = [(429, "busy"), (503, "busy")]
    endpoint.answer = lambda what: replies.pop() if replies else said_well(what)
    assert start(tmp_path, endpoint).stdout == "2 rows in more.jsonl\n"
    assert endpoint.asked == ["cod"] * 3


def test_no_more_is_spent_than_allowed(endpoint: Endpoint, tmp_path: Path) -> None:
    write_rows(tmp_path / "rows.jsonl", rows("cod", "eel", "ray"))
    done = start(tmp_path, endpoint, "--price-in", "10000", "--most-cost", "1.5")
    assert (done.returncode, endpoint.asked) == (1, ["cod", "eel"])
    assert "2.0000 is spent, as much as --most-cost allows" in done.stderr


def test_an_answer_that_cannot_be_read_is_named_and_left_out_or_refused(endpoint: Endpoint, tmp_path: Path) -> None:
    inferred = rows("ray")[0] | {"request": "weigh the flat one"}
    write_rows(tmp_path / "rows.jsonl", [*rows("cod", "eel"), inferred])
    refusal = 200, {"choices": [{"message": {"content": "I cannot."}}]}
    endpoint.answer = lambda what: refusal if what == "cod" else said_well(what)
    done = start(tmp_path, endpoint)
    assert done.stdout == "2 rows in more.jsonl, 2 left out\n"
    assert "row w-cod: the answer holds no JSON list" in done.stderr
    assert "row w-ray: a value of its call is not said" in done.stderr
    assert start(tmp_path, endpoint, "--strict").returncode == 1
    endpoint.answer = lambda what: (200, {"error": "no"})
    assert "does not answer as OpenAI's chat completions do" in start(tmp_path, endpoint, "--model", "other").stderr
