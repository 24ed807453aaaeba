"""Turns: from a message to its stored reply."""

from .fallback import Fallback, load_knowledge
from .pipeline import Pipeline
from .rasa import Rasa
from .tracker import Tracker
from .turn import Turn, conversation_key, is_message_id

__all__ = ["Fallback", "Pipeline", "Rasa", "Tracker", "Turn", "conversation_key", "is_message_id", "load_knowledge"]
