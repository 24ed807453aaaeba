"""What a file is read as, and how much of it."""

from dataclasses import dataclass

MOST_BYTES = 5_000_000
MOST_PAGES = 300
MOST_CHARACTERS = 500_000
MOST_SECTIONS = 400
LONGEST_TITLE = 200

PROBLEMS = ("too_large", "empty", "unsupported", "encrypted", "no_text", "too_many_pages", "too_long", "too_slow", "too_much",
            "broken", "busy")


class Unreadable(Exception):
    """The file cannot be imported; `problem` is one of PROBLEMS, `what` the kind of file where that is the problem."""

    def __init__(self, problem: str, what: str = "") -> None:
        super().__init__(f"{problem} {what}".strip())
        self.problem, self.what = problem, what


@dataclass(frozen=True)
class Section:
    """A heading of the file and what stands below it. `within` is the heading above that one, or the file's title.

    Paragraphs are separated by an empty line, entries of a list are lines that begin with '• '. `date` is ISO 8601.
    """

    title: str
    text: str
    level: int
    within: str = ""
    date: str | None = None


@dataclass(frozen=True)
class Imported:
    """A file's title, language (ISO 639-1, where it is told), sections, date of its state (ISO 8601), and address."""

    title: str
    language: str | None
    sections: list[Section]
    date: str | None
    url: str | None


@dataclass(frozen=True)
class Block:
    """A heading (`level` 1 to 6), or a paragraph or list (level 0)."""

    text: str
    level: int = 0
    date: str | None = None


def sections(title: str, blocks: list[Block]) -> list[Section]:
    """The sections that the headings make; headings with nothing below them are only what others stand within."""
    found: list[Section] = []
    above: list[Block] = [Block(title, 0)]
    texts: list[str] = []

    def close() -> None:
        if texts:
            heading, within = above[-1], above[-2].text if len(above) > 1 else title
            found.append(Section(heading.text, "\n\n".join(texts), max(1, heading.level), within, heading.date))
            texts.clear()

    for block in blocks:
        if not block.level:
            texts.append(block.text)
            continue
        close()
        while len(above) > 1 and above[-1].level >= block.level:
            above.pop()
        above.append(Block(shortened(block.text), block.level, block.date))
    close()
    return found


def shortened(text: str, most: int = LONGEST_TITLE) -> str:
    """A title, in one line and not longer than that."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most - 1].rsplit(" ", 1)[0] + "…"
