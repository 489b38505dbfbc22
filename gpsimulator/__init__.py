"""A GP Connect simulator: Spine proxy, GP systems, PDS and SDS, with invented people. No Django."""
