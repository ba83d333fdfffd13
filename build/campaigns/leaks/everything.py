"""A full demonstration: every verb that reads or writes records, through the real command line.

All that the program keeps for itself goes below one folder (workspace, keys, backups, log, settings, HOME,
temporary files); the exports asked for go below another. Commands may be wrapped: traced, or put into a
network namespace of their own.
"""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import sample_doj
from cli import AS_OF, FIRST, OFFICE, POLICY, SECOND, Person, fresh_folder
from project import ROOT, TaskError, environment

from campaigns.leaks.known_words import words_of

LIST = """\
person_id,last_name,first_name,aliases,date_of_birth,cii_number,county,court_case_number,count_number,\
code_section,offense_level,conviction_date,address_1,city,state,zip,notes
Q1,QUIROZLEAK,ALBERTINE,"QUIROZLEAK, BERTIE;OROLEAK, ALBERTINE",1960-03-14,A77001234,LOS ANGELES,BA9010234,1,\
11357(b) HS,M,1995-07-10,4711 Nowhere Crescent,Los Angeles,CA,90012,she asked for a call at 213 555 0147
Q2,NANDLEAK,CLEOPHAS,,1981-01-15,A77005678,LOS ANGELES,BA9010877,1,11359 HS,F,2012-04-01,\
12 Invented Alley,Los Angeles,CA,90013,
"""


class Everything:
    """One county from delivery to released papers, backed up and restored; `words` must stay hidden."""

    def __init__(self, folder: Path, *, people: int, seed: int = 65, wrap: Sequence[str] = ()) -> None:
        self.folder = fresh_folder(folder)
        self.wrap = list(wrap)
        self.own = self.folder / "own"  # what the program keeps for itself
        self.exports = self.folder / "exports"
        self.workspace = self.own / "county" / "county.expunge"
        for place in (self.own / "county", self.own / "home", self.own / "tmp", self.exports):
            place.mkdir(parents=True)
        delivered = self.folder / "delivered"
        delivered.mkdir()
        self.delivered, self.listed = delivered / "county.dat", delivered / "list.csv"
        recipe = sample_doj.Recipe(people=people, seed=seed, irregular=0.3, broken=4, accents=True)
        sample_doj.write(recipe, self.delivered)
        self.listed.write_text(LIST, "utf-8")
        self.words = words_of((self.delivered, self.listed))
        self.said: list[str] = []

    def surroundings(self, person: Person = FIRST) -> dict[str, str]:
        """The environment of a command: a home, a place for temporary files, who is acting."""
        home, temporary = str(self.own / "home"), str(self.own / "tmp")
        places = {name: home for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")}
        places |= {name: temporary for name in ("TMPDIR", "TEMP", "TMP", "XDG_RUNTIME_DIR")}
        places |= {
            name: "" for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
        }
        return environment(**person.credentials, **places, PYTHONDONTWRITEBYTECODE="1", PYTHONPATH=str(ROOT))

    def command(self, *words: object) -> list[str]:
        """The program with these words, wrapped."""
        return [*self.wrap, sys.executable, "-m", "expunge_desktop", *map(str, words)]

    def tell(self, *words: object, person: Person = FIRST, allowed: Sequence[int] = (0,)) -> str:
        """Run a command; what it said. Raises TaskError for an exit code not allowed."""
        surroundings = self.surroundings(person) | {"EXPUNGE_NEW_PASSPHRASE": SECOND.passphrase}
        done = subprocess.run(
            self.command(*words), cwd=self.own, env=surroundings, capture_output=True, text=True
        )
        self.said.append(str(words[0]))
        if done.returncode not in allowed:
            raise TaskError(f"`{words[0]}` ended with exit {done.returncode}: {done.stderr[-400:]}")
        return done.stdout

    def run(self) -> None:
        """All of it. Raises TaskError when a step does not do what it should."""
        self.make_and_import()
        self.decide_and_release()
        self.look_at_everything()
        self.write_everything()

    def make_and_import(self) -> None:
        """A workspace with two users, an import that is killed, both deliveries, an assessment."""
        place = self.workspace
        self.tell("new", place, "--office", OFFICE)
        self.tell("user", place, "add", SECOND.name, "--role", "supervisor")
        self.kill("import", place, self.delivered)
        self.tell("import", place, self.delivered, allowed=(0, 1))  # 1: it ended before it was killed
        self.tell("import", place, self.listed)
        self.tell(
            "policy", place, "sign", POLICY, "--attorney", SECOND.name, "--adopted-on", AS_OF, person=SECOND
        )
        self.tell("assess", place, "--policy", POLICY, "--as-of", AS_OF)

    def decide_and_release(self) -> None:
        """A decision, a filing and its release by two people."""
        place = self.workspace
        why = "QUIROZLEAK ALBERTINE asked for it"
        self.tell("decide", place, "--finding", 3, "--action", "hold", "--reason", why)
        made = json.loads(
            self.tell("packet", place, "--out", self.exports / "drafts", "--json", allowed=(0, 1))
        )
        self.filing = str(made["filings"][0]["id"])
        self.tell("release", place, self.filing)
        self.tell("release", place, self.filing, person=SECOND)

    def look_at_everything(self) -> None:
        """The verbs that show people, and exports besides those of every day; not in the tests' sample."""
        place, out = self.workspace, self.exports
        self.tell("explain", place, "--finding", 3)
        self.tell("status", place, "--name", "QUIROZLEAK, ALBERTINE", "--dob", "1960-03-14")
        self.tell("preflight", *sorted((out / "drafts" / self.filing).glob("*.pdf")), allowed=(0, 1))
        self.tell("problems", place, "--csv", out / "problems.csv")
        self.tell("filing", place, "status", self.filing, "--csv", out / "status.csv")
        against = ("--policy", POLICY, "--with", "statute-only", "--as-of", AS_OF)
        self.tell("compare", place, *against, "--csv", out / "movers.csv")
        self.tell("releases", place)
        self.tell("check", place)
        self.tell("ledger", place)

    def write_everything(self) -> None:
        """The papers as released, exports, a backup, a restore, the self-test."""
        place, out = self.workspace, self.exports
        court = ("--recipient", "Superior Court", "--recipient-kind", "court", "--purpose", "filing")
        self.tell("packet", place, "--filing", self.filing, "--out", out / "released", *court)
        self.tell("findings", place, "--csv", out / "findings.csv")
        self.tell("explain", place, "--finding", 5, "--pdf", out / "worksheet.pdf")
        against = ("--action", "challenge", "--reason", "OROLEAK ALBERTINE is another person")
        self.tell("decide", place, "--finding", 5, *against, "--evidence", out / "worksheet.pdf")
        self.tell("evidence", place, "--finding", 5)
        self.tell("evidence", place, "--finding", 5, "--document", 1, "--pdf", out / "attached.pdf", *court)
        self.tell("audit", place, "--csv", out / "audit.csv")
        self.tell("backup", place, self.own / "county" / "copy.expunge")
        self.tell("restore", self.own / "county" / "copy.expunge", self.own / "county" / "again.expunge")
        self.tell("selftest")

    def kill(self, *words: object) -> None:
        """Begin a command and end it with kill -9 as soon as it has written to the log of the workspace."""
        log = self.workspace.with_name(self.workspace.name + "-wal")
        child = subprocess.Popen(
            [*self.command(*words)], cwd=self.own, env=self.surroundings(), start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _ in range(12_000):  # two minutes
            if child.poll() is not None or (log.exists() and log.stat().st_size > 60_000):
                break
            time.sleep(0.01)
        if child.poll() is None:
            import os

            os.killpg(child.pid, signal.SIGKILL)
        child.wait()

    def own_files(self) -> list[Path]:
        """Every file the program wrote for itself."""
        return sorted(path for path in self.own.rglob("*") if path.is_file())

    def exported_files(self) -> list[Path]:
        """Every file that was asked for."""
        return sorted(path for path in self.exports.rglob("*") if path.is_file())
