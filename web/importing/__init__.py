"""A file that somebody has saved, a web page, a PDF or a text, becomes sections with title, date and address.

`read` looks into the file in a process of its own with little memory, little time and nothing of the application's:
`python -m importing`, started in the folder above. So nothing in this package but `reader` and `drafts` may import
what is outside of it.
"""

from .document import Imported, Section, Unreadable

__all__ = ["Imported", "Section", "Unreadable"]
