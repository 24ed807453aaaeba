"""The form of a draft: what its fields are called, how they are filled, and how they are read back without loss."""

import re
import unicodedata
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from knowledge.published import REFUSE

from ..texts import LANGUAGES
from .bodies import BILINGUAL, BY_LANGUAGE, Body

KINDS = ("info", "term")
"""What a new item may be; others are about structured facts, which stand in the files."""
SCOPES = ("page", "background")
_PLAIN_FIELDS = ("id", "topic", "scope", "review_on")
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LONGEST_ID = 48


def fields(body: Body) -> dict[str, str]:
    """The fields of the form, by name: `text.de`, `questions.fr` (one a line), `source.url.en`, `facts.kind` …"""
    found = {name: body.get(name) or "" for name in _PLAIN_FIELDS}
    found["facts.kind"] = (body.get("facts") or {}).get("kind", "info")
    found |= {f"source.{name}": (body.get("source") or {}).get(name) or "" for name in ("date", "as_of")}
    for name in BILINGUAL:
        found[f"{name}.de"], found[f"{name}.en"] = _both(_get(body, name))
    for name in BY_LANGUAGE:
        for language in LANGUAGES:
            value = (body.get(name) or {}).get(language) or ""
            found[f"{name}.{language}"] = "\n".join(value) if isinstance(value, list) else value
    return found


def read(form: Mapping[str, str], before: Body, item: str | None) -> Body:
    """What somebody made of the body `before` of `item` (None: a new one); fields that the form does not have stay."""
    body = deepcopy(before)
    given = {name: tidy(value) for name, value in form.items()}
    refusing = (item or "").startswith(REFUSE)
    if not refusing:
        _read_plain(given, body, item is None)
        _read_source(given, body)
    for name in ("questions",) if refusing else BY_LANGUAGE:
        for language in LANGUAGES:
            if f"{name}.{language}" in given:
                _put(body, name, language, given[f"{name}.{language}"])
    if item is None and not body.get("id"):
        body["id"] = slug((body.get("title") or {}).get("de", ""))
    return body


def tidy(text: str) -> str:
    """What was typed, in NFC, without control characters and space around lines. Joiners, which Persian words need, stay."""
    text = unicodedata.normalize("NFC", "\n".join(line.strip() for line in text.splitlines()))
    return "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cs", "Cn")).strip()


def without(body: Body, language: str) -> Body:
    """The body without anything in that language, or without its plain German."""
    after = deepcopy(body)
    if language == "plain":
        after["plain"] = {}
        return after
    for name in BY_LANGUAGE:
        (after.get(name) or {}).pop(language, None)
    return after


def slug(title: str) -> str:
    """An id for a title: 'Rückkehr für Ältere' is 'rueckkehr-fuer-aeltere'."""
    plain = unicodedata.normalize("NFKD", title.casefold().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST_ID].strip("-")


def _read_plain(given: Mapping[str, str], body: Body, new: bool) -> None:
    for name in (*_PLAIN_FIELDS[1:], *(("id",) if new else ())):
        if name in given:
            body[name] = given[name]
    if not body.get("review_on"):
        body.pop("review_on", None)
    if given.get("facts.kind") in KINDS:
        body["facts"] = (body.get("facts") or {}) | {"kind": given["facts.kind"]}


def _read_source(given: Mapping[str, str], body: Body) -> None:
    for name in BILINGUAL:
        if f"{name}.de" in given:
            _set(body, name, _joined(_get(body, name), given[f"{name}.de"], given.get(f"{name}.en", "")))
    source = body.setdefault("source", {})
    if "source.date" in given:
        source["date"] = given["source.date"] or None
    if "source.as_of" in given:
        source["as_of"] = given["source.as_of"]


def _put(body: Body, name: str, language: str, value: str) -> None:
    """An empty value is no value: readers of the language get English."""
    texts = body.setdefault(name, {})
    if name == "questions":
        wanted = list(dict.fromkeys(line.strip() for line in value.splitlines() if line.strip()))
    else:
        before = texts.get(language, "")
        wanted = before if value == tidy(before) else value
    if wanted:
        texts[language] = wanted
    else:
        texts.pop(language, None)


def _both(value: Any) -> tuple[str, str]:
    if isinstance(value, dict):
        return value.get("de", ""), value.get("en", "")
    return value or "", ""


def _joined(before: Any, german: str, english: str) -> Any:
    """One text for all languages, or a German and an English one; as before where nothing is new."""
    if (german, english) == tuple(map(tidy, _both(before))):
        return before
    if not (german and english) or german == english:
        return german or english
    return (before if isinstance(before, dict) else {}) | {"de": german, "en": english}


def _get(body: Body, name: str) -> Any:
    first, _, second = name.partition(".")
    return (body.get(first) or {}).get(second) if second else body.get(first)


def _set(body: Body, name: str, value: Any) -> None:
    first, _, second = name.partition(".")
    if second:
        body.setdefault(first, {})[second] = value
    else:
        body[first] = value
