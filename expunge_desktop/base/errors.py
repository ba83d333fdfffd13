"""Errors a person can act on.

Every expected failure is an `ExpungeError` with a stable code, one sentence for people and an advice.
The command line turns its `exit_code` into the process's (contract, point 14): 1 "the answer is no",
2 wrong usage, 3 the environment (disk full, locked, wrong passphrase). Anything else is a bug.
"""


class ExpungeError(Exception):
    """An expected failure: `code` for programs, `sentence` for people, `advice` on what to do."""

    exit_code = 1

    def __init__(self, code: str, sentence: str, advice: str = "") -> None:
        super().__init__(code, sentence, advice)
        self.code = code
        self.sentence = sentence
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.sentence} {self.advice}".strip()


class AnswerIsNoError(ExpungeError):
    """The request was understood and refused: broken chain, rejected input, a right denied."""

    exit_code = 1


class UsageError(ExpungeError):
    """The request itself was wrong: missing credentials, contradictory options, malformed office file."""

    exit_code = 2


class EnvironmentProblemError(ExpungeError):
    """The machine or the file stands in the way: disk full, file locked, wrong passphrase, no key file."""

    exit_code = 3


class CancelledError(ExpungeError):
    """The person asked the running job to stop; nothing of it was kept."""

    exit_code = 1

    def __init__(self, what: str = "The job") -> None:
        super().__init__("cancelled", f"{what} was cancelled; nothing of it was kept.")
