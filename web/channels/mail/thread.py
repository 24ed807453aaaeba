"""Names of mails and of conversations. A conversation is one sender in one thread; our own mails carry the thread's name, so
that an answer finds it even if its program names no older mail."""

import hashlib
import re
from email.message import Message

_IDS = re.compile(r"<([!-;=?-~]{1,400})>")  # visible ASCII
_MOST_REFERENCES = 10
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def is_address(text: str) -> bool:
    """Whether answers can go there: ASCII, without quotes."""
    return len(text) <= 254 and bool(_ADDRESS.fullmatch(text))


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


def message_id(key: str, thread: str, domain: str) -> str:
    """Of a mail of ours; the same each time it is tried."""
    return f"<{key}.{thread}@{domain}>"


def ours(text: str, domain: str) -> str | None:
    """The thread that a mail of ours belongs to, which is named in the text."""
    found = re.search(rf"<[0-9a-f-]{{36}}\.([0-9a-f]{{20}})@{re.escape(domain)}>", text)
    return found[1] if found else None


def references(mail: Message) -> list[str]:
    """Names of older mails of the thread, the first one first, without brackets."""
    named = " ".join(str(value) for name in ("References", "In-Reply-To") for value in mail.get_all(name, []))
    return list(dict.fromkeys(_IDS.findall(named)))


def name_of(mail: Message, raw: bytes) -> str:
    """The mail's own name, at most 200 characters; of a mail without one, a digest."""
    found = _IDS.search(str(mail.get("Message-ID", "")))
    name = found[1] if found else "sha256:" + hashlib.sha256(raw).hexdigest()
    return name if len(name) <= 200 else "sha256:" + hashlib.sha256(name.encode()).hexdigest()


def thread_of(mail: Message, name: str, domain: str) -> str:
    """20 hexadecimal digits; of the thread's first mail, unless we have answered in it."""
    older = references(mail)
    known = ours(" ".join(f"<{one}>" for one in older), domain)
    return known or hashlib.sha256((older or [name])[0].encode("utf-8", "replace")).hexdigest()[:20]


def chain(mail: Message) -> list[str]:
    """Names for the References of an answer: the first mail and the newest ones."""
    own = _IDS.search(str(mail.get("Message-ID", "")))
    all_names = [*references(mail), *([own[1]] if own else [])]
    names = list(dict.fromkeys(all_names))
    return names if len(names) <= _MOST_REFERENCES else [names[0], *names[1 - _MOST_REFERENCES:]]
