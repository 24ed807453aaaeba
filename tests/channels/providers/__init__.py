"""The providers of the tests by name; one module each, with one subclass of Provider."""

from importlib import import_module

from web.channels.configuration import CHANNELS

from ..provider import Provider


def make(name: str) -> Provider:
    """A provider of that name, with its server running."""
    module = import_module(f"{__name__}.{name}")
    found = next(value for value in vars(module).values()
                 if isinstance(value, type) and issubclass(value, Provider) and getattr(value, "name", None) == name)
    return found()


NAMES = tuple(CHANNELS)
