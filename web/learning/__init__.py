"""What staff make of questions that were not answered well: drafts, the gate before they go out, publications."""

from .loop import Learning

__all__ = ["Learning"]
