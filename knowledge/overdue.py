"""Whether an answer rests on an item whose facts should have been checked again."""

from __future__ import annotations

import datetime

from knowledge.answer import Answer
from knowledge.published import Published


def overdue_since(answer: Answer, published: Published, today: datetime.date) -> datetime.date | None:
    """The earliest day, before `today`, on which a review of one of the answer's items was due; None if there is none."""
    days = [published.review_on.get(name) for name in {answer.item, *answer.context.items} if name]
    return min((day for day in days if day and day < today), default=None)
