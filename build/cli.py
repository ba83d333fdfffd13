"""Driving the real program the way a person or a script does: the command line, with its credentials."""

import json
import shlex
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from project import ROOT, TaskError, output_of, run, venv_program

OFFICE = ROOT / "build" / "demo_office.toml"


@dataclass(frozen=True)
class Person:
    """An invented user of a made-up workspace."""

    name: str
    passphrase: str

    @property
    def credentials(self) -> dict[str, str]:
        """The environment that says who is acting."""
        return {"EXPUNGE_USER": self.name, "EXPUNGE_PASSPHRASE": self.passphrase}


FIRST = Person("Jordan Sample", "seven invented words for jordan sample")
SECOND = Person("Robin Example", "seven invented words for robin example")
POLICY, AS_OF = "los-angeles-2020", "2020-02-11"


def command(*words: object) -> list[str]:
    """The program with these words."""
    return [str(venv_program("python")), "-m", "expunge_desktop", *(str(word) for word in words)]


def announce(*words: object, person: Person) -> None:
    """Show a command, and who gives it, as it would be typed."""
    who = shlex.quote(person.name)
    print(f"\n$ EXPUNGE_USER={who} expunge-desktop {shlex.join(str(word) for word in words)}", flush=True)


def tell(*words: object, person: Person = FIRST, **changes: str) -> None:
    """Show a command as it would be typed and run it in the open. Raises TaskError when it fails."""
    announce(*words, person=person)
    if code := run(command(*words), changes={**person.credentials, **changes}):
        raise TaskError(f"`expunge-desktop {words[0]}` ended with exit {code}")


def ask(
    *words: object, person: Person = FIRST, allowed: Sequence[int] = (0,), **changes: str
) -> dict[str, Any]:
    """Run a command for its `--json` result. Raises TaskError for an unexpected exit code."""
    asked = command(*words, "--json")
    text = output_of(asked, changes={**person.credentials, **changes}, allowed=frozenset(allowed))
    answer = json.loads(text)
    if not isinstance(answer, dict):
        raise TaskError(f"`expunge-desktop {words[0]} --json` did not answer with an object")
    return answer


def fresh_folder(folder: Path) -> Path:
    """An empty folder, whatever was there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
