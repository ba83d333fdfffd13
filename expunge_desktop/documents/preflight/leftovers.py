"""What a program leaves behind where a value belongs: braces, None, TODO, filler text."""

import re

from expunge_desktop.documents.preflight import rules
from expunge_desktop.documents.preflight.page_items import PageItems
from expunge_desktop.documents.preflight.sheet import evidence_place
from expunge_desktop.documents.preflight.subject import Check

# “All of Us or None v. Hamrick” is a case.
_NO_VALUE = re.compile(r"(?<!or\s)\bNone\b(?!\s+v\.)|\b(?:nan|NaN|NULL|NaT|undefined)\b")
_UNFINISHED = re.compile(
    r"\b(?:TODO|FIXME|TBD|XXXX+)\b|\[insert |\[if |\[end\]|\blorem ipsum\b", re.IGNORECASE
)


# What stands for a person whose record was lost or destroyed, also when a column broke it in two.
_NOBODY = re.compile(r"\(LOST\s+IN\b|\bDAMAGED\s+FILE\)|\[destroyed\]")


class LeftoverCheck(Check):
    """An error in our own papers, a warning in others. A person called Null is a person; what was
    attached as evidence is as its writer left it.
    """

    rules = (rules.TEMPLATE,)

    def _page(self, page: PageItems) -> None:
        if evidence_place(page) is not None:
            return
        text = page.text
        for sign in "{}":
            if sign in text:
                self._tell("a leftover brace: a field was not filled", page, _around(text, text.index(sign)))
                break
        for found in _NO_VALUE.finditer(text):
            if found.group().upper() not in self.subject.known.names:
                self._tell("a word that stands for no value", page, _around(text, found.start()))
                break
        if nobody := _NOBODY.search(text):
            self._tell("a person whose record was lost or destroyed", page, _around(text, nobody.start()))
        if unfinished := _UNFINISHED.search(text):
            self._tell("something is unfinished", page, _around(text, unfinished.start()))

    def _tell(self, what: str, page: PageItems, where: str) -> None:
        self.subject.promise(rules.TEMPLATE, what, page.number, f"“{where}”")


def _around(text: str, at: int) -> str:
    return " ".join(text[max(0, at - 12) : at + 20].split())
