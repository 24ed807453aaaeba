"""The providers of the tests by name; one module each, with one subclass of Provider."""

from importlib import import_module

from web.channels.configuration import CHANNELS

from ..provider import Provider


def class_of(name: str) -> type[Provider]:
    """The class of the provider of that name."""
    module = import_module(f"{__name__}.{name}")
    return next(value for value in vars(module).values()
                if isinstance(value, type) and issubclass(value, Provider) and getattr(value, "name", None) == name)


def make(name: str) -> Provider:
    """The same, with its server running."""
    return class_of(name)()


NAMES = tuple(CHANNELS)
