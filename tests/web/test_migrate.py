"""Migrations: safe to repeat and to start twice; one sentence when the database is away."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from web.migrate import MigrationError, migrate

ROOT = Path(__file__).parents[2]


@pytest.fixture
def empty_database(database_url: str):
    """A new database beside the tests' one."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS lotse_migrations WITH (FORCE)")
        connection.execute("CREATE DATABASE lotse_migrations")
        info = psycopg.conninfo.conninfo_to_dict(database_url)
        host, port, user = (info.get(k, "") for k in ("host", "port", "user"))
        yield f"postgresql://{user}@/lotse_migrations?host={host}" + (f"&port={port}" if port else "")
        connection.execute("DROP DATABASE lotse_migrations WITH (FORCE)")


def test_two_that_start_together(empty_database: str) -> None:
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(migrate, [empty_database] * 2))
    migrate(empty_database)
    with psycopg.connect(empty_database) as connection:
        versions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    assert len(versions) == 1


def test_a_database_that_is_away() -> None:
    secret = "geheim"
    with pytest.raises(MigrationError, match=r"The database postgresql.*cannot be reached: .+") as error:
        migrate(f"postgresql://eva:{secret}@127.0.0.1:9/none")
    assert secret not in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize("url, said", [("", "DATABASE_URL is missing"),
                                       ("postgresql://127.0.0.1:9/none", "cannot be reached")])
def test_the_command_fails_with_one_sentence(url: str, said: str) -> None:
    done = subprocess.run([sys.executable, "-m", "web.migrate"], cwd=ROOT, text=True, capture_output=True,
                          env=os.environ | {"DATABASE_URL": url})
    assert done.returncode == 1 and said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
