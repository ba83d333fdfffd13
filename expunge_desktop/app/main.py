"""The one program: with a verb the command line, without one the window."""

import json
import multiprocessing
import sys
from argparse import Namespace
from collections.abc import Sequence

from expunge_desktop import __version__
from expunge_desktop.app.arguments import PROGRAM, Parser, add_common_options
from expunge_desktop.base.errors import ExpungeError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; gives the exit code: 0 done, 1 the answer is no, 2 wrong usage, 3 environment."""
    multiprocessing.freeze_support()
    words = list(sys.argv[1:] if arguments is None else arguments)
    wants_json = "--json" in words
    try:
        if _means_window(words):
            from expunge_desktop.ui.application import run as run_window

            return run_window(words[0] if words else None)
        parsed = build_parser().parse_args(words)
        return _run(parsed)
    except ExpungeError as error:
        _complain(error, as_json=wants_json)
        return error.exit_code
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 1


def build_parser() -> Parser:
    """The whole grammar of the command line."""
    from expunge_desktop.app.commands import batches, deciding, filings, record, workspace

    parser = Parser(
        prog=PROGRAM,
        description="From a bulk conviction file to a filed motion, "
        "on one workstation that never goes online. "
        "Without a verb it opens the window.",
        epilog=f"`{PROGRAM} VERB --help` explains a verb. "
        "Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 the environment.",
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    add_common_options(parser, is_top=True)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True, parser_class=Parser)
    for module in (workspace, batches, deciding, filings, record):
        module.register(verbs)
    return parser


def _run(parsed: Namespace) -> int:
    return int(parsed.run(parsed))


def _means_window(words: Sequence[str]) -> bool:
    """No verb: nothing at all, or one workspace file."""
    if not words:
        return True
    return len(words) == 1 and words[0].endswith(".expunge")


def _complain(error: ExpungeError, *, as_json: bool) -> None:
    if as_json:
        text = {"error": {"code": error.code, "sentence": error.sentence, "advice": error.advice}}
        print(json.dumps(text, indent=2))
    print(f"{PROGRAM}: {error}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
