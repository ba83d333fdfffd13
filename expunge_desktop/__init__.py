"""Expunge Desktop: from a bulk conviction file to a filed motion, on one workstation that never goes online."""

__version__ = "0.1.0"
