"""Messaging apps: the same assistant where people already are. A channel is one file in `providers`."""

from .answering import Answering
from .configuration import make
from .office import Office
from .routes import blueprint

__all__ = ["Answering", "Office", "blueprint", "make"]
