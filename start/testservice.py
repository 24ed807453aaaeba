"""A whole service of its own for tests: prints its addresses and READY, and stops when it is told to."""

from __future__ import annotations

import signal
import sys

from start import layout, services
from start.errors import StartError


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    process = services.start()
    try:
        services.wait_until_ready(process)
        print(f"LOTSE_URL=http://127.0.0.1:{layout.web_port()}")
        print(f"TEST_DATABASE_URL={services.database_url()}")
        print("READY", flush=True)
        process.wait()
    except StartError as error:
        print(error)
        print("READY", flush=True)
        return 1
    finally:
        services.stop(process)
    return 0


if __name__ == "__main__":
    sys.exit(main())
