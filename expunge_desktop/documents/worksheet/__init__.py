"""The printed explanation of one conviction."""
