"""The learning loop: from questions that were not answered well, to drafts, through the gate, to publications."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from knowledge import questions
from knowledge.content import Content
from knowledge.questions import Labelled

from ..store import Account, Database
from ..texts import LANGUAGES
from .background import Background
from .bases import Bases, NoItem
from .bodies import Body, add_questions, fingerprint, languages
from .drafts import Drafts
from .gate import Gate
from .overview import Overviews
from .publications import Publications
from .unanswered import Question, Unanswered
from .vectors import Vectors

DUE_DAYS = 14
"""So many days before a fact is to be reviewed, editors are reminded."""


def known_answers(files: Content) -> list[Labelled]:
    """The questions whose right answers are known, and none of which anything was learnt from."""
    return questions.load("calibration", files) + questions.load("test", files)


class Learning:
    """Everything of the loop, made once a process. `knowledge` gives the Knowledge of this moment."""

    def __init__(self, database: Database, knowledge: Callable[[], Any],
                 labelled: Callable[[Content], list[Labelled]] = known_answers,
                 today: Callable[[], date] = lambda: datetime.now(UTC).date()) -> None:
        self.knowledge, self.today = knowledge, today
        self.background = Background()
        self.unanswered, self.drafts, self.publications = Unanswered(database), Drafts(database), Publications(database)
        self.overviews = Overviews(self.unanswered, Vectors(database, lambda: self.meaning), self.background)
        self.bases = Bases(lambda: knowledge().files.content, self.publications)
        self.gate = Gate(database, knowledge, labelled, self.bases, self.background)

    @cached_property
    def meaning(self) -> Any:
        """What makes the vectors by which questions are put together."""
        from knowledge.meaning import Meaning  # loads an encoder; the web tier starts without it
        return Meaning(self.knowledge().files)

    def draft(self, item: str | None, turns: Iterable[int], account: Account) -> int:
        """The number of a draft with the questions of these turns as samples: of the item's open draft, if there is one.

        `item` None: of a new item. Raises NoItem, NotOpen."""
        asked = self.unanswered.by_id(turns)
        samples, chosen = by_language(asked), [question.turn for question in asked]
        there = self.drafts.open_for(item) if item else None
        if there is None:
            origin = self.bases.origin(item) if item else {}
            body: Body = origin["base"] if item else {"scope": "background", "facts": {"kind": "info"}, "questions": {}}
            return self.drafts.create(item, add_questions(body, samples), origin | {"asked": len(chosen)}, account, chosen)
        draft = self.drafts.read(there)
        self.drafts.save(there, draft.revision, add_questions(draft.body, samples), account, turns=chosen)
        return there

    def restore(self, item: str, version: int | None, account: Account) -> int:
        """The number of a draft that brings an earlier version back; None: what the files have. Raises NoItem, NoVersion."""
        origin = self.bases.origin(item)
        body = self.publications.version(item, version).body if version else None
        old = body or self.bases.of_files(item)
        if old is None:
            raise NoItem()
        kept = {name: origin["base"][name] for name in ("review_on",) if name in origin["base"]}
        # The earlier version was right as a whole: its translations belong to its German text.
        confirmed = dict.fromkeys((*languages(old), "plain"), fingerprint(old))
        return self.drafts.create(item, old | kept, origin | {"restores": version or 0, "confirmed": confirmed}, account)

    def due(self) -> dict[str, date]:
        """The items that are to be reviewed within DUE_DAYS, or should have been, with the day; the earliest first."""
        until = self.today() + timedelta(days=DUE_DAYS)
        days = [(name, state.review_on) for name, state in self.publications.states().items()]
        return dict(sorted(((name, day) for name, day in days if day and day <= until), key=lambda pair: pair[1]))


def by_language(asked: list[Question]) -> dict[str, list[str]]:
    """The questions as sample questions of an item, each once."""
    found: dict[str, list[str]] = {}
    for question in asked:
        if question.language in LANGUAGES:
            found.setdefault(question.language, []).append(" ".join(question.text.split()))
    return {language: list(dict.fromkeys(texts)) for language, texts in found.items()}
