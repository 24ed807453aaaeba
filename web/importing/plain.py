"""Plain text and Markdown: headings are guessed from how lines look.

So is the saved text of a web page, in which the alternative texts of pictures stand as lines of their own: a line below
the name of an icon is an entry of a list.
"""

import re
from dataclasses import dataclass, field

from . import dates
from .document import Block, Imported, sections, shortened

_BULLET = re.compile(r"\s*(?:[•·▪‣◦*–-]|\(?[a-z]\))\s+(?=\S)")
_MARKDOWN = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_UNDERLINE = re.compile(r"(=|-){3,}\s*$")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+(?=[^\W\d_])")
_ICON = re.compile(r"(?:.{0,60}\s)?icon$|icon of .{1,80}$", re.I)
_FURNITURE = re.compile(r"(?:background )?banner$|(?:zum|skip to|go to|aller au|ir al|vai al)\s(?:haupt)?(?:inhalt|main content|"
                        r"content|contenu(?: principal)?|contenido(?: principal)?|contenuto(?: principale)?)$", re.I)
_LONGEST_HEADING = 90
_LONGEST_NUMBERED = 150
_TOP, _NUMBERED_LEVEL, _DATED = 2, 3, 4


@dataclass
class _Reading:
    """What has been read so far; `icon`: the next line is an entry of a list."""

    blocks: list[Block] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    icon: bool = False

    def flush(self) -> None:
        if self.entries:
            self.blocks.append(Block("\n".join(f"• {entry}" for entry in self.entries)))
            self.entries = []

    def add(self, block: Block) -> None:
        self.flush()
        self.blocks.append(block)


def read(text: str) -> Imported:
    """The text's sections; its title is its first heading, else its first line."""
    found = blocks(text)
    first = found[0] if found else Block("")
    title = shortened(first.text.split("\n")[0], 100)
    rest = found[1:] if first.level else found
    # A heading that repeats the title is none of its own.
    rest = [block for block in rest if not (block.level and block.text == first.text)]
    return Imported(title, None, sections(title, rest), _day(text), None)


def blocks(text: str) -> list[Block]:
    """Headings, paragraphs and lists, in order."""
    reading = _Reading()
    for lines in _paragraphs(text):
        _paragraph(lines, reading)
    reading.flush()
    return reading.blocks


def _paragraphs(text: str) -> list[list[str]]:
    """Lines that stand together; a line of nothing but spaces is an empty one."""
    groups: list[list[str]] = [[]]
    for line in text.replace("\r\n", "\n").replace("\xa0", " ").split("\n"):
        line = line.rstrip()
        if not line.strip():
            groups.append([])
        elif _MARKDOWN.match(line.strip()):
            groups += [[line], []]
        elif _UNDERLINE.match(line.strip()) and len(groups[-1]) == 1:
            groups[-1].append(line)
            groups.append([])
        else:
            groups[-1].append(line)
    return [group for group in groups if group]


def _paragraph(lines: list[str], reading: _Reading) -> None:
    line = lines[0].strip()
    if len(lines) == 2 and _UNDERLINE.match(lines[1].strip()):
        reading.add(Block(line, 1 if lines[1].strip().startswith("=") else _TOP))
    elif any(_BULLET.match(each) for each in lines):
        _list(lines, reading)
    elif dates.only(line) and len(lines) > 1:
        _dated(lines, reading)
    elif len(lines) > 1:
        reading.add(Block(" ".join(each.strip() for each in lines)))
    else:
        _line(line, reading)


def _line(line: str, reading: _Reading) -> None:
    """A line that stands alone."""
    icon, reading.icon = reading.icon, False
    markdown, numbered = _MARKDOWN.match(line), _NUMBERED.match(line)
    if _FURNITURE.match(line) or line == next((block.text for block in reading.blocks if block.level), None):
        return
    if _ICON.match(line):
        reading.icon = True
    elif icon:
        reading.entries.append(line)
    elif reading.entries and line[:1].islower():
        reading.entries[-1] += " " + line  # goes on with what the entry has begun
    elif markdown:
        reading.add(Block(markdown[2], len(markdown[1])))
    elif numbered and len(line) <= _LONGEST_NUMBERED and line[-1] not in ".;,":
        reading.add(Block(line[numbered.end():], _NUMBERED_LEVEL + numbered[1].count(".")))
    elif _is_heading(line):
        reading.add(Block(line.rstrip(" :"), _TOP))
    else:
        reading.add(Block(line))


def _is_heading(line: str) -> bool:
    """A short line that is no sentence and lists nothing."""
    return (len(line) <= _LONGEST_HEADING and line[-1] not in ".?!;,…" and "," not in line and line[0].isalnum()
            and not line[0].islower() and dates.only(line) is None)


def _list(lines: list[str], reading: _Reading) -> None:
    """Entries, and lines that go on with the entry before them; what stands in front introduces the list."""
    reading.flush()
    for each in lines:
        if _BULLET.match(each):
            reading.entries.append(_BULLET.sub("", each, count=1).strip())
        elif reading.entries:
            reading.entries[-1] += " " + each.strip()
        else:
            reading.add(Block(each.strip()))
    reading.flush()


def _dated(lines: list[str], reading: _Reading) -> None:
    """Lines with nothing but a date, each with what is of that day below it: a section each."""
    day, written = None, ""
    for line in (line.strip() for line in lines):
        found = dates.only(line)
        if found:
            day, written = found.isoformat(), line
        else:
            title = line.rstrip(".")
            reading.add(Block(title, _DATED, day))
            reading.add(Block(f"{title} ({written})"))


def _day(text: str) -> str | None:
    found = dates.latest(text)
    return found.isoformat() if found else None
