"""Brings the database to the newest version of the tables: `python -m web.migrate`. Safe to repeat."""

import os
import sys
from pathlib import Path

import sqlalchemy
from alembic import command
from alembic.config import Config

from .settings import SettingError, Settings
from .store.locks import Lock


class MigrationError(RuntimeError):
    """The tables could not be brought up to date; one sentence says why."""


def migrate(database_url: str) -> None:
    """Runs the missing migrations. Raises MigrationError."""
    url = sqlalchemy.make_url(database_url).set(drivername="postgresql+psycopg")
    engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool, connect_args={"connect_timeout": 5})
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    try:
        with engine.connect() as connection:
            # Two processes that start together do not both migrate.
            connection.execute(sqlalchemy.text("SELECT pg_advisory_lock(:n)"), {"n": Lock.MIGRATION.value})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
    except sqlalchemy.exc.OperationalError as error:
        place = url.render_as_string(hide_password=True)
        reason = str(error.orig).strip().splitlines()[0]
        raise MigrationError(f"The database {place} cannot be reached: {reason}") from None


def main() -> int:
    """The command; returns the exit status."""
    try:
        migrate(Settings.read(os.environ).database_url)
    except (SettingError, MigrationError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
