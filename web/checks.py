"""Parsers of settings: each returns the value of a raw text, or raises ValueError: what is allowed."""

from collections.abc import Callable
from urllib.parse import urlsplit

from .hours import Hours


def whole(low: int, high: int) -> Callable[[str], int]:
    """Parser of a whole number from `low` to `high`."""
    def parse(raw: str) -> int:
        if not (raw.isascii() and raw.isdigit() and len(raw) <= 12 and low <= int(raw) <= high):
            raise ValueError(f"a whole number from {low} to {high}")
        return int(raw)
    return parse


def seconds(low: float, high: float) -> Callable[[str], float]:
    """Parser of a duration in seconds from `low` to `high`."""
    def parse(raw: str) -> float:
        try:
            value = float(raw)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:  # also false for nan
            raise ValueError(f"a number of seconds from {low:g} to {high:g}")
        return value
    return parse


def choice(*allowed: str) -> Callable[[str], str]:
    """Parser that lets only the named words through."""
    def parse(raw: str) -> str:
        if raw not in allowed:
            raise ValueError("one of " + ", ".join(allowed))
        return raw
    return parse


def text(most: int) -> Callable[[str], str]:
    """Parser of a text for people; `\\n` begins a new line."""
    def parse(raw: str) -> str:
        value = raw.replace("\\n", "\n")
        if len(value) > most or not value.replace("\n", "").isprintable():
            raise ValueError(f"a printable text of at most {most} characters")
        return value
    return parse


def hours(raw: str) -> Hours:
    """Opening hours; empty means that nobody is ever there."""
    return Hours.parse(raw)


def host(raw: str) -> str:
    """An address or host name to listen on."""
    if not raw.isprintable() or any(c in raw for c in " /:@") and not raw.startswith("["):
        raise ValueError("an IP address or a host name, for example 0.0.0.0")
    return raw


def postgres(raw: str) -> str:
    """A libpq connection URL of a Postgres database."""
    if not raw.startswith(("postgresql://", "postgres://")):
        raise ValueError("a URL that starts with postgresql://")
    return "postgresql://" + raw.split("://", 1)[1]


def service(raw: str) -> str:
    """The base URL of an HTTP service, without a trailing slash."""
    try:
        url = urlsplit(raw)
        valid = url.scheme in ("http", "https") and url.hostname and url.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise ValueError("a URL such as http://127.0.0.1:5005")
    return raw.rstrip("/")


def optional(parse: Callable[[str], str]) -> Callable[[str], str]:
    """Parser that lets an empty text through as well."""
    return lambda raw: parse(raw) if raw else ""


def services(raw: str) -> tuple[str, ...]:
    """One or several base URLs, separated by commas."""
    found = tuple(dict.fromkeys(service(part.strip()) for part in raw.split(",") if part.strip()))
    if not found:
        raise ValueError("one or several URLs such as http://127.0.0.1:5005, separated by commas")
    return found


def origins(raw: str) -> tuple[str, ...]:
    """Origins of websites as browsers name them, separated by commas; none at all is allowed."""
    return tuple(dict.fromkeys(_origin(part.strip()) for part in raw.split(",") if part.strip()))


def _origin(raw: str) -> str:
    try:
        url = urlsplit(raw.lower().rstrip("/"))
        port = url.port if url.port != {"http": 80, "https": 443}.get(url.scheme) else None
    except ValueError:
        url, port = urlsplit(""), None
    if url.scheme not in ("http", "https") or not url.hostname or "@" in url.netloc or url.path or url.query or url.fragment:
        raise ValueError("origins such as https://www.example.org, separated by commas")
    host = f"[{url.hostname}]" if ":" in url.hostname else url.hostname
    return f"{url.scheme}://{host}" + (f":{port}" if port else "")
