"""Live updates: events of a conversation as they happen, over connections that stay open."""

from .hub import ANY, Follower, Hub, TooMany
from .response import streamed
from .stream import Gone, as_list, frames

__all__ = ["ANY", "Follower", "Gone", "Hub", "TooMany", "as_list", "frames", "streamed"]
