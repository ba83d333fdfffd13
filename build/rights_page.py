#!/usr/bin/env python3
"""Prints docs/rights.md from the program's own table of rights; run with the project's Python."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.rights import MEANING, ROLES_OF, Right

INTRODUCTION = """\
# Who may do what

Every user has one or more roles. A role brings rights, and each service of the program asks for the right
it needs before it reads or changes anything, whoever calls it: a button that is not there is no protection.
What a user may not do is refused with a sentence, and the refusal enters the audit trail with the right and
the roles. Roles are read anew at each step: one that is taken away counts at once, also in an open window.

* **Clerk**: imports, assesses, makes drafts, prints, records what the court did.
* **Reviewer**: all of that, and decides convictions and signs a filing as the first of two.
* **Supervisor**: all of that, and signs as the second, adopts policies, keeps wordings and court profiles.
* **Administrator**: users, keys and copies. *No* view of a person, no decision, no export of a record: for
  these the same user needs a casework role besides. Audit trail and release log they read and write out
  without what these say of people: the details of such rows, recipient, purpose and file names are withheld.

Two things take two people: the release of a filing (its preparer and another supervisor), and a destruction
(planned by a supervisor, carried out by another user who is administrator). Dropping what old audit rows say
takes one user with both roles.

A small office may give one person several roles; the rules for two people hold all the same. Least privilege
is what the CJIS Security Policy asks for; which roles an office gives to whom is its own decision.

This page is printed by `build/rights_page.py` from `expunge_desktop/services/rights.py`.

| right | clerk | reviewer | supervisor | administrator | what it is |
|---|---|---|---|---|---|
"""


def page() -> str:
    """The page as it should be."""
    return INTRODUCTION + "\n".join(map(_row, Right)) + "\n"


def _row(right: Right) -> str:
    held = " | ".join("yes" if role in ROLES_OF[right] else "" for role in Role)
    return f"| `{right}` | {held} | {MEANING[right]} |"


if __name__ == "__main__":
    print(page(), end="")
