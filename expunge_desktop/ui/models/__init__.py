"""Item models: ids and frozen records, never database rows."""
