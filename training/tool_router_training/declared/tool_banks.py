"""Reads tool banks: tools of many domains, their schemas, and how people ask for them. The format is in banks/tools/README.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tool_router_training.declared.values import Choice, Source, read_choices, read_sources
from tool_router_training.phrases import LET, PhraseError, Sequence, Slot, parse_phrase, slots_of

FOLDER = Path(__file__).parents[2] / "banks" / "tools"
KINDS = ("string", "integer", "number", "boolean", "enum")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a tool; `names[0]` is what phrases call it."""

    names: tuple[str, ...]
    required: bool
    kind: str
    many: bool
    description: str
    sources: tuple[Source, ...]
    choices: tuple[Choice, ...]

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Saying:
    """One way to ask; `implied` are arguments that the words mean without naming a value."""

    place: str
    nodes: Sequence
    said: frozenset[str]
    implied: dict[str, Any]


@dataclass(slots=True)
class BankTool:
    """A tool as a bank describes it."""

    domain: str
    names: tuple[str, ...]
    descriptions: list[str] = field(default_factory=list)
    arguments: list[Argument] = field(default_factory=list)
    sayings: list[Saying] = field(default_factory=list)
    askings: list[Saying] = field(default_factory=list)
    nothings: list[Sequence] = field(default_factory=list)
    """Requests that sound like the domain, though no tool of it does them."""

    def argument(self, name: str) -> Argument | None:
        """By the name that phrases use."""
        return next((one for one in self.arguments if one.name == name), None)


def read_tool_banks(folder: Path = FOLDER, problems: list[PhraseError] | None = None) -> list[BankTool]:
    """Every tool of every bank, in the order of file names. Bad lines are collected in `problems` or raised."""
    tools: list[BankTool] = []
    for path in sorted(folder.glob("*_*.txt")):
        tools += read_tool_bank(path, problems)
    return tools


def read_tool_bank(path: Path, problems: list[PhraseError] | None = None) -> list[BankTool]:
    """One file. Tools without a description or a way to ask are left out. @raises PhraseError with file and line"""
    reader = _Reader(path.name)
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            reader.read(raw.strip(), number)
        except (ValueError, KeyError) as error:
            problem = PhraseError(f"{path.name}:{number}: {error}")
            if problems is None:
                raise problem from error
            problems.append(problem)
    return [tool for tool in reader.tools if tool.descriptions and tool.sayings]


def read_lines(name: str, folder: Path = FOLDER) -> list[str]:
    """A plain list beside the banks: none.txt (requests that no tool handles), remarks.txt. Empty when there is none."""
    path = folder / name
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


class _Reader:
    """State of one file: its domain, macros and the tool that lines belong to."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.domain = file
        self.macros: dict[str, Sequence] = {}
        self.tools: list[BankTool] = []

    def read(self, line: str, number: int) -> None:
        if not line or line.startswith("#"):
            return
        let = LET.fullmatch(line)
        if line.startswith("domain "):
            self.domain = line.removeprefix("domain ").strip()
        elif let:
            self.macros[let[1]] = parse_phrase(let[2], self.macros)
        elif line.startswith("=="):
            names = tuple(name.strip() for name in line[2:].split(",") if name.strip())
            if not names:
                raise ValueError("a tool needs a name")
            self.tools.append(BankTool(self.domain, names))
        elif not self.tools:
            raise ValueError("this stands before the first tool (== name)")
        elif line.startswith('"'):
            self.tools[-1].descriptions.append(line.strip('"').strip())
        elif line[:2] in ("- ", "? "):
            self._saying(line, number)
        elif line.startswith("x "):
            self.tools[-1].nothings.append(parse_phrase(line[2:].strip(), self.macros))
        else:
            self.tools[-1].arguments.append(_read_argument(line))

    def _saying(self, line: str, number: int) -> None:
        tool = self.tools[-1]
        text, _, implied_text = line[2:].partition("=>")
        macros = self.macros | {one.name: (Slot(one.name),) for one in tool.arguments}
        nodes = parse_phrase(text.strip(), macros)
        implied = _read_implied(implied_text, tool)
        saying = Saying(f"{self.file}:{number}", nodes, frozenset(slots_of(nodes)) | implied.keys(), implied)
        required = {one.name for one in tool.arguments if one.required}
        if line.startswith("- "):
            if not required <= saying.said:
                raise ValueError(f"required and not said: {', '.join(sorted(required - saying.said))}")
            tool.sayings.append(saying)
        elif not required - saying.said:
            raise ValueError("a line with ? leaves out a required argument")
        else:
            tool.askings.append(saying)


def _read_argument(line: str) -> Argument:
    parts = [part.strip() for part in line.split(" : ")]
    if len(parts) < 3:
        raise ValueError("an argument is `name : type : description : values`")
    first, *others = [name.strip() for name in parts[0].split(",") if name.strip()]
    kind, many = parts[1].removesuffix("[]"), parts[1].endswith("[]")
    if kind not in KINDS:
        raise ValueError(f'type "{parts[1]}" is none of {", ".join(KINDS)}')
    values = " : ".join(parts[3:])
    names = tuple(name.rstrip("!").replace(" ", "_") for name in (first, *others))
    picks = kind in ("enum", "boolean")
    choices = read_choices(values, kind) if picks else ()
    sources = () if picks else read_sources(values, kind)
    if kind == "enum" and len(choices) < 2:
        raise ValueError("an enum needs two values or more")
    return Argument(names, first.endswith("!"), kind, many, parts[2], sources, choices)


def _read_implied(text: str, tool: BankTool) -> dict[str, Any]:
    implied: dict[str, Any] = {}
    for part in text.split(","):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        if not sign:
            continue
        argument = tool.argument(name)
        if argument is None:
            raise ValueError(f'"{name}" is no argument of {tool.names[0]}')
        match argument.kind:
            case "boolean":
                implied[name] = value.lower() == "true"
            case "integer":
                implied[name] = int(value)
            case "number":
                implied[name] = float(value)
            case _:
                implied[name] = value
        if argument.many:
            implied[name] = [implied[name]]
    return implied
