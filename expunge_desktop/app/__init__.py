"""Start-up, command line, wiring, self-test."""
