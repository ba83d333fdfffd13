"""Exhibit A and what is made from its rows: versions, volumes, the clerk's index."""
