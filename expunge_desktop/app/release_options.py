"""Who receives what a verb writes, and what for: it goes into the release log."""

from typing import Any

from expunge_desktop.services.release_log import INTERNAL_REVIEW, OWN_OFFICE


def release_options(parser: Any) -> None:
    """`--recipient` and `--purpose`."""
    parser.add_argument("--recipient", default=OWN_OFFICE, help=f"who receives it (default: {OWN_OFFICE})")
    parser.add_argument("--purpose", default=INTERNAL_REVIEW, help=f"what for (default: {INTERNAL_REVIEW})")
