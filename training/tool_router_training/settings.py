"""Settings of a run: environments, versions, parameter pairs, project types, categories."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import NamedTuple

from tool_router_training.pseudowords import pseudo_word
from tool_router_training.weighted import Weighted

Value = str | int | float | bool
ENVIRONMENTS: Weighted[str] = Weighted(
    [("staging", 26), ("production", 22), ("prod", 14), ("dev", 12), ("qa", 6), ("test", 4), ("development", 5), ("uat", 3), ("preprod", 2), ("sandbox", 3)]
    + [(name, 0.6) for name in "eu-prod us-prod prod-eu prod-us staging-2 stage local demo canary integration eu-west-1 us-east-1 dev2 pre-prod live preview perf edge beta ci hotfix dr-site qa3 nightly prod_eu acceptance".split()]
)  # fmt: skip
PROJECT_TYPES = (
    "django, svelte, react, vue, next.js, fastapi, flask, python, rust, go, node, typescript, cli tool, data science, machine learning, rails, laravel, "
    "spring boot, flutter, android, ios, unity, electron, tauri, astro, nuxt, remix, angular, express, nest.js, terraform, ansible, chrome extension, "
    "vscode extension, library, static site, monorepo, microservice, rest api, graphql, game, kotlin, swift, c++, .net, elixir, phoenix, hugo, jekyll, "
    "wordpress, shopify, streamlit, pytorch, dbt, airflow, react native, discord bot, slack app, mcp server, python package, web scraper, node.js, deno, "
    "solidity, embedded, arduino, etl pipeline, documentation, design system, landing page, e-commerce, blog, saas, serverless, godot, svelte kit, htmx"
).split(", ")  # fmt: skip
CATEGORIES = (
    "data devops web marketing finance hr security ml ops core testing deployment api billing reports analytics infra frontend backend design legal "
    "research sales support onboarding etl scraping media audio video email docs games iot health shop admin experiments archive demo personal team "
    "python database monitoring compliance nlp vision planning writing seo crm payments auth release cleanup client-work data-eng web_tools 2024 misc"
).split()  # fmt: skip
PEOPLE = "anna ben carla dmitri elena farid grace hiro ines jamal kofi lena miguel nora omar priya quentin rosa sven tara umut vera wei yuki zane".split()
HOSTS = "example.com api.acme.io shop.test data.gov localhost news.site.org intranet.corp my-blog.net cdn.foo.dev files.bar.co".split()
WORDS = (
    "weekly report, big launch, hello world, spring sale, year end, new customers, first draft, john doe, main street, black friday, urgent fix, daily digest, red shoes, blue whale"
).split(", ")  # fmt: skip
SMALL = "small large fast slow high low full partial all none json csv html pdf markdown xml yaml text gzip auto manual strict daily weekly red green asc desc main develop admin guest euro usd eur gbp en de fr es it pt ja zh nl sv pl germany france japan brazil berlin tokyo paris eu-west us-east apac emea".split()  # fmt: skip

KINDS: dict[str, str] = {
    "url": "url link site endpoint website base_url webhook host_url target_url",
    "path": "file path input output folder dir input_file output_dir config source_file dest template log_file",
    "email": "email recipient to_address owner sender mail cc",
    "count": "depth limit count width height size timeout retries pages batch_size max_results workers days port seed threads rows top_k page year month quantity interval max_depth chunk_size epochs",
    "real": "threshold rate ratio alpha temperature lr scale tolerance confidence margin dropout weight",
    "signed": "offset lat lon delta shift timezone_offset balance",
    "date": "date since until start_date end_date from_date day deadline",
    "truth": "verbose force recursive overwrite debug headless strict notify include_archived cache quiet parallel",
    "word": "format language lang mode level region model color country city sort branch currency type_name theme encoding status priority user team customer name tag profile bucket table topic channel",
    "phrase": "title subject message note_text label description name keyword query_text",
}
BY_KEY: list[tuple[str, str]] = [(key, kind) for kind, keys in KINDS.items() for key in keys.split()]


class Pair(NamedTuple):
    """A parameter; `typed` is its value as the person types it."""

    key: str
    typed: str
    value: Value


def draw_version(rng: random.Random) -> str:
    """As typed, with or without a leading v."""
    major, minor, patch = rng.choice((0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 7, 10, 12, 2024)), rng.randint(0, 20), rng.randint(0, 12)
    roll = rng.random()
    text = f"{major}.{minor}.{patch}" if roll < 0.75 else f"{major}.{minor}" if roll < 0.92 else f"{major}.{minor}.{patch}-{rng.choice(('beta', 'rc1', 'rc.2', 'alpha', 'dev'))}"
    return f"v{text}" if rng.random() < 0.15 else text


def draw_pair(rng: random.Random, one_word: bool) -> Pair:
    """One parameter; with `one_word` its value has no space."""
    if rng.random() < 0.06:
        key, kind = pseudo_word(rng), rng.choice(list(KINDS))
    else:
        key, kind = rng.choice(BY_KEY)
    if kind == "phrase" and one_word:
        kind = "word"
    typed = VALUES[kind](rng)
    return Pair(key, typed, read_value(typed))


def read_value(typed: str) -> Value:
    """Numbers and truth values are typed, everything else is text."""
    if re.fullmatch(r"-?(0|[1-9]\d*)", typed):
        return int(typed)
    if re.fullmatch(r"-?(0|[1-9]\d*)\.\d+", typed):
        return float(typed)
    return typed == "true" if typed in ("true", "false") else typed


def _url(rng: random.Random) -> str:
    tail = rng.choice(("", "", f"/{pseudo_word(rng)}", f"/v{rng.randint(1, 3)}/{rng.choice(SMALL)}", f"/{rng.choice(SMALL)}/{rng.randint(1, 999)}", f"/{rng.choice(SMALL)}.html"))
    scheme = rng.choice(("https://", "https://", "https://", "http://", ""))
    return f"{scheme}{rng.choice(HOSTS[:4] + HOSTS[5:] if not scheme else HOSTS)}{tail}"


def _path(rng: random.Random) -> str:
    stem = rng.choice((rng.choice(SMALL), pseudo_word(rng), f"{pseudo_word(rng)}_{rng.randint(1, 2030)}", rng.choice(CATEGORIES)))
    name = f"{stem}.{rng.choice('csv json txt pdf png xlsx md yaml xml html log sql parquet zip mp4 jpg'.split())}"
    return rng.choice((name, name, f"./{name}", f"data/{name}", f"/tmp/{name}", f"~/{rng.choice(CATEGORIES)}/{name}", f"out/{stem}", f"/var/log/{stem}"))


def _real(rng: random.Random) -> str:
    return rng.choice((str(rng.randint(1, 999) / 1000), f"{rng.randint(0, 20)}.{rng.randint(1, 9)}", "0.5", "0.001"))


def _word(rng: random.Random) -> str:
    roll = rng.random()
    word = rng.choice(SMALL) if roll < 0.5 else rng.choice(PEOPLE) if roll < 0.6 else rng.choice(CATEGORIES) if roll < 0.75 else pseudo_word(rng)
    return word.capitalize() if rng.random() < 0.1 else word


VALUES: dict[str, Callable[[random.Random], str]] = {
    "url": _url,
    "path": _path,
    "email": lambda rng: f"{rng.choice(PEOPLE)}{rng.choice(('', '.' + pseudo_word(rng), str(rng.randint(1, 99))))}@{rng.choice(HOSTS[:4])}",
    "count": lambda rng: str(rng.choice((rng.randint(1, 20), rng.randint(1, 20), rng.randint(10, 500), rng.choice((100, 800, 1024, 1080, 1920, 2024, 8080, 5000))))),
    "real": _real,
    "signed": lambda rng: f"-{rng.randint(1, 180)}" if rng.random() < 0.4 else f"{rng.choice(('', '-'))}{rng.randint(0, 179)}.{rng.randint(1, 9999)}",
    "date": lambda rng: f"{rng.randint(2015, 2028)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}" if rng.random() < 0.8 else rng.choice(("today", "yesterday", "monday", "tomorrow", "2024-Q3", "march")),
    "truth": lambda rng: rng.choice(("true", "false")),
    "word": _word,
    "phrase": lambda rng: rng.choice(WORDS) if rng.random() < 0.7 else f"{pseudo_word(rng)} {pseudo_word(rng)}",
}
