"""Mutation testing of rules and domain: a small mistake is planted, a test must notice (docs/mutants.md)."""
