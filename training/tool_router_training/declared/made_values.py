"""Values that are made by rule: addresses, dates, paths, ids."""

from __future__ import annotations

import random
import string
from collections.abc import Callable

from tool_router_training.pseudowords import pseudo_word

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ENDINGS = ("com", "org", "net", "io", "dev", "de", "co.uk", "example", "eu", "app")
FILE_ENDINGS = ("txt", "md", "csv", "json", "py", "ts", "yaml", "log", "pdf", "xlsx", "html", "sql", "toml", "docx")
IMAGE_ENDINGS = ("png", "jpg", "jpeg", "webp", "gif", "svg")
FOLDERS = [
    "src",
    "docs",
    "data",
    "reports",
    "notes",
    "images",
    "config",
    "tests",
    "backup",
    "photos",
    "invoices",
    "logs",
    "public",
    "scripts",
    "assets",
    "tmp",
    "downloads",
    "archive",
    "drafts",
]
STEMS = [
    "report",
    "notes",
    "budget",
    "readme",
    "index",
    "summary",
    "main",
    "settings",
    "users",
    "orders",
    "draft",
    "plan",
    "results",
    "inventory",
    "todo",
    "changelog",
    "invoice",
    "minutes",
    "schema",
    "photo",
    "banner",
]


def _word(rng: random.Random) -> str:
    return rng.choice(STEMS) if rng.random() < 0.6 else pseudo_word(rng)


def _file(rng: random.Random) -> str:
    stem = _word(rng)
    if rng.random() < 0.4:
        stem += rng.choice("_-") + (_word(rng) if rng.random() < 0.6 else str(rng.randrange(1, 2030)))
    return f"{stem}.{rng.choice(FILE_ENDINGS)}"


def _folder(rng: random.Random) -> str:
    parts = [rng.choice(FOLDERS) if rng.random() < 0.7 else _word(rng) for _ in range(rng.choice((1, 1, 2, 3)))]
    start = rng.choice(("", "", "/", "./", "~/", "/home/" + _word(rng) + "/", "/var/", "C:\\"))
    return start + "/".join(parts) + rng.choice(("", "", "", "/"))


def _path(rng: random.Random) -> str:
    return f"{_folder(rng).rstrip('/')}/{_file(rng)}"


def _domain(rng: random.Random) -> str:
    return f"{_word(rng)}{rng.choice(('', '', '-' + _word(rng)))}.{rng.choice(ENDINGS)}"


def _url(rng: random.Random) -> str:
    tail = rng.choice(("", "", "/", f"/{_word(rng)}", f"/{_word(rng)}/{rng.randrange(1, 999)}", f"/{_file(rng)}"))
    return f"{rng.choice(('https://', 'https://', 'http://', 'https://www.', 'www.'))}{_domain(rng)}{tail}"


def _date(rng: random.Random) -> str:
    year, month, day = rng.randrange(1990, 2031), rng.randrange(1, 13), rng.randrange(1, 29)
    style = rng.random()
    if style < 0.45:
        return f"{year}-{month:02}-{day:02}"
    if style < 0.6:
        return f"{MONTHS[month - 1]} {day}"
    if style < 0.72:
        return f"{MONTHS[month - 1]} {day}, {year}"
    if style < 0.82:
        return f"{day} {MONTHS[month - 1]} {year}"
    if style < 0.9:
        return f"{month:02}/{day:02}/{year}"
    return f"{day}.{month}.{year}"


def _time(rng: random.Random) -> str:
    hour, minute = rng.randrange(24), rng.choice((0, 0, 15, 30, 45, rng.randrange(60)))
    style = rng.random()
    if style < 0.5:
        return f"{hour:02}:{minute:02}"
    if style < 0.85:
        return (
            f"{hour % 12 or 12}{'' if minute == 0 else f':{minute:02}'}{rng.choice(('am', 'pm', ' am', ' pm', ' PM'))}"
        )
    return rng.choice(("noon", "midnight", f"{hour % 12 or 12} o'clock"))


def _code(rng: random.Random, alphabet: str, lengths: tuple[int, ...]) -> str:
    return "".join(rng.choice(alphabet) for _ in range(rng.choice(lengths)))


def _id(rng: random.Random) -> str:
    digits = str(rng.randrange(1, 10 ** rng.choice((2, 3, 4, 5))))
    style = rng.random()
    if style < 0.4:
        return digits
    if style < 0.75:
        return f"{_code(rng, string.ascii_uppercase, (1, 2, 3))}{rng.choice('-_-')}{digits}"
    return f"{_word(rng)}{rng.choice('-_')}{digits}"


def _uuid(rng: random.Random) -> str:
    text = f"{rng.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _phone(rng: random.Random) -> str:
    number = _code(rng, string.digits, (3, 4))
    return rng.choice(
        (
            f"+{rng.randrange(1, 99)} {rng.randrange(100, 999)} {number}",
            f"555-{number}",
            f"0{rng.randrange(100, 999)}-{rng.randrange(10000, 99999)}",
            f"+1{rng.randrange(2_000_000_000, 9_999_999_999)}",
        )
    )


def _relative_day(rng: random.Random) -> str:
    day = rng.choice(WEEKDAYS)
    return rng.choice(("today", "tomorrow", "tonight", "yesterday", f"next {day}", f"this {day}", day, f"last {day}", "next week", "this weekend", "the day after tomorrow", "in two weeks"))  # fmt: skip


def _duration(rng: random.Random) -> str:
    return f"{rng.randrange(1, 60)} {rng.choice(('minutes', 'hours', 'days', 'seconds', 'weeks', 'min', 'h'))}"


MADE: dict[str, Callable[[random.Random], str]] = {
    "email": lambda rng: f"{_word(rng)}{rng.choice(('', '.' + pseudo_word(rng)))}@{_domain(rng)}",
    "url": _url,
    "domain": _domain,
    "file": _file,
    "folder": _folder,
    "path": _path,
    "image": lambda rng: f"{_word(rng)}{rng.choice(('', '_' + str(rng.randrange(99))))}.{rng.choice(IMAGE_ENDINGS)}",
    "date": _date,
    "time": _time,
    "datetime": lambda rng: f"{_date(rng)} {rng.choice(('', 'at '))}{_time(rng)}",
    "month": lambda rng: rng.choice(MONTHS),
    "year": lambda rng: str(rng.randrange(1900, 2031)),
    "weekday": lambda rng: rng.choice(WEEKDAYS),
    "relative_day": _relative_day,
    "phone": _phone,
    "ip": lambda rng: ".".join(str(rng.randrange(1, 255)) for _ in range(4)),
    "id": _id,
    "order_id": lambda rng: rng.choice(("", "#", "ORD-", "A-", "SO")) + str(rng.randrange(100, 999_999)),
    "uuid": _uuid,
    "hex": lambda rng: rng.choice(("#", "#", "")) + f"{rng.getrandbits(24):06x}",
    "version": lambda rng: rng.choice(("", "", "v")) + f"{rng.randrange(9)}.{rng.randrange(20)}.{rng.randrange(12)}",
    "zip": lambda rng: str(rng.randrange(10_000, 99_999)),
    "isbn": lambda rng: f"978{rng.randrange(10**9, 10**10)}",
    "price": lambda rng: f"{rng.randrange(1, 900)}{rng.choice(('', '.50', '.99', '.00'))}",
    "percent": lambda rng: str(rng.randrange(1, 100)),
    "duration": _duration,
}
