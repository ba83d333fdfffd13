"""A fact that a person read in a document because the delivered record lacks it, or has it wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SuppliedFact:
    """One value for one field of a person or of one count.

    ref     of the count within its person; empty = of the person
    fact    the field's name, as a case list calls it
    value   as it was written down; the reader of case lists has read it
    """

    ref: str
    fact: str
    value: str
