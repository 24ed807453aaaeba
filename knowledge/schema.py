"""Check content files. Every finding names the file, the item and the field, and says what is expected."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from knowledge.paths import ROOT


class ContentError(Exception):
    """A content file cannot be used; the message names file, item and field."""


def read_yaml(path: Path) -> Any:
    """The file's data, dates as ISO strings. Raises ContentError for unreadable files."""
    try:
        return _plain(yaml.safe_load(path.read_text("utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        detail = " ".join(str(error).split())
        raise ContentError(f"{path.name}: cannot be read as YAML: {detail}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


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
    field = f" field '{'.'.join(map(str, where))}':" if where else ""
    message = error.message if len(error.message) < 200 else error.message[:200] + " …"
    return f"{path.name}:{item}{field} {message}"


def _bad_dates(path: Path, data: dict) -> list[str]:
    """Dates that look right but are none, such as 2023-02-30."""
    findings = []
    for entry in data["items"]:
        places = {"facts": entry["facts"], "source": entry.get("source", {})}
        for place, fields in places.items():
            for name in ("date", "document_date", "as_of"):
                if not _is_date(fields.get(name)):
                    findings.append(f"{path.name}: item '{entry['id']}': field '{place}.{name}': no such day")
    return findings


def _is_date(value: str | None) -> bool:
    if value is None:
        return True
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True
