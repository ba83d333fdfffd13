"""The one program: with a verb the command line, without one the window."""

import json
import logging
import multiprocessing
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from expunge_desktop import __version__
from expunge_desktop.app.arguments import PROGRAM, Parser, add_common_options
from expunge_desktop.app.terminal import harmless, write_whatever_the_terminal_can
from expunge_desktop.base.errors import EnvironmentProblemError, ExpungeError, UsageError
from expunge_desktop.base.hardening import harden_process
from expunge_desktop.base.log import LOGGER, start_log, stop_log
from expunge_desktop.base.memory_folder import temporary_files_in_memory
from expunge_desktop.base.no_internet import forbid_internet, is_internet_forbidden
from expunge_desktop.base.paths import log_folder
from expunge_desktop.base.uncaught import keep_uncaught_quiet

# Each verb and the module of app/commands that registers it.
VERBS = {
    "new": "workspace",
    "user": "accounts",
    "recovery": "accounts",
    "rekey": "accounts",
    "witness": "accounts",
    "office": "workspace",
    "status": "workspace",
    "backup": "backups",
    "restore": "backups",
    "salvage": "backups",
    "import": "batches",
    "mapping": "mappings",
    "problems": "batches",
    "ledger": "batches",
    "assess": "deciding",
    "findings": "deciding",
    "explain": "explaining",
    "decide": "deciding",
    "evidence": "evidence",
    "fact": "facts",
    "policy": "policies",
    "compare": "comparing",
    "law": "law",
    "packet": "packets",
    "preflight": "preflight",
    "form": "forms",
    "release": "filings",
    "filing": "filings",
    "template": "templates",
    "court": "courts",
    "releases": "releases",
    "figures": "figures",
    "audit": "record",
    "check": "checking",
    "seal": "retention",
    "retention": "retention",
    "selftest": "record",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; gives the exit code: 0 done, 1 the answer is no, 2 wrong usage, 3 environment."""
    if arguments is None:
        _protect_process()
    multiprocessing.freeze_support()
    words = list(sys.argv[1:] if arguments is None else arguments)
    wants_json = "--json" in words
    try:
        start_log(log_folder())
        if _means_window(words):
            from expunge_desktop.ui.application import run as run_window

            _require_own_screen()
            with temporary_files_in_memory():
                return run_window(words[0] if words else None)
        parsed = build_parser(words).parse_args(words)
        return int(parsed.run(parsed))
    except ExpungeError as error:
        _complain(error, as_json=wants_json)
        return error.exit_code
    except BrokenPipeError:
        return 1
    except (KeyboardInterrupt, EOFError):  # Ctrl+C anywhere, Ctrl+D where something is asked for
        print("Stopped.", file=sys.stderr)
        return 1
    except Exception as error:  # noqa: BLE001 - a mistake of the program is told without anyone's data
        if isinstance(error, UnicodeEncodeError) and _has_stray_bytes(words):
            refused = _not_letters()
            _complain(refused, as_json=wants_json)
            return refused.exit_code
        _report_mistake(error, as_json=wants_json)
        return 3
    finally:
        stop_log()


def build_parser(words: Sequence[str] = ()) -> Parser:
    """The grammar of the command line; of the words' own verb alone, when they name one.

    Every group of verbs imports the rooms it needs: reading only the one that is asked for halves the
    start of a command.
    """
    wanted = {VERBS[word] for word in words if word in VERBS} or set(VERBS.values())
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
    for name in dict.fromkeys(VERBS.values()):
        if name in wanted:
            import_module(f"expunge_desktop.app.commands.{name}").register(verbs)
    return parser


def _protect_process() -> None:
    """Before anything else, in a process that is ours alone: no dumps, no internet, no words of libraries."""
    harden_process()
    forbid_internet()
    keep_uncaught_quiet()
    write_whatever_the_terminal_can()


def _require_own_screen() -> None:
    """A screen on another machine is reached over a network, which the system refuses: said, not crashed."""
    host = os.environ.get("DISPLAY", "").rpartition(":")[0]
    is_local = not host or host == "unix" or host.startswith("/") or "WAYLAND_DISPLAY" in os.environ
    if is_internet_forbidden() and not is_local and "QT_QPA_PLATFORM" not in os.environ:
        raise EnvironmentProblemError(
            "screen-elsewhere",
            f"The screen {os.environ['DISPLAY']} belongs to another machine, and this program opens no "
            "connection to any.",
            "Start it on the machine where the workspace lies, or use the command line there.",
        )


def _means_window(words: Sequence[str]) -> bool:
    """No verb: nothing at all, or one workspace file."""
    if not words:
        return True
    return len(words) == 1 and words[0].endswith(".expunge")


def _has_stray_bytes(words: Sequence[str]) -> bool:
    """A word has bytes that are no text: Python hands them on as surrogates, which nothing can store."""
    return any("\ud800" <= sign <= "\udfff" for word in words for sign in word)


def _not_letters() -> UsageError:
    return UsageError(
        "not-letters",
        "A word or file name of this command has bytes that are no letters in UTF-8.",
        "Type it anew, or rename the file; nothing was changed.",
    )


def _report_mistake(error: Exception, *, as_json: bool) -> None:
    """Say where the program went wrong, never with which values: a message may hold a name."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " < ".join(f"{Path(frame.filename).stem}:{frame.lineno}" for frame in reversed(frames))
    logging.getLogger(LOGGER).error("mistake", exc_info=error)
    sentence = f"This is a mistake in the program ({type(error).__name__} at {places})."
    advice = "Nothing unfinished was kept; please report these words."
    _complain(ExpungeError("mistake", sentence, advice), as_json=as_json)


def _complain(error: ExpungeError, *, as_json: bool) -> None:
    if as_json:
        text = {"error": {"code": error.code, "sentence": error.sentence, "advice": error.advice}}
        with suppress(OSError, ValueError):  # nothing can be written there: it is told below all the same
            print(json.dumps(text, indent=2), flush=True)
    print(harmless(f"{PROGRAM}: {error}"), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
