"""The words of the field as frozen records: citation, partial date, person, count, outcome."""
