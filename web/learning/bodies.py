"""Bodies of items: what the files hold of one, as a dict that goes into forms, drafts and publications.

`{"id", "topic", "scope", "section", "title": {language: text}, "facts", "text": {…}, "plain": {…},
"questions": {language: [text]}, "source": {"title", "url", "date", "as_of"}, "review_on"?}`; what lacks in a draft is
missing or empty. Questions that shall be refused have a body of questions alone.
"""

import hashlib
from copy import deepcopy
from typing import Any

from knowledge import questions
from knowledge.content import AUTHORITATIVE, Item
from knowledge.published import Body

REASONS = tuple(reason for reason in questions.REASONS if reason != "emergency")
"""What questions may be refused for by a publication; emergencies are no matter of samples."""
BY_LANGUAGE = ("title", "text", "plain", "questions")
BILINGUAL = ("section", "source.title", "source.url")
"""Fields that have one text for all languages, or a German and an English one."""
_FIELDS = ("id", "topic", "scope", "section", "title", "facts", "text", "plain", "questions", "source")


class _MISSING:
    """Stands for what one version lacks; a class, because copies of it are the same."""


def of_item(item: Item) -> Body:
    """The body of an item, for the caller to change."""
    return {name: deepcopy(getattr(item, name)) for name in _FIELDS}


def split(body: Body) -> tuple[Body, str | None]:
    """The item alone, and the day of its next review as it was typed."""
    return {name: value for name, value in body.items() if name != "review_on"}, body.get("review_on") or None


def languages(body: Body) -> list[str]:
    """The languages that the body has anything in, German and English first."""
    found = {language for name in BY_LANGUAGE for language in body.get(name) or {}}
    return sorted(found, key=lambda language: ({"de": 0, "en": 1}.get(language, 2), language))


def add_questions(body: Body, questions: dict[str, list[str]]) -> Body:
    """The body with further sample questions; none twice."""
    after = deepcopy(body)
    for language, texts in questions.items():
        there = after.setdefault("questions", {}).setdefault(language, [])
        there += [text for text in dict.fromkeys(texts) if text not in there]
    return after


def fingerprint(body: Body) -> str:
    """What the German version says, shortened: a confirmed translation is right for this and nothing else."""
    return hashlib.sha256(repr(_said(body, AUTHORITATIVE)).encode()).hexdigest()[:16]


def outdated(body: Body, base: Body | None, confirmed: dict[str, str]) -> list[str]:
    """The languages, and 'plain', whose text is older than the German one and was not confirmed as still right."""
    if not base or _said(body, AUTHORITATIVE) == _said(base, AUTHORITATIVE):
        return []
    old = [language for language in languages(body) if language != AUTHORITATIVE and _said(body, language) == _said(base, language)
           and any(_said(body, language))]
    if (body.get("plain") or {}).get(AUTHORITATIVE) and body.get("plain") == base.get("plain"):
        old.append("plain")
    return [language for language in old if confirmed.get(language) != fingerprint(body)]


def merged(base: Any, theirs: Any, mine: Any) -> Any:
    """What two have made of `base`: each one's changes; where both changed the same, mine."""
    if mine == base or theirs == mine:
        return deepcopy(theirs)
    if theirs == base:
        return deepcopy(mine)
    if all(isinstance(value, dict) for value in (base, theirs, mine)):
        both = {name: merged(*(value.get(name, _MISSING) for value in (base, theirs, mine))) for name in {**theirs, **mine}}
        return {name: value for name, value in both.items() if value is not _MISSING}
    if all(isinstance(value, list) for value in (base, theirs, mine)):
        kept = [entry for entry in theirs if entry in mine or entry not in base]
        return kept + [entry for entry in mine if entry not in theirs and entry not in base]
    return deepcopy(mine)


def _said(body: Body, language: str) -> tuple[str, str]:
    return tuple((body.get(name) or {}).get(language, "") for name in ("title", "text"))
