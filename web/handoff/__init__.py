"""From the machine to a person and back: visitors ask and wait (`Reception`), people take and answer (`Desk`).

Every step is one transaction, and a row in the table `event` says who did it and when.
"""

from .desk import Desk, Guest
from .reception import Reception, Standing

__all__ = ["Desk", "Guest", "Reception", "Standing"]
