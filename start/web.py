"""The web tier as the supervisor runs it: bring the database up to date, then serve.

Without a database it serves too: conversations are answered and not stored, and the migration is tried again.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time

from web.__main__ import main

RETRY_SECONDS = 2.0


def migrate_until_done() -> None:
    while subprocess.run([sys.executable, "-m", "web.migrate"], capture_output=True, check=False).returncode != 0:
        time.sleep(RETRY_SECONDS)


if __name__ == "__main__":
    threading.Thread(target=migrate_until_done, daemon=True).start()
    sys.exit(main())
