"""The demonstration: a made-up county, from the file it was sent to a motion two attorneys released.

Everything goes through the real command line, in a folder that is made anew each time.
"""

import os
import sys
from pathlib import Path

import sample_doj
from cli import AS_OF, FIRST, OFFICE, POLICY, SECOND, announce, ask, command, fresh_folder, tell
from project import ROOT, WORK, TaskError, run, step

HOME = WORK / "demo"


def run_demo(*, people: int, with_window: bool) -> int:
    """Run it all; 0 when every step did what it should."""
    folder = short(fresh_folder(HOME))
    delivered, workspace = folder / "county.dat", folder / "county.expunge"
    with step(f"a made-up delivery of {people:,} invented people with irregular rows"):
        recipe = sample_doj.Recipe(
            people=people, seed=65, irregular=0.3, broken=12, duplicate_rows=0.01, second_ids=0.02,
            accents=True, padded=True, bom=True, crlf=True,
        )  # fmt: skip
        truth = sample_doj.write(recipe, delivered.absolute())
    print(f"   {delivered}: {truth.lines:,} lines, of which {len(truth.broken)} cannot be read")

    tell("new", workspace, "--office", short(OFFICE))
    tell("import", workspace, delivered)
    tell("assess", workspace, "--policy", POLICY, "--as-of", AS_OF)
    tell(
        "user",
        workspace,
        "add",
        SECOND.name,
        "--role",
        "supervisor",
        EXPUNGE_NEW_PASSPHRASE=SECOND.passphrase,
    )
    tell("policy", workspace, "sign", POLICY, "--attorney", SECOND.name, "--adopted-on", AS_OF, person=SECOND)

    announce("packet", workspace, "--out", folder / "drafts", person=FIRST)
    made = ask("packet", workspace, "--out", folder / "drafts", allowed=(0, 1))
    filing = _told(made)
    tell("release", workspace, filing)
    tell("release", workspace, filing, person=SECOND)
    tell("packet", workspace, "--filing", filing, "--out", folder / "released", "--recipient", "the court")
    tell("ledger", workspace)
    tell("audit", workspace)

    expected = {"lines": truth.lines, "set_aside": len(truth.broken)}
    _compare(expected, ask("ledger", workspace))
    print(f"\nThe papers lie in {(folder / 'released' / filing).absolute()}")
    print(f"The workspace is {workspace.absolute()}; its invented users and passphrases are")
    for person in (FIRST, SECOND):
        print(f"   {person.name}: {person.passphrase}")
    if with_window and has_screen():
        print("The window opens; close it to end the demonstration.", flush=True)
        return run(command(workspace), changes={"EXPUNGE_USER": FIRST.name})
    print("No window: there is no screen here." if with_window else "No window was asked for.")
    return 0


def short(path: Path) -> Path:
    """The path as seen from the project's folder, where the commands run."""
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def has_screen() -> bool:
    """Whether a window could be shown."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _told(made: dict[str, list[dict[str, object]]]) -> str:
    """Print what was made; the id of the first filing. Raises TaskError when a paper is missing."""
    for filing in made.get("filings", []):
        print(f"Filing {filing['id']}: {filing['rows']:,} convictions in {filing['folder']}")
        if filing.get("not_printed"):
            raise TaskError(f"papers were not printed: {filing['not_printed']}")
    if not made.get("filings"):
        raise TaskError("no filing was made")
    return str(made["filings"][0]["id"])


def _compare(expected: dict[str, int], ledger: dict[str, object]) -> None:
    """The program's ledger says what the maker of the file knows. Raises TaskError when not."""
    batches = ledger["batches"]
    files = [file for batch in batches for file in batch["files"]] if isinstance(batches, list) else []
    for name, value in expected.items():
        found = sum(file[name] for file in files)
        if found != value:
            raise TaskError(f"the ledger counts {found} {name} where the file holds {value}")
    if not ledger["balanced"]:
        raise TaskError("the ledger does not balance")
