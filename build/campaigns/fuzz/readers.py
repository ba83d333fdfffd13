"""Every reader of the program that takes what somebody else wrote, each as one function of bytes."""

from campaigns.fuzz import own_readers, pdf_readers, source_readers, text_readers, workbook_readers
from campaigns.fuzz.reader import Reader


def readers() -> tuple[Reader, ...]:
    """All of them."""
    return (
        *text_readers.readers(),
        *source_readers.readers(),
        *workbook_readers.readers(),
        *own_readers.readers(),
        *pdf_readers.readers(),
    )
