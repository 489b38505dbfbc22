"""Today beside a person's own days, weeks and months: values, what is usual, what changed."""

from dailycare.trends.marked import MarkedChange, marked_changes

__all__ = ["MarkedChange", "marked_changes"]
