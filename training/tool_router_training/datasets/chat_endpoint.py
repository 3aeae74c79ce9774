"""Asks any OpenAI-compatible endpoint (POST {url}/chat/completions) for one answer, and counts its tokens."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tool_router_training.datasets.rows import BadSource

TIMEOUT_SECONDS = 120.0
TRIES = 4
LONGEST_WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The text of the first choice. Tokens are 0 where the endpoint does not count them."""

    text: str
    tokens_in: int
    tokens_out: int


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The key goes to the endpoint that was named, and to no other."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class ChatEndpoint:
    """`url` is the address below which chat/completions lies, for example http://127.0.0.1:8080/v1."""

    url: str
    model: str
    key: str = ""
    sleep: Callable[[float], None] = time.sleep

    def ask(self, messages: list[dict[str, str]], seed: int, temperature: float) -> Answer:
        """Waits and tries again when the endpoint is busy. @raises BadSource"""
        body = {"model": self.model, "messages": messages, "seed": seed, "temperature": temperature}
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        request = urllib.request.Request(
            f"{self.url.rstrip('/')}/chat/completions", json.dumps(body).encode(), headers, method="POST"
        )
        opener = urllib.request.build_opener(_NoRedirect)
        for wait in (*(2.0**number for number in range(TRIES - 1)), None):
            try:
                with opener.open(request, timeout=TIMEOUT_SECONDS) as reply:
                    return _read(reply.read(), self.url)
            except urllib.error.HTTPError as error:
                with error:
                    said = error.read(300).decode(errors="replace").strip()
                if wait is None or error.code not in (408, 425, 429, 500, 502, 503, 504):
                    raise BadSource(f"{self.url} answers {error.code} {error.reason}: {said}") from error
                self.sleep(_retry_after(error.headers.get("Retry-After"), wait))
            except (OSError, http.client.HTTPException) as error:
                if wait is None:
                    raise BadSource(f"{self.url} cannot be asked: {error}. Check --url and that it runs.") from error
                self.sleep(wait)
        raise AssertionError("the last try returns or raises")


def _retry_after(said: str | None, wait: float) -> float:
    return min(float(said), LONGEST_WAIT_SECONDS) if said and said.isdigit() else wait


def _read(body: bytes, url: str) -> Answer:
    try:
        reply = json.loads(body)
        text = reply["choices"][0]["message"]["content"]
        usage = reply.get("usage") or {}
        return Answer(str(text or ""), int(usage.get("prompt_tokens", 0)), int(usage.get("completion_tokens", 0)))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise BadSource(f"{url} does not answer as OpenAI's chat completions do: {body[:200]!r}") from error
