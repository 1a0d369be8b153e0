"""The bounds of a process that reads what others have made: so much memory and so much of the processor, no more."""

from __future__ import annotations

import struct
import sys

_TIME, _MEMORY, _NO_DIALOG = 0x2, 0x100, 0x400  # JOB_OBJECT_LIMIT_PROCESS_TIME and so on
_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation


def bound_this_process(memory: int, seconds: int) -> None:
    """Let this process take so many bytes and so many seconds of the processor; whatever asks for more fails or ends.

    Where the system refuses the bounds, the process goes on without: somebody must watch the clock besides.
    """
    if sys.platform == "win32":
        import ctypes
        from ctypes import c_void_p

        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = c_void_p
        job = c_void_p(kernel.CreateJobObjectW(None, None))  # never closed: it is there as long as we are
        limits = job_limits(memory, seconds)
        kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, limits, len(limits))
        kernel.AssignProcessToJobObject(job, c_void_p(kernel.GetCurrentProcess()))
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def job_limits(memory: int, seconds: int) -> bytes:
    """The bounds as Windows takes them: a JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""
    flags = _TIME | _MEMORY | _NO_DIALOG
    basic = (seconds * 10_000_000, 0, flags, 0, 0, 0, 0, 0, 0)  # the time in pieces of 100 ns
    return struct.pack("@qqIPPIPII6QPPPP", *basic, *[0] * 6, memory, 0, 0, 0)
