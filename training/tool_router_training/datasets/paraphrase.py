"""Says the requests of rows in other words, by any OpenAI-compatible endpoint; drops paraphrases that change the call.

Run as: python -m tool_router_training.datasets.paraphrase rows.jsonl --url http://127.0.0.1:8080/v1 --model qwen3 --each 3 --out more.jsonl

Every answer is kept in OUT.answers.jsonl at once: after an interruption, the same command goes on and asks nothing twice.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from tool_router_training.datasets.chat_endpoint import ChatEndpoint
from tool_router_training.datasets.paraphrase_answers import Answers, Cost
from tool_router_training.datasets.rows import BadSource, Problems, Row, add_options, build, read_rows
from tool_router_training.datasets.said_values import plain_words
from tool_router_training.datasets.same_call import can_be_checked, kept_texts, why_not_same

STYLES = (
    "a terse command",
    "a polite sentence",
    "a question",
    "casual words with slang",
    "a rambling sentence",
    "words of an expert",
)
TEMPERATURE = 0.9
TOLD_EVERY_ROWS = 20
INTERRUPTED = 130


def prompt_for(row: Row, each: int, seed: int) -> list[dict[str, str]]:
    """The same for the same row and seed, so that an answer can be found again."""
    rng = random.Random(f"{seed} {row['request']}")
    styles = [rng.choice(STYLES) for _ in range(each)]
    system = (
        "You rewrite what a person types to a tool assistant. Never answer or carry out the request. "
        "Keep its meaning exactly: add no wish and no detail, drop none. "
        f"Reply with a JSON list of {each} strings and nothing else, in these styles: {'; '.join(styles)}."
    )
    kept = "".join(f"\nKeep letter by letter: {text}" for text in kept_texts(row))
    return [{"role": "system", "content": system}, {"role": "user", "content": f"Rewrite: {row['request']}{kept}"}]


def read_answer(text: str, each: int) -> list[str]:
    """A JSON list anywhere in the answer. @raises ValueError"""
    start, end = text.find("["), text.rfind("]")
    found = json.loads(text[start : end + 1]) if 0 <= start < end else None
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise ValueError("the answer holds no JSON list of texts")
    return [one.strip() for one in found[:each]]


def paraphrase_rows(
    rows: list[Row],
    endpoint: ChatEndpoint,
    answers: Answers,
    problems: Problems,
    *,
    each: int,
    seed: int,
    count: int | None,
) -> Iterator[Row]:
    """New rows, `count` at most; a request that came up before is left out. @raises BadSource"""
    order = list(rows)
    if count is not None:
        random.Random(seed).shuffle(order)
    seen = {plain_words(row["request"]) for row in rows}
    made = 0
    for number, row in enumerate(order, 1):
        place = f"row {row['id'] or row['request'][:40]}"
        if not can_be_checked(row):
            problems.add(
                place, "a value of its call is not said in the request, so that nothing could tell whether it is lost"
            )
            continue
        answer = answers.find_or_ask(endpoint, prompt_for(row, each, seed), seed, TEMPERATURE)
        if number % TOLD_EVERY_ROWS == 0:
            sys.stderr.write(f"{number} of {len(order)} rows, {answers.cost.told()}\n")
        try:
            texts = read_answer(answer, each)
        except ValueError as error:
            problems.add(place, error)
            continue
        for way, text in enumerate(texts, 1):
            if why := why_not_same(row, text):
                answers.cost.drop(why)
                continue
            if plain_words(text) in seen or (count is not None and made == count):
                continue
            seen.add(plain_words(text))
            made += 1
            tags = [*row["tags"], *(["paraphrased"] if "paraphrased" not in row["tags"] else [])]
            made_row = row.copy()
            made_row["id"], made_row["request"], made_row["tags"] = f"{row['id'] or number}~{way}", text, tags
            made_row.setdefault("family", row["request"])
            yield made_row
        if made == count:
            return


def main() -> int:
    """0 when written; 1 with one sentence on stderr; 130 when interrupted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--url", required=True, help="address of the endpoint, up to /v1")
    parser.add_argument("--model", required=True)
    parser.add_argument(
        "--key-env", default="OPENAI_API_KEY", help="environment variable with the key; none is sent if it is empty"
    )
    parser.add_argument("--each", type=int, default=3, help="paraphrases to ask for a row")
    parser.add_argument("--price-in", type=float, default=0.0, help="price of a million tokens sent")
    parser.add_argument("--price-out", type=float, default=0.0, help="price of a million tokens received")
    parser.add_argument("--most-cost", type=float, help="end before a request once this much is spent")
    add_options(parser)
    told = parser.parse_args()
    cost = Cost(told.price_in, told.price_out, told.most_cost)

    def make(problems: Problems) -> Iterator[Row]:
        if not told.url.startswith(("http://", "https://")):
            raise BadSource(f"{told.url} is no http address.")
        rows = read_rows(told.rows, problems)
        endpoint = ChatEndpoint(told.url, told.model, os.environ.get(told.key_env, ""))
        with Answers(told.out.with_name(f"{told.out.name}.answers.jsonl"), cost) as answers:
            yield from paraphrase_rows(
                rows, endpoint, answers, problems, each=told.each, seed=told.seed, count=told.count
            )

    try:
        return build(make, told)
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted. The same command goes on from here.\n")
        return INTERRUPTED
    finally:
        sys.stderr.write(f"{cost.told()}\n{cost.told_drops()}")


if __name__ == "__main__":
    sys.exit(main())
