"""Emptying tables between tests, a hundred times faster than TRUNCATE, which makes their files anew."""

import psycopg

# The tables, and all that refers to them, with how far they are away.
_EMPTIED = """
WITH RECURSIVE emptied (id, distance) AS (
    SELECT unnest(%s::regclass[])::oid, 0
    UNION SELECT c.conrelid, e.distance + 1 FROM pg_constraint c JOIN emptied e ON c.confrelid = e.id
    WHERE c.contype = 'f' AND c.conrelid <> e.id
)
"""
_TABLES = f"{_EMPTIED} SELECT id::regclass::text FROM emptied GROUP BY id ORDER BY max(distance) DESC"
_SEQUENCES = f"""{_EMPTIED}
SELECT DISTINCT s.oid::regclass::text FROM pg_depend d JOIN emptied e ON d.refobjid = e.id
JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' WHERE d.refclassid = 'pg_class'::regclass
"""
_statements: dict[tuple[str, ...], str] = {}


def empty(connection: psycopg.Connection, *tables: str) -> None:
    """Empties tables and all that refers to them; their numbers begin at 1 again."""
    if tables not in _statements:
        _statements[tables] = _statement(connection, tables)
    connection.execute(_statements[tables])


def _statement(connection: psycopg.Connection, tables: tuple[str, ...]) -> str:
    """What refers to others first."""
    names = [name for name, in connection.execute(_TABLES, (list(tables),))]
    sequences = [name for name, in connection.execute(_SEQUENCES, (list(tables),))]
    return ";".join([*(f"DELETE FROM {name}" for name in names), *(f"SELECT setval('{name}', 1, false)" for name in sequences)])
