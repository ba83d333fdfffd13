"""Filings to court papers, and reading them back."""
