"""What a run needs, checked before it starts: packages, a place to write, room on the disk."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

PACKAGES = ("torch", "numpy", "tokenizers", "gguf", "jinja2")
FREE_MB = 300


class NotReady(Exception):
    """Says what is missing and what to do."""


def check_packages() -> None:
    """@raises NotReady"""
    missing = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        raise NotReady(
            f"Python packages are missing: {', '.join(missing)}. Install them with: python -m pip install {' '.join(missing)}"
        )


def check_folder(folder: Path) -> None:
    """Makes the folder and tries to write there. @raises NotReady"""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".write-test"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise NotReady(f"Cannot write to {folder}: {error.strerror}. Choose another folder with --out.") from error
    free = shutil.disk_usage(folder).free // 1_048_576
    if free < FREE_MB:
        raise NotReady(
            f"Only {free} MB are free at {folder}; {FREE_MB} MB are needed. Free some space, or choose another folder with --out."
        )
