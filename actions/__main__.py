"""``python -m actions``: the action server, in one process and on loopback only.

rasa_sdk's own command puts a manager, a watcher and a worker side by side. Killed, the manager leaves the worker
behind: it keeps the port, the memory and an old state of the knowledge.
"""

from __future__ import annotations

import logging
import os
import sys

from rasa_sdk.endpoint import create_app_for_serve
from rasa_sdk.executor import ActionExecutor

DEFAULT_PORT = "5055"


def main() -> int:
    logging.basicConfig(level=os.environ.get("LOG_LEVEL", "WARNING"), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    executor = ActionExecutor()
    executor.register_package("actions")
    app = create_app_for_serve(executor)
    # Loopback: the error page of rasa_sdk echoes whole conversations.
    app.run("127.0.0.1", int(os.environ.get("ACTIONS_PORT", DEFAULT_PORT)), single_process=True, motd=False, access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
