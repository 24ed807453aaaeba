"""What Lotse knows, and how it decides what is a right answer. Imports neither Rasa nor Flask.

The face is loaded when it is first used: the Rasa side imports only the light modules below this package.
"""

from __future__ import annotations

from typing import Any

__all__ = ["Answer", "Context", "Knowledge"]


def __getattr__(name: str) -> Any:
    if name == "Knowledge":
        from knowledge.engine import Knowledge as found
    elif name == "Answer":
        from knowledge.answer import Answer as found
    elif name == "Context":
        from knowledge.context import Context as found
    else:
        raise AttributeError(f"module 'knowledge' has no attribute '{name}'")
    return found
