"""Tests of the GP simulator, over HTTP wherever there is something to ask."""
