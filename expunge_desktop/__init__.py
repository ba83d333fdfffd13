"""Expunge Desktop: from a bulk conviction file to a filed motion, on a workstation never online."""

__version__ = "0.1.0"
