"""Everything counsel has to look at: doubtful entries of law and policies, then the disputed points."""

from expunge_desktop.services.check_law import Unconfirmed, to_confirm
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.switch_guide import switch_guide


def counsel_list() -> list[Unconfirmed]:
    """What `law confirm` prints, most doubtful first, then every point of the dispute register."""
    return [*to_confirm(), *_disputed()]


def _disputed() -> list[Unconfirmed]:
    guide, found = switch_guide(), []
    for dispute in load_law().disputes.values():
        entry = guide.get(dispute.switch)
        otherwise = f" {entry.otherwise}" if entry else ""
        found.append(
            Unconfirmed(
                f"disputed point {dispute.number}: {dispute.title}",
                entry.citation if entry else "dispute register",
                "disputed",
                False,
                f"reasonable lawyers differ; by default: {dispute.default}.{otherwise}",
                dispute.switch,
            )
        )
    return found
