"""What each verb of the audit trail means in words, and which rows speak of people."""

from collections.abc import Mapping
from types import MappingProxyType

VERBS: Mapping[str, str] = MappingProxyType(
    {
        # the workspace and who works in it
        "create-workspace": "made the workspace",
        "migrate": "brought the workspace to a newer version",
        "logon": "logged on",
        "logon-failed": "found, at this logon, a failed try",
        "logoff": "logged off",
        "lock": "locked the window",
        "unlock": "unlocked the window",
        "locked-out": "found, at this logon, a lock after failed tries",
        "release-lock": "released a user's lock",
        "refused": "was refused what the roles do not allow, or what nobody may see any more",
        "add-user": "added a user",
        "change-passphrase": "gave a new passphrase",
        "change-roles": "changed a user's roles",
        "set-training": "changed a user's training or screening dates",
        "deactivate-user": "removed a user",
        "reactivate-user": "let a removed user in again",
        "recovery-key": "made a new recovery key",
        "recovery-used": "let an administrator in by the recovery key",
        "rekey": "put the workspace under a new data key",
        "rekey-interrupted": "found that the making of a new data key had been interrupted, and ended it",
        "witness-broken": "opened a workspace whose newest rows are not those its key file knows",
        "witness-accepted": "accepted that the newest rows are not those the key file knew",
        "clock-moved-back": "found the clock behind the newest row",
        "clock-jumped": "found the clock far ahead of the newest row",
        "place-warned": "went on although the place of a file is not a safe one",
        # seeing
        "view": "looked at a person",
        "view-papers": "looked at papers or rows of a filing",
        "view-evidence": "looked at an attached document",
        "list": "looked at the list of convictions",
        "search": "searched the convictions",
        "person.lookup": "looked a person up by name",
        "read-audit-trail": "read the audit trail",
        "read-release-log": "read the release log",
        # the work
        "import": "imported files",
        "facts.refresh": "had the facts computed anew after a change of the law",
        "facts.supplied": "had supplied facts taken up by an assessment",
        "assess": "assessed the convictions",
        "compare": "compared two policies",
        "decide": "decided a conviction",
        "note": "wrote a note",
        "supply-fact": "supplied a fact from a document",
        "withdraw-fact": "withdrew a supplied fact",
        "make-filing": "made a filing",
        "release": "released a filing, as the first or the second of two",
        "filing.status": "recorded what became of rows of a filing",
        "filing.answers": "read the clerk's answers to a filing",
        "seal": "entered that the court has sealed convictions",
        "may-be-sealed": "hid rows that may be ones the court has sealed",
        "said-sealed": "said that a row is one the court has sealed",
        "said-not-sealed": "said that a row is another one than those sealed",
        # what leaves
        "export.begun": "began to write a file outside",
        "export.named": "finished writing a file outside",
        "export.dropped": "gave up writing a file outside",
        "print-papers": "wrote the papers of a filing",
        "print-on-paper": "printed papers",
        "fill-forms": "filled forms",
        "evidence.export": "wrote an attached document to a file",
        "export.findings": "wrote the findings to a file",
        "export.worksheet": "wrote worksheets to a file",
        "export.comparison": "wrote the convictions between two policies to a file",
        "export.problems": "wrote the problems of the import to a file",
        "export.status": "wrote the state of a filing to a file",
        "export.figures": "wrote figures to a file",
        "export.audit": "wrote the audit trail to a file",
        "export.releases": "wrote the release log to a file",
        "swept": "removed what a killed program had left unfinished outside",
        # what the office keeps
        "set-office": "replaced the office file",
        "policy.add": "added a policy",
        "policy.sign": "recorded that a policy was adopted",
        "policy.export": "wrote a policy to a file",
        "template.save": "changed a wording",
        "template.revert": "returned to the delivered wording",
        "template.export": "wrote a wording to a file",
        "court.add": "added a court profile",
        "court.export": "wrote a court profile to a file",
        "mapping.add": "saved a field map",
        # safety
        "backup": "made a backup",
        "backup-removed": "removed an old backup",
        "backup-verified": "verified a backup",
        "backup-rehearsed": "rehearsed a restore",
        "restore": "restored the workspace from a backup",
        "salvage": "saved what could be read of a damaged workspace",
        "check": "had the whole workspace checked",
        "checkpoint": "wrote a checkpoint of the audit trail",
        "drop-payloads": "dropped what old rows of the audit trail say",
        "purge-plan": "planned a destruction",
        "purge": "destroyed rows by policy",
        "certificate.export": "wrote a certificate of destruction to a file",
        "purge-cleared": "cleared what a destruction had freed in the file",
    }
)

SEEING = frozenset(
    {
        "view",
        "view-papers",
        "view-evidence",
        "list",
        "search",
        "compare",
        "person.lookup",
        "read-audit-trail",
        "read-release-log",
    }
)
"""Verbs that change nothing: looking again must not change what is printed."""

OF_PEOPLE = frozenset(
    {
        "view",
        "view-papers",
        "search",
        "list",
        "person.lookup",
        "read-audit-trail",
        "read-release-log",
        "decide",
        "note",
        "supply-fact",
        "withdraw-fact",
        "import",
        "filing.answers",
        "filing.status",
        "print-papers",
        "print-on-paper",
        "fill-forms",
        "evidence.export",
        "view-evidence",
        "seal",
        "may-be-sealed",
        "said-sealed",
        "said-not-sealed",
        "purge-plan",
        "purge",
        "salvage",
        "swept",
        "place-warned",
    }
    | {verb for verb in VERBS if verb.startswith("export.")}
)
"""Verbs whose payload may speak of a person, also by what somebody wrote of a release or called a file.

It is withheld from who may read the trail but not see people.
"""


def in_words(verb: str) -> str:
    """What a verb means; the verb itself when a newer version wrote it."""
    return VERBS.get(verb, verb)
