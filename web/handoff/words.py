"""What people write, made harmless and measured."""

from ..guard import clean
from . import refusals

MAX_TEXT = 4000


def written(raw: str) -> str:
    """The cleaned text. Raises WrongInput if there is none, or too much."""
    text = clean(raw)
    if not 1 <= len(text) <= MAX_TEXT:
        raise refusals.text_length(MAX_TEXT)
    return text
