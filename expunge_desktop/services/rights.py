"""What a user may do, by role: least privilege, asked by every service (CJIS Security Policy).

The casework roles build on each other: a reviewer may do what a clerk may, a supervisor what a reviewer
may. The administrator stands apart: users, keys and copies, and no view of a person without a casework
role besides. A user holds a set of roles (contract, point 12).
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from expunge_desktop.domain.outcome import Role


class Right(StrEnum):
    """One thing a user may or may not do; `ROLES_OF` says who, `MEANING` says what, in one sentence."""

    READ_SETTINGS = "read-settings"
    SEE_FIGURES = "see-figures"
    SEE_USERS = "see-users"
    OWN_PASSPHRASE = "own-passphrase"
    CHECK_WORKSPACE = "check-workspace"
    SEE_PEOPLE = "see-people"
    SEE_FILINGS = "see-filings"
    IMPORT = "import"
    ASSESS = "assess"
    NOTE = "note"
    MAKE_DRAFTS = "make-drafts"
    PRINT = "print"
    EXPORT = "export"
    RECORD_COURT_STEPS = "record-court-steps"
    KEEP_MAPPINGS = "keep-mappings"
    DECIDE = "decide"
    PREPARE_RELEASE = "prepare-release"
    DRAFT_POLICIES = "draft-policies"
    APPROVE_RELEASE = "approve-release"
    SIGN_POLICIES = "sign-policies"
    KEEP_WORDINGS = "keep-wordings"
    KEEP_COURTS = "keep-courts"
    PLAN_DESTRUCTION = "plan-destruction"
    KEEP_OFFICE = "keep-office"
    READ_AUDIT = "read-audit"
    WRITE_CHECKPOINTS = "write-checkpoints"
    SEE_RELEASES = "see-releases"
    BACK_UP = "back-up"
    KEEP_USERS = "keep-users"
    KEEP_KEYS = "keep-keys"
    DESTROY = "destroy"


_EVERYBODY = frozenset(Role)
_CASEWORK = frozenset({Role.CLERK, Role.REVIEWER, Role.SUPERVISOR})
_ATTORNEYS = frozenset({Role.REVIEWER, Role.SUPERVISOR})
_SUPERVISORS = frozenset({Role.SUPERVISOR})
_HEADS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

ROLES_OF: Mapping[Right, frozenset[Role]] = MappingProxyType(
    {
        Right.READ_SETTINGS: _EVERYBODY,
        Right.SEE_FIGURES: _EVERYBODY,
        Right.SEE_USERS: _EVERYBODY,
        Right.OWN_PASSPHRASE: _EVERYBODY,
        Right.CHECK_WORKSPACE: _EVERYBODY,
        Right.SEE_PEOPLE: _CASEWORK,
        Right.SEE_FILINGS: _CASEWORK,
        Right.IMPORT: _CASEWORK,
        Right.ASSESS: _CASEWORK,
        Right.NOTE: _CASEWORK,
        Right.MAKE_DRAFTS: _CASEWORK,
        Right.PRINT: _CASEWORK,
        Right.EXPORT: _CASEWORK,
        Right.RECORD_COURT_STEPS: _CASEWORK,
        Right.KEEP_MAPPINGS: _CASEWORK,
        Right.DECIDE: _ATTORNEYS,
        Right.PREPARE_RELEASE: _ATTORNEYS,
        Right.DRAFT_POLICIES: _ATTORNEYS,
        Right.APPROVE_RELEASE: _SUPERVISORS,
        Right.SIGN_POLICIES: _SUPERVISORS,
        Right.KEEP_WORDINGS: _SUPERVISORS,
        Right.KEEP_COURTS: _SUPERVISORS,
        Right.PLAN_DESTRUCTION: _SUPERVISORS,
        Right.KEEP_OFFICE: _HEADS,
        Right.READ_AUDIT: _HEADS,
        Right.WRITE_CHECKPOINTS: _HEADS,
        Right.SEE_RELEASES: _HEADS,
        Right.BACK_UP: _HEADS,
        Right.KEEP_USERS: _ADMINISTRATORS,
        Right.KEEP_KEYS: _ADMINISTRATORS,
        Right.DESTROY: _ADMINISTRATORS,
    }
)

MEANING: Mapping[Right, str] = MappingProxyType(
    {
        Right.READ_SETTINGS: "Read the policies, wordings, court profiles, field maps and the office file;"
        " nothing of a person stands in them.",
        Right.SEE_FIGURES: "See counts: the overview, the ledger, the kinds of problems.",
        Right.SEE_USERS: "See who the users of the workspace are and which roles they have.",
        Right.OWN_PASSPHRASE: "Change one's own passphrase, lock and unlock one's own window.",
        Right.CHECK_WORKSPACE: "Have the workspace and its audit chain checked.",
        Right.SEE_PEOPLE: "See convictions: the list, a person's page, source rows, explanations, a search.",
        Right.SEE_FILINGS: "See filings, their papers and where they stand.",
        Right.IMPORT: "Import a DOJ file, a case list or supplied facts.",
        Right.ASSESS: "Have a batch assessed under a policy, and compare policies.",
        Right.NOTE: "Put a note or a supplied fact to a conviction.",
        Right.MAKE_DRAFTS: "Make a draft filing.",
        Right.PRINT: "Write or print the papers of a filing.",
        Right.EXPORT: "Write findings, worksheets, problems, evidence or a comparison to a file;"
        " each is a release and is logged (PC 11078).",
        Right.RECORD_COURT_STEPS: "Record what the clerk of the court did with a filing.",
        Right.KEEP_MAPPINGS: "Save how the columns of a case list are read.",
        Right.DECIDE: "Decide a conviction: confirm, override, hold, challenge.",
        Right.PREPARE_RELEASE: "Sign a filing as its preparer, the first of the two.",
        Right.DRAFT_POLICIES: "Add a policy that is not signed yet.",
        Right.APPROVE_RELEASE: "Release a filing as the second of the two; never one's own.",
        Right.SIGN_POLICIES: "Record that the office has adopted a policy.",
        Right.KEEP_WORDINGS: "Change the wording of the papers, or return to the delivered one.",
        Right.KEEP_COURTS: "Add a court profile.",
        Right.PLAN_DESTRUCTION: "Say whether a row that may be sealed is, and plan which sealed or overdue"
        " rows are destroyed; another user carries it out.",
        Right.KEEP_OFFICE: "Replace the office file.",
        Right.READ_AUDIT: "Read, search and write out the audit trail; what rows say of people is left out"
        " for a user without a casework role.",
        Right.WRITE_CHECKPOINTS: "Write a checkpoint of the audit chain to a file.",
        Right.SEE_RELEASES: "Read, search and write out the release log (PC 11078); recipient, purpose and"
        " file names are left out for a user without a casework role.",
        Right.BACK_UP: "Write, verify and rehearse a backup; it is as encrypted as the workspace.",
        Right.KEEP_USERS: "Add and remove users, change their roles, give a new passphrase, release a lock,"
        " keep training and screening dates.",
        Right.KEEP_KEYS: "Make a recovery key, and a new data key.",
        Right.DESTROY: "Carry out a destruction that another user planned.",
    }
)


def needed(right: Right) -> str:
    """The roles that have a right, for a sentence: `reviewer or supervisor`."""
    return " or ".join(sorted(ROLES_OF[right]))
