"""Live updates: events of a conversation as they happen, over connections that stay open."""

from .hub import Follower, Hub, TooMany
from .stream import as_list, frames

__all__ = ["Follower", "Hub", "TooMany", "as_list", "frames"]
