"""Today beside a person's own days, weeks and months: values, what is usual, what changed."""

from dailycare.trends.marked import MarkedChange, marked_changes
from dailycare.trends.today import DrunkToday, drunk_today

__all__ = ["DrunkToday", "MarkedChange", "drunk_today", "marked_changes"]
