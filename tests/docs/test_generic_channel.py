"""The example of the signed webhook and the commands of its page, as they stand in docs/, against a served application."""

import importlib.util
import re
import subprocess
import threading
from collections.abc import Iterator
from types import ModuleType

import psycopg
import pytest
from werkzeug.serving import BaseWSGIServer, make_server

from tests.docs.documents import ROOT
from tests.web.conftest import database, database_url, knowledge, make_app, rasa
from tests.web.test_concurrency import until

__all__ = ["database", "database_url", "knowledge", "make_app", "rasa"]

PAGE = (ROOT / "docs" / "channels" / "generic.md").read_text("utf-8")


@pytest.fixture
def program(tmp_path) -> Iterator[ModuleType]:
    """The example, listening on a free port; what it prints is in `printed`."""
    spec = importlib.util.spec_from_file_location("chat", ROOT / "docs" / "example" / "signed-webhook" / "chat.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.server = module.ThreadingHTTPServer(("127.0.0.1", 0), module.Receiver)
    threading.Thread(target=module.server.serve_forever, args=(0.01,), daemon=True).start()
    module.printed = []
    module.print = lambda text, **_: module.printed.append(text)
    yield module
    module.server.shutdown()
    module.server.server_close()


@pytest.fixture
def lotse(program: ModuleType, make_app, database: psycopg.Connection) -> Iterator[BaseWSGIServer]:
    """Lotse, set up as the page says."""
    app = make_app(LOTSE_GENERIC_SECRET=program.SECRET, LOTSE_GENERIC_URL=f"http://127.0.0.1:{program.server.server_port}",
                   LOTSE_PUBLIC_URL="https://lotse.example.org")
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    program.LOTSE = f"http://127.0.0.1:{server.server_port}/channels/generic"
    server.channel = app.extensions["channels"].channels["generic"]
    yield server
    server.shutdown()
    server.server_close()


def test_the_example_asks_and_chooses(program: ModuleType, lotse: BaseWSGIServer, rasa) -> None:
    program.ask("example", "Mit wie vielen Ländern?")
    until(lambda: len(program.printed) == 1)
    assert "Mit vier Partnern." in program.printed[0] and "Quelle:" in program.printed[0] and "  1. Welche?" in program.printed[0]
    program.ask("example", "1")
    until(lambda: len(program.printed) == 2)
    assert rasa.received[-1]["message"] == "Welche Länder?"


def test_the_example_accepts_a_check(program: ModuleType, lotse: BaseWSGIServer) -> None:
    assert [finding.good for finding in lotse.channel.check("https://lotse.example.org")] == [True]
    program.SECRET = "another"
    assert [finding.good for finding in lotse.channel.check("https://lotse.example.org")] == [False]


def test_the_commands_of_the_page(program: ModuleType, lotse: BaseWSGIServer, rasa) -> None:
    commands = next(block for block in re.findall(r"```bash\n(.*?)```", PAGE, re.S) if "openssl" in block)
    assert program.SECRET in commands
    ran = subprocess.run(["bash", "-euc", re.sub(r"LOTSE=.*", f"LOTSE={program.LOTSE}", commands)], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    until(lambda: len(program.printed) == 1)
    assert [one["message"] for one in rasa.received] == ["Mit welchen Ländern gibt es operative Partnerschaften?"]


def test_the_table_of_kinds_is_complete() -> None:
    from web.channels.providers import generic
    assert set(re.findall(r"^\| `(\w+)` \| (?:the person|a voice)", PAGE, re.M)) == set(generic._KINDS)
