"""Keeps freed memory in the process: handing large blocks back to the system after every step took up to half of the time."""

from __future__ import annotations

import ctypes
import platform

# Parameters of glibc's mallopt(3).
MMAP_MAX, TRIM_THRESHOLD = -4, -1


def keep_freed_memory() -> bool:
    """Tells glibc to take all blocks from its heap and never to trim that; true where it understood. Call before the first tensor."""
    if platform.libc_ver()[0] != "glibc":
        return False
    mallopt = ctypes.CDLL(None).mallopt
    # -1 becomes the largest size.
    return bool(mallopt(MMAP_MAX, 0)) and bool(mallopt(TRIM_THRESHOLD, -1))
