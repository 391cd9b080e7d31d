"""The largest memory of this process."""

import resource
from pathlib import Path


def forget_peak() -> None:
    """Let the peak of memory begin anew, where the system can (Linux)."""
    path = Path("/proc/self/clear_refs")
    if path.exists():
        path.write_text("5", encoding="ascii")


def read_peak() -> float:
    """Return the largest memory of the process, in MB."""
    path = Path("/proc/self/status")
    if not path.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(x for x in path.read_text().splitlines() if x.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
