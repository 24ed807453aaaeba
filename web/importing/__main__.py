"""The process that looks into a file: bytes on standard input, JSON on standard output. It may do nothing else."""

import json
import resource
import sys
from dataclasses import asdict

# Little memory and time, no files, no further processes: a file that wants more is refused by the system.
MEMORY = 600_000_000
SECONDS = 10


def main() -> None:
    """Reads one file; what is wrong with it is {"problem", "what"}."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from .contents import contents
    from .document import Unreadable
    try:
        answer = asdict(contents(sys.stdin.buffer.read()))
    except Unreadable as error:
        answer = {"problem": error.problem, "what": error.what}
    except (MemoryError, RecursionError):
        answer = {"problem": "too_much", "what": ""}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
