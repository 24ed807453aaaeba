"""The advisory locks of the database: one number for each thing that only one at a time may do."""

from enum import IntEnum, unique

import psycopg


@unique
class Lock(IntEnum):
    """Any fixed numbers; those of conversations are hashes (see `statements.lock_number`)."""

    MIGRATION = 5_116_041_702_026
    QUEUE = 5_116_041_702_027
    PUBLICATION = 5_116_041_702_028
    ACCOUNTS = 5_116_041_702_029
    RETENTION = 5_116_041_702_030


def hold(connection: psycopg.Connection, lock: Lock) -> None:
    """Until the transaction ends, nobody else holds the lock."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (lock.value,))


def try_hold(connection: psycopg.Connection, lock: Lock) -> bool:
    """The same, if nobody holds it now; whether that is so."""
    return connection.execute("SELECT pg_try_advisory_xact_lock(%s)", (lock.value,)).fetchone()[0]
