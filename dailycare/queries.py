"""Reads of daily care: the people of a shift, a person's timeline, evidence for a review."""

PAGE = 50
TIMELINE_PAGE = 50
