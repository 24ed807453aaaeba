"""The shape of an item that is to be published: the part of schema.yml for one item, complete with topic and source."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache

import jsonschema

from knowledge.paths import ROOT
from knowledge.published import Body
from knowledge.schema import DAYS, read_yaml

LONGEST_TITLE, LONGEST_QUESTION = 200, 300  # characters
CODES = {
    "required": "missing", "minProperties": "missing", "minLength": "empty", "maxLength": "too_long", "minItems": "too_few",
    "enum": "unknown", "propertyNames": "unknown", "additionalProperties": "unexpected", "type": "wrong_type",
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """What is wrong with ``field`` ('text.fr', 'questions.de.0', 'source.url').

    ``code``: missing, empty, malformed, too_long, too_few, unknown, unexpected, wrong_type, no_such_day, no_address,
    other_numbers, duplicate, kind_changed, kind_not_free. ``about`` is the value concerned: the item that has the
    question already, the address, the language …; ``message`` says it in English.
    """

    field: str
    code: str
    message: str
    about: str = ""

    def __str__(self) -> str:
        return f" field '{self.field}': {self.message}"


def of_item(body: Body) -> Iterator[Finding]:
    """What is wrong with the shape of an item's body."""
    return _findings(_item(), body)


def of_refused(body: Body) -> Iterator[Finding]:
    """What is wrong with the shape of a body of questions to be refused."""
    return _findings(_refused(), body)


def _findings(validator: jsonschema.Draft202012Validator, body: Body) -> Iterator[Finding]:
    return (_finding(one) for error in validator.iter_errors(body) for one in _telling(error))


@cache
def _item() -> jsonschema.Draft202012Validator:
    whole = read_yaml(ROOT / "knowledge" / "schema.yml")
    item = deepcopy(whole["$defs"]["item"])
    fields = item["properties"]
    fields["questions"]["additionalProperties"]["items"] = _words(LONGEST_QUESTION)
    fields["title"] = {"allOf": [fields["title"], {"additionalProperties": _words(LONGEST_TITLE)}]}
    fields["source"] = {"allOf": [fields["source"], {"required": ["title", "url", "as_of"]}]}
    item["required"] += ["topic", "scope", "source"]
    return jsonschema.Draft202012Validator(item | {"$defs": whole["$defs"]})


@cache
def _refused() -> jsonschema.Draft202012Validator:
    lists = {"type": "array", "minItems": 1, "items": _words(LONGEST_QUESTION)}
    return jsonschema.Draft202012Validator({
        "type": "object", "required": ["questions"], "additionalProperties": False,
        "properties": {"questions": {"type": "object", "minProperties": 1, "additionalProperties": lists}},
    })  # fmt: skip


def _words(longest: int) -> dict:
    return {"type": "string", "pattern": "\\S", "maxLength": longest}


def _telling(error: jsonschema.ValidationError) -> list[jsonschema.ValidationError]:
    """Of a field that may be a text or texts by language, what is wrong with the form that was chosen."""
    if error.validator != "oneOf":
        return [error]
    wanted = "object" if isinstance(error.instance, dict) else "string"
    chosen = {one.schema_path[0] for one in error.context if one.validator != "type" or len(one.path)}
    inside = [one for one in error.context if one.schema_path[0] in chosen and one.validator_value != wanted]
    return inside or [error]


def _finding(error: jsonschema.ValidationError) -> Finding:
    where = [str(part) for part in error.absolute_path]
    about = ""
    if error.validator == "required":
        about = next(name for name in error.validator_value if error.message.startswith(repr(name)))
        where.append(about)
    code = CODES.get(str(error.validator), "malformed")
    if error.validator == "pattern":
        code, about = _of_pattern(where, str(error.instance))
    return Finding(".".join(where), code, error.message[:200], about)


def _of_pattern(where: list[str], value: str) -> tuple[str, str]:
    """Code and value of a text that is not of its pattern."""
    if not value.strip():
        return "empty", ""
    if {"url", "web"} & set(where):
        return "no_address", value
    return ("no_such_day" if set(DAYS) & set(where) else "malformed"), value
