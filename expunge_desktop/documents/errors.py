"""What can stand between a filing and its papers."""

from expunge_desktop.base.errors import AnswerIsNoError


class TemplateError(AnswerIsNoError):
    """A paper's wording cannot be used: an unknown field, a leftover brace, an open `[if …]`."""

    def __init__(self, template: str, line: int, what: str) -> None:
        super().__init__(
            "template",
            f"Line {line} of template {template}: {what}.",
            "Correct the template and print again.",
        )
        self.template = template
        self.line = line
        self.what = what


class LayoutError(AnswerIsNoError):
    """A value does not fit where court rules want it, such as an attorney block longer than lines 1–7."""

    def __init__(self, sentence: str, advice: str) -> None:
        super().__init__("layout", sentence, advice)
