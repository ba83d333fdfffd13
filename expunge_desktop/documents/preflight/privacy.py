"""What must not stand in a paper: numbers of persons anywhere, private facts in a public version."""

import re
from collections.abc import Iterator

from expunge_desktop.documents.preflight import rules
from expunge_desktop.documents.preflight.known import Known
from expunge_desktop.documents.preflight.page_items import PageItems
from expunge_desktop.documents.preflight.subject import Check

_SSN = re.compile(r"(?<![\w-])(?!000|666)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])")
_NAMED_SSN = re.compile(r"\b(?:SSN|social security (?:number|no\.?))\W{0,3}\d", re.IGNORECASE)
_LICENSE = re.compile(r"(?<![\w-])[A-Z]\d{7}(?![\w-])")  # a driver license of California
_NAMED_LICENSE = re.compile(
    r"\b(?:CDL|driver'?s? licen[cs]e|licen[cs]e (?:number|no\.?))\W{0,3}[A-Z]?\d", re.IGNORECASE
)
_DAY = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])|(?<![\w/])\d{1,2}/\d{1,2}/(?:19|20)\d{2}(?![\w/])")
_AS_OF = re.compile(r"as\s+of\s+\d{4}-\d{2}-\d{2}")
_PRIVATE_WORDS = ("a.k.a.", "CII no.", "Born", "Also known as", "Date of birth")


class NumbersCheck(Check):
    """CRC 1.201; a license number has the shape of some old case numbers, so it is a warning where unsure."""

    rules = (rules.NUMBERS,)

    def _page(self, page: PageItems) -> None:
        text, known = page.text, self.subject.known
        if _NAMED_SSN.search(text) or any(one not in known.numbers for one in _SSN.findall(text)):
            self.findings.error(
                rules.NUMBERS, "a number shaped like a social security number stands there", page.number
            )
        if _NAMED_LICENSE.search(text):
            self.findings.error(rules.NUMBERS, "a driver license number stands there", page.number)
        elif any(one not in known.numbers for one in _LICENSE.findall(text)):
            self.findings.warning(
                rules.NUMBERS, "a number shaped like a driver license number stands there", page.number
            )


class PublicCheck(Check):
    """CRC 2.507: no birth date, number or alias; the cover alone may name the columns left out."""

    rules = (rules.PUBLIC,)

    def _page(self, page: PageItems) -> None:
        for what in private_faults(page.text, self.subject.known, is_cover=page.number == 1):
            self.findings.error(rules.PUBLIC, what, page.number)
        if _DAY.search(_AS_OF.sub("", page.text)):
            self.findings.warning(
                rules.PUBLIC, "the public version shows what looks like a date", page.number
            )


def private_faults(text: str, known: Known, *, is_cover: bool = False) -> Iterator[str]:
    """What of a public text is confidential; the secret itself is not repeated."""
    if not is_cover and any(word in text for word in _PRIVATE_WORDS):
        yield "the public version has a confidential column"
    if any(True for _ in known.secrets_in(_AS_OF.sub("", text))):
        yield "the public version shows a birth date, identification number or alias"
