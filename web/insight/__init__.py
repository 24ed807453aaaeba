"""What the service has done in a period: figures, charts and a table to download. Nothing of it says who asked what."""

from .chart import Chart, stacked
from .figures import Counts, Figures, Speed, Waiting
from .period import Choices, Period, read
from .questions import Unanswered, unanswered
from .sheet import sheet

__all__ = [
    "Chart", "Choices", "Counts", "Figures", "Period", "Speed", "Unanswered", "Waiting", "read", "sheet", "stacked", "unanswered"]
