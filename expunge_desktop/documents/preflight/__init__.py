"""Reading finished PDFs back and holding them to the rules of court."""
