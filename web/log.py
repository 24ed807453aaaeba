"""Log lines as JSON on standard output; never a user's text, a token or the message of an exception."""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime

# waitress names the address that it served, and with it a conversation's id.
_TOKEN = re.compile(r"\b[sv][A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """One line per record: time, level, logger, event and the record's `extra` fields."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            # Arguments of foreign libraries may hold anything: their message stays a template.
            "event": _TOKEN.sub("…", record.getMessage() if record.name.startswith("web") else str(record.msg)),
        }
        line.update({k: v for k, v in vars(record).items() if k not in _STANDARD})
        if record.exc_info and record.exc_info[1] is not None:
            line.update(describe(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=str)


def describe(error: BaseException) -> dict:
    """What may be logged of an exception: its type and where it came from, not its message."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return {"error": type(error).__name__, "at": [f"{f.filename}:{f.lineno} {f.name}" for f in frames]}


def configure(level: str) -> None:
    """Sends all log records from `level` on to standard output as JSON."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # Their news is either in the metrics already or repeated every second while a part is down.
    for noisy in ("waitress.queue", "psycopg", "urllib3", "alembic", "werkzeug"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
