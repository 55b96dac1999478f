"""The named mutex by which the Windows installer knows that a window is open, in whatever session."""

from __future__ import annotations

import sys
from typing import Any

NAME = "Global\\BinhuibanRunning"


def hold() -> Any:
    """Hold the mark until the process ends; returns its handle, None on other systems."""
    if sys.platform != "win32":
        return None
    import ctypes

    create = ctypes.windll.kernel32.CreateMutexW
    create.restype = ctypes.c_void_p
    create.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_wchar_p)
    return create(None, 0, NAME)
