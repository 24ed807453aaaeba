"""Conversations and turns in Postgres. Without the database the service still answers, it only forgets."""

from .database import Database, StoreDown
from .events import Event, EventLog, News
from .feedback import Feedback
from .session import Conversation, LockTaken, Saved, Session, Step
from .staff import Account, Staff, StaffSession
from .tracker_state import TrackerState
from .transcripts import Entry, Past, Transcript, Transcripts

__all__ = ["Account", "Conversation", "Database", "Entry", "Event", "EventLog", "Feedback", "LockTaken", "News", "Past", "Saved",
           "Session", "Staff", "StaffSession", "Step", "StoreDown", "TrackerState", "Transcript", "Transcripts"]
