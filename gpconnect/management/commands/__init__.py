"""Commands for support."""
