"""From the machine to a person and back: visitors ask and wait (`Reception`), people take and answer (`Desk`).

Every step is one transaction, and a row in the table `event` says who did it and when; what staff do is in `audit` too.
"""

from .case import Case
from .desk import Desk
from .overview import Guest
from .reception import Reception, Standing
from .refusals import DeskConflict, WrongInput
from .tracker import Tracker

__all__ = ["Case", "Desk", "DeskConflict", "Guest", "Reception", "Standing", "Tracker", "WrongInput"]
