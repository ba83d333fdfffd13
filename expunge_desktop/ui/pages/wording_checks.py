"""A wording checked and printed in one step, for the editor's reader job."""

from dataclasses import dataclass

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services.preview_papers import PreviewPaper
from expunge_desktop.services.preview_wording import preview_wording
from expunge_desktop.services.templates import check_template_text


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The faults of a text by line; without any, the page it gives or why there is none."""

    faults: tuple[Fault, ...]
    paper: PreviewPaper | None = None
    no_page: str = ""


def check_text(name: str, text: str) -> Checked:
    """Every fault in every branch; a text without one is printed on the sample."""
    faults = tuple(Fault(one.line, one.what) for one in check_template_text(name, text))
    if faults:
        return Checked(faults)
    try:
        return Checked((), preview_wording(name, text))
    except ExpungeError as error:  # a value of the sample does not fit; a filing's own may
        return Checked((), None, str(error))
