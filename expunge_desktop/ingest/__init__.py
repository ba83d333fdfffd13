"""Source files to people, counts and problems."""
