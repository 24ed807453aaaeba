"""Check content files. Every finding names the file, the item and the field, and says what is expected."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from knowledge.paths import ROOT

DAYS = ("date", "document_date", "as_of")  # fields that hold a day


class ContentError(Exception):
    """A content file cannot be used; the message names file, item and field."""


class _Loader(yaml.SafeLoader):
    """Leaves dates as they are written, so that one that does not exist is found with its item and field."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def read_yaml(path: Path) -> Any:
    """The file's data, dates as strings. Raises ContentError, naming the file, for unreadable files."""
    try:
        return yaml.load(path.read_text("utf-8"), _Loader)
    except (yaml.YAMLError, ValueError, OSError) as error:  # ValueError: bad UTF-8, a bad tagged value
        detail = " ".join(str(error).split())
        raise ContentError(f"{path.name}: cannot be read as YAML: {detail}") from error


@cache
def _validator() -> jsonschema.Draft202012Validator:
    schema = read_yaml(ROOT / "knowledge" / "schema.yml")
    return jsonschema.Draft202012Validator(schema)


def check_file(path: Path) -> dict:
    """The file's data. Raises ContentError with every finding, a line each."""
    data = read_yaml(path)
    findings = [_finding(path, data, error) for error in _validator().iter_errors(data)]
    if not findings:
        findings = _bad_dates(path, data)
    if findings:
        raise ContentError("\n".join(sorted(findings)))
    return data


def _finding(path: Path, data: Any, error: jsonschema.ValidationError) -> str:
    where = list(error.absolute_path)
    item = ""
    if len(where) > 1 and where[0] == "items":
        entry = data["items"][where[1]]
        item = f" item '{entry.get('id', where[1] + 1) if isinstance(entry, dict) else where[1] + 1}':"
        where = where[2:]
    return f"{path.name}:{item}{field_and_message(where, error)}"


def read_checked(path: Path, validator: jsonschema.Draft202012Validator) -> Any:
    """What the file holds, in the shape that `validator` wants. Raises ContentError, naming file and field of all findings."""
    data = read_yaml(path)
    findings = [f"{path.name}:{field_and_message(list(error.absolute_path), error)}" for error in validator.iter_errors(data)]
    if findings:
        raise ContentError("\n".join(sorted(findings)))
    return data


def field_and_message(where: list, error: jsonschema.ValidationError) -> str:
    """Which field is wrong, and what is expected there."""
    field = f" field '{'.'.join(map(str, where))}':" if where else ""
    message = error.message if len(error.message) < 200 else error.message[:200] + " …"
    return f"{field} {message}"


def _bad_dates(path: Path, data: dict) -> list[str]:
    """Dates that look right but are none, such as 2023-02-30."""
    places = [("", "source", data.get("source", {}))]
    for entry in data["items"]:
        item = f" item '{entry['id']}':"
        places += [(item, "facts", entry["facts"]), (item, "source", entry.get("source", {}))]
    return [
        f"{path.name}:{item} field '{place}.{name}': no such day"
        for item, place, fields in places
        for name in DAYS
        if not is_day(fields.get(name))
    ]


def is_day(value: str | None) -> bool:
    """Whether `value` is the ISO form of a day that exists, or None."""
    if value is None:
        return True
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True
