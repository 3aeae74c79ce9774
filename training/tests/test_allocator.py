"""Freed memory stays with the process where the C library can be told so."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1]
FAULTS = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from tool_router_training.allocator import keep_freed_memory
if sys.argv[1] == "keep":
    assert keep_freed_memory()
blocks = [bytearray(64_000_000) for _ in range(2)]
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(20):
    del blocks[-1]
    blocks.append(bytearray(64_000_000))
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def faults(how: str) -> int:
    return int(subprocess.run([sys.executable, "-c", FAULTS, how, str(FOLDER)], check=True, capture_output=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be told")
def test_a_block_that_is_taken_again_costs_no_page_faults() -> None:
    assert faults("keep") * 10 < faults("leave")
