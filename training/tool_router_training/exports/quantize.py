"""Quantizes a GGUF file with llama.cpp's own quantizer: a `llama-quantize` on the path, or the libllama that node-llama-cpp brings.

Run as: python -m tool_router_training.exports.quantize model-f16.gguf model-q4_k_m.gguf --kind q4_k_m
"""

from __future__ import annotations

import argparse
import ctypes
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import gguf

from tool_router_training.preflight import NotReady

# llama.h, enum llama_ftype.
KINDS = {"f16": 1, "q4_0": 2, "q8_0": 7, "q4_k_s": 14, "q4_k_m": 15, "q5_k_m": 17, "q6_k": 18}
MODULE = "tool_router_training.exports.quantize"
PACKAGE = Path(__file__).parents[2]
REPOSITORY = PACKAGE.parent
LIBRARIES = {"Linux": "libllama.*so*", "Darwin": "libllama.*dylib", "Windows": "llama*.dll"}
MACHINES = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64", "arm64": "arm64"}
SYSTEMS = {"Linux": "linux", "Darwin": "mac", "Windows": "win"}


@dataclass(frozen=True, slots=True)
class Quantizer:
    """A program to start, or a library to load."""

    program: Path | None = None
    library: Path | None = None

    def run(self, source: Path, target: Path, kind: str, threads: int = 1) -> None:
        """Writes beside the target and renames. @raises NotReady when llama.cpp refuses, OSError"""
        part = target.with_name(target.name + ".part")
        # A process of its own: a torn file makes llama.cpp abort.
        command = (
            [str(self.program), str(source), str(part), kind.upper(), str(threads)]
            if self.program
            else [sys.executable, "-m", MODULE, "--load", str(self.library), str(source), str(part), "--kind", kind, "--threads", str(threads)]
        )  # fmt: skip
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(PACKAGE), os.environ.get("PYTHONPATH", "")))}
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment, check=False)
        if done.returncode != 0 or not _is_whole(source, part):
            part.unlink(missing_ok=True)
            raise NotReady(f"llama.cpp could not write {target.name} as {kind.upper()}: {_reason(done.stderr)}")
        os.replace(part, target)


def find_quantizer() -> Quantizer:
    """TOOL_ROUTER_QUANTIZER (either kind), the path, then node_modules. @raises NotReady"""
    named = os.environ.get("TOOL_ROUTER_QUANTIZER")
    if named:
        path = Path(named)
        if not path.is_file():
            raise NotReady(f"TOOL_ROUTER_QUANTIZER names {path}, which is not a file.")
        return Quantizer(library=path) if ".so" in path.name or path.suffix in (".dylib", ".dll") else Quantizer(path)
    program = shutil.which("llama-quantize")
    if program:
        return Quantizer(Path(program))
    system, machine = SYSTEMS.get(platform.system(), "none"), MACHINES.get(platform.machine(), "none")
    folder = REPOSITORY / "node_modules" / "@node-llama-cpp"
    for library in sorted(folder.glob(f"{system}*{machine}/bins/*/{LIBRARIES.get(platform.system(), 'none')}")):
        if "common" not in library.name:
            return Quantizer(library=library)
    raise NotReady(
        "No quantizer was found: run npm install in the repository (node-llama-cpp brings one), or put llama.cpp's llama-quantize on the path."
    )


def quantize_file(source: Path, target: Path, kind: str) -> Path:
    """@raises NotReady, OSError"""
    if kind not in KINDS:
        raise NotReady(f'There is no kind "{kind}": choose one of {", ".join(KINDS)}.')
    if not source.is_file():
        raise NotReady(f"There is no file {source}.")
    find_quantizer().run(source, target, kind)
    return target


class _Parameters(ctypes.Structure):
    """llama_model_quantize_params: the first two fields are old and stay; the rest keeps its defaults, whatever its size."""

    _fields_ = [("threads", ctypes.c_int32), ("kind", ctypes.c_int), ("rest", ctypes.c_byte * 504)]


def _quantize_in_process(library: Path, source: Path, target: Path, kind: int, threads: int) -> int:
    llama = ctypes.CDLL(str(library))
    llama.llama_model_quantize_default_params.restype = _Parameters
    parameters = llama.llama_model_quantize_default_params()
    parameters.threads, parameters.kind = threads, kind
    llama.llama_backend_init()
    llama.llama_model_quantize.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.POINTER(_Parameters)]
    llama.llama_model_quantize.restype = ctypes.c_uint32
    return int(llama.llama_model_quantize(os.fsencode(source), os.fsencode(target), ctypes.byref(parameters)))


def _is_whole(source: Path, target: Path) -> bool:
    """Every tensor of the source is in the target."""
    try:
        names = [{tensor.name for tensor in gguf.GGUFReader(path).tensors} for path in (source, target)]
    except (OSError, ValueError, IndexError):
        return False
    return names[0] == names[1]


def _reason(words: str) -> str:
    lines = words.strip().splitlines() or ["no message"]
    failed = [line.partition("llama_model_quantize: ")[2] for line in lines if "failed to" in line]
    return next((line for line in failed if line), lines[-1].strip())


def main() -> int:
    """0 when the file is written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="GGUF file, F16 or better")
    parser.add_argument("target", type=Path)
    parser.add_argument("--kind", choices=KINDS, default="q4_k_m")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--load", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.load:
        return _quantize_in_process(
            arguments.load, arguments.source, arguments.target, KINDS[arguments.kind], arguments.threads
        )
    try:
        quantize_file(arguments.source, arguments.target, arguments.kind)
    except (NotReady, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
