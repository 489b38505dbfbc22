"""Devices that workers of a place share, each by a PIN of their own: see decision 0023."""
