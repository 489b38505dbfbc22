"""Providers, their places, the people who work there, and what each role may do."""
