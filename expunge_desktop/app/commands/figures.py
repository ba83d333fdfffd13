"""figures: counts by outcome for someone who may have no record of a person."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import finish_verb, workspace_argument
from expunge_desktop.app.opening import opened
from expunge_desktop.app.release_options import release_of, release_options, written_json, written_lines
from expunge_desktop.app.terminal import show
from expunge_desktop.services.figures_export import export_figures


def register(verbs: Any) -> None:
    """Add the verb of this module."""
    out = verbs.add_parser(
        "figures",
        help="write counts by outcome as CSV: for press, public or research, never a row of a person",
        description="Writes how many convictions have which outcome: in all, by section, level, agency and "
        "year. For research and the public, small counts are withheld (docs/releases.md).",
    )
    workspace_argument(out)
    out.add_argument("--csv", required=True, metavar="OUT", help="the new file to write")
    release_options(out)
    finish_verb(out, _figures)


def _figures(arguments: Namespace) -> int:
    with opened(arguments) as session:
        done = export_figures(session, Path(arguments.csv), **release_of(arguments))
    show(written_json(done), written_lines(done), as_json=arguments.json)
    return 0
